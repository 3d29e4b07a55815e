"""Merging enterprises in the admin: choose → compare → merge; undo; proposed merges."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from portal.refusals import RefusedError
from showcase.admin.frame import AdminSection
from showcase.enterprises.merges import MAY_MERGE, EnterpriseMerge, MergeProposal, ProposalState
from showcase.enterprises.models import Enterprise
from showcase.lists.models import AnnouncementPage
from showcase.lists.register.query import clean_text
from showcase.merging.actions import (
    accept_proposal,
    codes_differ,
    merge_enterprises,
    merge_faults,
    reject_proposal,
    undo_merge,
)
from showcase.merging.review import candidates, compared, warnings

PER_PAGE = 50
MAY_SEE = "showcase.view_enterprisemerge"
MAY_DECIDE = "showcase.change_enterprisemerge"
_TITLE = gettext_lazy("Merges")
_SECTION = AdminSection(_TITLE, "merges", "collapse-down")
_HEADS = ("named__merged__into__region", "other__merged__into__region")


class MergesMenuItem(MenuItem):
    """A menu item for users who may see merges."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_SEE))


def menu_item() -> MergesMenuItem:
    """Return the item of the main menu, beside that of the enterprises."""
    return MergesMenuItem(_TITLE, reverse("merges"), name="merges", icon_name="collapse-down", order=131)


class MergeForm(forms.Form):
    """Why two records are one enterprise; and, for two credit codes, a confirmation."""

    reason = forms.CharField(
        label=gettext_lazy("Why the two are one enterprise"),
        help_text=gettext_lazy("Public: shown on the page of the enterprise, with the date."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    despite_codes = forms.BooleanField(
        label=gettext_lazy("The credit codes differ, but the two are one enterprise"), required=False
    )


class UndoForm(forms.Form):
    """Why two records are two enterprises after all."""

    reason = forms.CharField(
        label=gettext_lazy("Why the two are different enterprises"),
        help_text=gettext_lazy("Public: shown on the pages of both enterprises, with the date."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


@permission_required(MAY_SEE)
def index(request: HttpRequest) -> HttpResponse:
    """Show proposed merges that wait for a decision, and all merges, newest first."""
    open_ones = MergeProposal.objects.filter(state=ProposalState.OPEN)
    found = EnterpriseMerge.objects.select_related("duplicate", "survivor", "recorded_by", "undone_by")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_SECTION.frame(),
        "proposals": open_ones.select_related(*_HEADS, "named__region", "other__region", "entry__announcement"),
        "merges": page,
        "may_merge": request.user.has_perm(MAY_MERGE),
        "may_decide": request.user.has_perm(MAY_DECIDE),
    }
    return render(request, "showcase/admin/merges.html", context)


@permission_required(MAY_MERGE)
def choose(request: HttpRequest, key: int) -> HttpResponse:
    """Show records to merge with; without a query those with a similar name."""
    kept = get_object_or_404(Enterprise, pk=key)
    query = clean_text(request.GET.get("q", ""))
    context = {
        **_SECTION.frame(_("Merge with another")),
        "kept": kept,
        "query": query,
        "found": candidates(kept, query),
    }
    return render(request, "showcase/admin/merge_choose.html", context)


@permission_required(MAY_MERGE)
def compare(request: HttpRequest, kept: int, duplicate: int) -> HttpResponse:
    """Show both side by side; a POST merges them. `proposal` names the proposed merge that this decides."""
    units = Enterprise.objects.select_related("region")
    survivor, other = get_object_or_404(units, pk=kept), get_object_or_404(units, pk=duplicate)
    proposal = _proposal(request, survivor, other)
    form = MergeForm(request.POST or None, initial={"reason": _printed(proposal)})
    if not codes_differ(other, survivor):
        del form.fields["despite_codes"]
    if request.method == "POST" and form.is_valid():
        try:
            _merge(other, survivor, form.cleaned_data, request.user, proposal)
        except RefusedError as refused:
            form.add_error(None, refused)
        else:
            values = {"duplicate": other.name_zh, "kept": survivor.name_zh}
            messages.success(request, _("“%(duplicate)s” is now merged into “%(kept)s”.") % values)
            return HttpResponseRedirect(reverse("merges"))
    context = {
        **_SECTION.frame(_("Merge with another")),
        "kept": survivor,
        "duplicate": other,
        "proposal": proposal,
        "rows": compared(survivor, other),
        "warnings": warnings(survivor, other),
        "faults": merge_faults(other, survivor),
        "form": form,
    }
    return render(request, "showcase/admin/merge_compare.html", context, status=400 if form.errors else 200)


@permission_required(MAY_DECIDE)
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Ask for a reason, then undo a merge."""
    merge = get_object_or_404(EnterpriseMerge.objects.select_related("duplicate", "survivor"), pk=key)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        undo_merge(merge, form.cleaned_data["reason"], request.user)
        messages.success(request, _("The merge was undone: both records are restored."))
        return HttpResponseRedirect(reverse("merges"))
    context = {**_SECTION.frame(_("Undo a merge")), "merge": merge, "form": form}
    return render(request, "showcase/admin/merge_undo.html", context, status=400 if form.errors else 200)


@require_POST
@permission_required(MAY_DECIDE)
def reject(request: HttpRequest, key: int) -> HttpResponse:
    """Keep the two of a proposed merge separate."""
    reject_proposal(get_object_or_404(MergeProposal, pk=key), request.user)
    messages.success(request, _("The two records were not merged."))
    return HttpResponseRedirect(reverse("merges"))


def tell_proposed(request: HttpRequest, announcement: AnnouncementPage) -> None:
    """Tell the user who published a notice that rows naming two enterprises wait for a decision."""
    waiting = MergeProposal.objects.filter(entry__announcement=announcement, state=ProposalState.OPEN).count()
    if not waiting:
        return
    text = ngettext(
        "%(n)s row of this notice matches two enterprises in our records: decide whether they are the same.",
        "%(n)s rows of this notice match two enterprises in our records: decide whether they are the same.",
        waiting,
    )
    buttons = [messages.button(reverse("merges"), _("Proposed merges"))] if request.user.has_perm(MAY_SEE) else None
    messages.warning(request, text % {"n": waiting}, buttons=buttons)


URLS = [
    path("merges/", index, name="merges"),
    path("merges/choose/<int:key>/", choose, name="merge_choose"),
    path("merges/compare/<int:kept>/<int:duplicate>/", compare, name="merge_compare"),
    path("merges/<int:key>/undo/", undo, name="merge_undo"),
    path("merges/proposals/<int:key>/reject/", reject, name="merge_reject"),
]


def _merge(
    duplicate: Enterprise, kept: Enterprise, decision: dict[str, Any], user: Any, proposal: MergeProposal | None
) -> None:
    reason, despite = decision["reason"], decision.get("despite_codes", False)
    if proposal is None:
        merge_enterprises(duplicate, kept, reason, user, despite_codes=despite)
    else:
        accept_proposal(proposal, duplicate, reason, user, despite_codes=despite)


def _proposal(request: HttpRequest, kept: Enterprise, duplicate: Enterprise) -> MergeProposal | None:
    """Return the open proposal named in the address, if it is about these two."""
    key = request.GET.get("proposal", "")
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return None
    found = MergeProposal.objects.filter(pk=int(key), state=ProposalState.OPEN)
    proposal = found.select_related(*_HEADS, "entry__announcement").first()
    return proposal if proposal and set(proposal.pair) == {kept, duplicate} else None


def _printed(proposal: MergeProposal | None) -> str:
    """Return what the row says, as a first draft of the reason."""
    if proposal is None:
        return ""
    entry = proposal.entry
    values = {
        "list": entry.announcement.title,
        "former": entry.former_name or proposal.named.name_zh,
        "name": entry.name,
    }
    return _("%(list)s: “%(former)s” renamed “%(name)s”") % values
