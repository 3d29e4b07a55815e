"""Importing a list in the admin: upload → preview with decisions → apply → report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from portal.admin.transactions import own_transactions
from portal.refusals import RefusedError
from showcase.admin.frame import AdminSection
from showcase.lists.importing.applying import Applied, apply_import, discard_import, report_text
from showcase.lists.importing.choosing import GROUPS, group_counts
from showcase.lists.importing.deciding import Decision
from showcase.lists.importing.flow import begin_import
from showcase.lists.importing.forms import ImportForm
from showcase.lists.importing.models import DECISION_LABELS, ListImport
from showcase.lists.importing.preview import count_warning, decide_group, decide_rows, row_lines, rows_of
from showcase.lists.importing.reporting import table_text

PER_PAGE = 50
SHOWN_IMPORTS = 50
MAY_SEE, MAY_ADD = "showcase.view_listimport", "showcase.add_listimport"
MAY_DECIDE, MAY_DISCARD = "showcase.change_listimport", "showcase.delete_listimport"
_TITLE = gettext_lazy("Import lists")
_SECTION = AdminSection(_TITLE, "list_imports", "upload")


class ImportMenuItem(MenuItem):
    """A menu item for users who may see imports."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_SEE))


def menu_item() -> ImportMenuItem:
    """Return the item of the main menu, after the entries of lists."""
    return ImportMenuItem(_TITLE, reverse("list_imports"), name="list-imports", icon_name="upload", order=146)


@permission_required(MAY_SEE)
def index(request: HttpRequest) -> HttpResponse:
    """Show the newest imports."""
    found = ListImport.objects.select_related("announcement", "created_by").prefetch_related("attachments")
    context = {**_SECTION.frame(), "imports": found[:SHOWN_IMPORTS], "may_add": request.user.has_perm(MAY_ADD)}
    return render(request, "showcase/admin/list_imports.html", context)


@own_transactions
@permission_required(MAY_ADD)
def new(request: HttpRequest) -> HttpResponse:
    """Show the upload form and start an import; names a refused file with its place and keeps nothing.

    Files are read before any transaction begins, so that others may save meanwhile.
    """
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            started = begin_import(form.request(), request.user)
        except RefusedError as refused:
            form.add_error("uploads", refused.messages)
        else:
            if not started.is_new:
                messages.warning(request, _("These files were imported before: nothing was changed."))
            return HttpResponseRedirect(_address(started.list_import))
    context = {
        **_SECTION.frame(_("Upload")),
        "form": form,
        "read": _("Read the files"),
        "reading": _("Reading the files…"),
        "cancel_url": reverse("list_imports"),
    }
    return render(request, "showcase/admin/upload.html", context, status=400 if form.errors else 200)


@permission_required(MAY_SEE)
def preview(request: HttpRequest, key: int) -> HttpResponse:
    """Show the rows of an import with their decisions; once applied, its report."""
    found = _import(key)
    group = request.GET.get("group", "all")
    page = Paginator(rows_of(found, group), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_SECTION.frame(str(found.announcement)),
        "found": found,
        "tables": [table_text(table) for table in found.reading.get("tables", ())],
        "unread": [", ".join(filter(None, sheet)) for sheet in found.reading.get("unread", ())],
        "count_warning": count_warning(found),
        "groups": group_counts(found.rows.all()),
        "group": group if group in GROUPS else "all",
        "lines": row_lines(page),
        "page": page.number,
        "pages": page.paginator.num_pages,
        "decisions": [(d, DECISION_LABELS[d]) for d in (Decision.LINK, Decision.CREATE, Decision.KEEP, Decision.SKIP)],
        "decide_url": reverse("list_import_all", args=[found.pk]),
        "open": found.rows.filter(decision=Decision.OPEN).count(),
        "report": report_text(Applied(**found.report)) if found.is_applied else "",
        "may_decide": request.user.has_perm(MAY_DECIDE) and not found.is_applied,
        "may_discard": request.user.has_perm(MAY_DISCARD) and not found.announcement.live,
    }
    return render(request, "showcase/admin/list_import.html", context)


@require_POST
@permission_required(MAY_DECIDE)
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Save the decisions of the rows that were shown."""
    found = _pending(key)
    changed = decide_rows(found, request.POST.dict())
    messages.success(request, ngettext("%(n)s row changed.", "%(n)s rows changed.", changed) % {"n": changed})
    return HttpResponseRedirect(_address(found, request.POST))


@require_POST
@permission_required(MAY_DECIDE)
def decide_all(request: HttpRequest, key: int) -> HttpResponse:
    """Apply one decision to all undecided rows of a group."""
    found = _pending(key)
    changed = decide_group(found, request.POST.get("which", ""), request.POST.get("decision", ""))
    messages.success(request, ngettext("%(n)s row changed.", "%(n)s rows changed.", changed) % {"n": changed})
    return HttpResponseRedirect(_address(found, request.POST))


@require_POST
@permission_required(MAY_DECIDE)
def carry_out(request: HttpRequest, key: int) -> HttpResponse:
    """Fill the pending announcement."""
    found = _import(key)
    done = apply_import(found, request.user)
    messages.success(request, _("Applied: %(report)s.") % {"report": report_text(done)})
    return HttpResponseRedirect(_address(found))


@require_POST
@permission_required(MAY_DISCARD)
def discard(request: HttpRequest, key: int) -> HttpResponse:
    """Undo the import, with its entries if it was applied."""
    discard_import(_import(key))
    messages.success(request, _("The import was undone."))
    return HttpResponseRedirect(reverse("list_imports"))


URLS = [
    path("list-imports/", index, name="list_imports"),
    path("list-imports/new/", new, name="list_import_new"),
    path("list-imports/<int:key>/", preview, name="list_import"),
    path("list-imports/<int:key>/rows/", decide, name="list_import_rows"),
    path("list-imports/<int:key>/all/", decide_all, name="list_import_all"),
    path("list-imports/<int:key>/apply/", carry_out, name="list_import_apply"),
    path("list-imports/<int:key>/discard/", discard, name="list_import_discard"),
]


def _import(key: int) -> ListImport:
    return get_object_or_404(ListImport.objects.select_related("announcement"), pk=key)


def _pending(key: int) -> ListImport:
    found = _import(key)
    if found.is_applied:
        raise RefusedError(_("This import is applied: its rows are in the announcement."))
    return found


def _address(found: ListImport, posted: Any = None) -> str:
    """Return the address of the preview, on the page and in the group that was shown."""
    kept = {name: posted[name] for name in ("group", "page") if posted and posted.get(name)}
    address = reverse("list_import", args=[found.pk])
    return f"{address}?{urlencode(kept)}" if kept else address
