"""Missing terms in the admin: proposed from the tagging box, decided by who edits the vocabulary, answered."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from portal.pages.permissions import require_writer
from showcase.admin.frame import AdminSection
from showcase.vocabulary.proposals.forms import Decision, DecisionForm, ProposalForm
from showcase.vocabulary.proposals.models import TermProposal, TermProposalState, decided_by

SHOWN = 100
_SECTION = AdminSection(gettext_lazy("Proposed terms"), "term_proposals", "tag")


class ProposalsMenuItem(MenuItem):
    """A menu item for users who decide about proposed terms."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(decided_by(request.user))


def menu_item() -> ProposalsMenuItem:
    """Return the item, last in the menu of the vocabulary."""
    return ProposalsMenuItem(
        _SECTION.title, reverse("term_proposals"), name="term-proposals", icon_name="tag", order=99
    )


@require_POST
def propose(request: HttpRequest) -> JsonResponse:
    """Store a missing term for those who edit the vocabulary; answers with a message or with errors by field."""
    require_writer(request)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": {name: list(texts) for name, texts in form.errors.items()}})
    form.instance.proposed_by = request.user
    form.save()
    return JsonResponse({"message": _("Proposed. The answer will be on your first page.")})


def index(request: HttpRequest) -> HttpResponse:
    """Show the proposals for vocabularies that this user edits: those that wait, and the newest decided ones."""
    found = TermProposal.objects.filter(vocabulary__in=_decided_by(request)).select_related("proposed_by", "decided_by")
    context = {
        **_SECTION.frame(),
        "waiting": found.filter(state=TermProposalState.OPEN).order_by("pk"),
        "decided": found.exclude(state=TermProposalState.OPEN)[:SHOWN],
    }
    return render(request, "showcase/admin/term_proposals.html", context)


def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Accept a proposal as another name or as a new term, or decline it with a word to the proposer."""
    found = TermProposal.objects.filter(vocabulary__in=_decided_by(request))
    if request.method == "POST":  # two at once: the second one finds it decided
        found = found.select_for_update(of=("self",))
    proposal = get_object_or_404(found, pk=key)
    if proposal.state != TermProposalState.OPEN:
        messages.warning(request, _("This proposal has been decided already."))
        return HttpResponseRedirect(reverse("term_proposals"))
    form = DecisionForm(proposal, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _record(proposal, form, request.user)
        messages.success(request, _("The decision is stored; the proposer finds it on the first page."))
        return HttpResponseRedirect(reverse("term_proposals"))
    context = {**_SECTION.frame(proposal.zh), "proposal": proposal, "form": form}
    return render(request, "showcase/admin/term_decide.html", context, status=400 if form.errors else 200)


@transaction.atomic
def _record(proposal: TermProposal, form: DecisionForm, user: Any) -> None:
    declined = form.cleaned_data["decision"] == Decision.DECLINE
    proposal.state = TermProposalState.DECLINED if declined else TermProposalState.ACCEPTED
    proposal.code, proposal.answer = form.save(), form.cleaned_data["answer"]
    proposal.decided_at, proposal.decided_by = timezone.now(), user
    proposal.save()


def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Show the proposer what was decided; a POST takes the answer off the first page."""
    mine = TermProposal.objects.filter(proposed_by=request.user.pk).exclude(state=TermProposalState.OPEN)
    proposal = get_object_or_404(mine, pk=key)
    if request.method == "POST":
        proposal.seen_at = timezone.now()
        proposal.save(update_fields=["seen_at"])
        return HttpResponseRedirect(reverse("wagtailadmin_home"))
    frame = AdminSection(proposal.zh, "wagtailadmin_home", "tag").frame()
    return render(request, "showcase/admin/term_answer.html", {**frame, "proposal": proposal})


def _decided_by(request: HttpRequest) -> list[str]:
    vocabularies = decided_by(request.user)
    if not vocabularies:
        raise PermissionDenied
    return vocabularies


URLS = [
    path("term-proposals/", index, name="term_proposals"),
    path("term-proposals/new/", propose, name="term_propose"),
    path("term-proposals/<int:key>/", decide, name="term_decide"),
    path("term-proposals/<int:key>/answer/", answer, name="term_answer"),
]
