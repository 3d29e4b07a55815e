"""Many cases from one workbook in the admin: template → upload → preview with decisions → drafts → report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from portal.admin.transactions import own_transactions
from portal.answers.xlsx_answer import workbook_answer
from portal.refusals import RefusedError
from showcase.admin.frame import AdminSection
from showcase.lists.importing.choosing import GROUPS, group_counts
from showcase.lists.importing.deciding import Decision
from showcase.lists.importing.forms import not_too_large
from showcase.lists.importing.reading.sheets import FileRefused
from showcase.stories.many.applying import apply_cases, take_back
from showcase.stories.many.flow import begin_cases
from showcase.stories.many.models import CaseImport, CaseImportState
from showcase.stories.many.preview import case_lines, decide_cases, decide_group, file_problems, rows_of
from showcase.stories.many.reporting import report_file
from showcase.stories.many.rights import cases_section_for
from showcase.stories.many.template import template
from showcase.stories.many.wording import LABELS, refusal_text
from showcase.stories.models import StoryIndexPage
from showcase.vocabulary.tagging.stored import known

PER_PAGE = 25
SHOWN_IMPORTS = 50
_TITLE = gettext_lazy("Cases from a table")
_SECTION = AdminSection(_TITLE, "case_imports", "table")


class CasesForm(forms.Form):
    """The upload."""

    file = forms.FileField(
        label=gettext_lazy("Filled-in template"),
        help_text=gettext_lazy("XLSX, at most 200 cases. Nothing is published: you check a preview, then drafts."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile:
        return not_too_large(self.cleaned_data["file"], refusal_text)


def index(request: HttpRequest) -> HttpResponse:
    """Show the newest imports, the template and the upload."""
    section = _section(request)
    found = CaseImport.objects.filter(section=section).select_related("owner")[:SHOWN_IMPORTS]
    return render(request, "showcase/admin/case_imports.html", {**_SECTION.frame(), "imports": found})


def template_file(request: HttpRequest) -> HttpResponse:
    """Send the template."""
    _section(request)
    return workbook_answer("cases-template", template(known().tags))


@own_transactions
def new(request: HttpRequest) -> HttpResponse:
    """Show the upload form, and store the cases once the file is read; a refused file is named and nothing is kept."""
    section = _section(request)
    form = CasesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            started = begin_cases(section, upload.name, upload.read(), request.user)
        except FileRefused as refused:
            form.add_error("file", refusal_text(refused, upload.name))
        else:
            if not started.is_new:
                messages.warning(request, _("This file was imported before: nothing was changed."))
            return HttpResponseRedirect(_address(started.case_import))
    context = {
        **_SECTION.frame(_("Upload")),
        "form": form,
        "read": _("Read the file"),
        "reading": _("Reading the file…"),
        "cancel_url": reverse("case_imports"),
    }
    return render(request, "showcase/admin/upload.html", context, status=400 if form.errors else 200)


def preview(request: HttpRequest, key: int) -> HttpResponse:
    """Show the rows of an import with their decisions; once applied, what became of each."""
    found = _import(request, key)
    group = request.GET.get("group", "all")
    page = Paginator(rows_of(found, group), PER_PAGE).get_page(request.GET.get("page"))
    made = found.rows.filter(made_at__isnull=False).count()
    context = {
        **_SECTION.frame(found.name),
        "found": found,
        "problems": file_problems(found),
        "groups": group_counts(found.rows.all()),
        "group": group if group in GROUPS else "all",
        "lines": case_lines(page),
        "page": page.number,
        "pages": page.paginator.num_pages,
        "decisions": [(d, LABELS[d]) for d in (Decision.LINK, Decision.CREATE, Decision.KEEP, Decision.SKIP)],
        "decide_url": reverse("case_import_all", args=[found.pk]),
        "open": found.rows.filter(decision=Decision.OPEN).count(),
        "made": made,
        "may_decide": found.is_open,
        "may_take_back": found.state != CaseImportState.TAKEN_BACK,
    }
    return render(request, "showcase/admin/case_import.html", context)


@require_POST
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Save the decisions of the rows that were shown."""
    return _decided(request, key, decide_cases(_pending(request, key), request.POST.dict()))


@require_POST
def decide_all(request: HttpRequest, key: int) -> HttpResponse:
    """Apply one decision to all undecided rows of a group."""
    posted = request.POST
    return _decided(
        request, key, decide_group(_pending(request, key), posted.get("which", ""), posted.get("decision", ""))
    )


def _decided(request: HttpRequest, key: int, changed: int) -> HttpResponse:
    messages.success(request, ngettext("%(n)s row changed.", "%(n)s rows changed.", changed) % {"n": changed})
    return HttpResponseRedirect(_address(_import(request, key), request.POST))


@own_transactions
@require_POST
def carry_out(request: HttpRequest, key: int) -> HttpResponse:
    """Make the drafts, each in a transaction of its own."""
    found = _pending(request, key)
    made = apply_cases(found, request.user)
    text = ngettext("%(n)s draft made.", "%(n)s drafts made.", made.drafts) % {"n": made.drafts}
    if made.waiting:
        waiting = ngettext("%(n)s row is left", "%(n)s rows are left", made.waiting) % {"n": made.waiting}
        messages.warning(request, _("%(made)s %(waiting)s: apply again.") % {"made": text, "waiting": waiting})
    else:
        messages.success(request, text)
    return HttpResponseRedirect(_address(found))


@require_POST
def take_all_back(request: HttpRequest, key: int) -> HttpResponse:
    """Delete the drafts of an import, as long as all of them are unchanged and unpublished."""
    deleted = take_back(_import(request, key))
    text = ngettext("%(n)s draft was deleted.", "%(n)s drafts were deleted.", deleted) % {"n": deleted}
    messages.success(request, _("The import was undone. %(drafts)s") % {"drafts": text})
    return HttpResponseRedirect(reverse("case_imports"))


def report(request: HttpRequest, key: int) -> HttpResponse:
    """Send what became of each row as a workbook."""
    return report_file(_import(request, key), request.build_absolute_uri)


URLS = [
    path("stories/import/", index, name="case_imports"),
    path("stories/import/template.xlsx", template_file, name="case_import_template"),
    path("stories/import/new/", new, name="case_import_new"),
    path("stories/import/<int:key>/", preview, name="case_import"),
    path("stories/import/<int:key>/rows/", decide, name="case_import_rows"),
    path("stories/import/<int:key>/all/", decide_all, name="case_import_all"),
    path("stories/import/<int:key>/apply/", carry_out, name="case_import_apply"),
    path("stories/import/<int:key>/take-back/", take_all_back, name="case_import_take_back"),
    path("stories/import/<int:key>/report.xlsx", report, name="case_import_report"),
]


def _section(request: HttpRequest) -> StoryIndexPage:
    section = cases_section_for(request.user)
    if section is None:
        raise PermissionDenied
    return section


def _import(request: HttpRequest, key: int) -> CaseImport:
    return get_object_or_404(CaseImport.objects.select_related("section"), pk=key, section=_section(request))


def _pending(request: HttpRequest, key: int) -> CaseImport:
    found = _import(request, key)
    if not found.is_open:
        raise RefusedError(_("This import is closed: upload the file again."))
    return found


def _address(found: CaseImport, posted: Any = None) -> str:
    """Return the address of the preview, on the page and in the group that was shown."""
    kept = {name: posted[name] for name in ("group", "page") if posted and posted.get(name)}
    address = reverse("case_import", args=[found.pk])
    return f"{address}?{urlencode(kept)}" if kept else address
