"""Merges two records, undoes a merge, decides on a proposed one; each in one transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.refusals import RefusedError
from showcase.enterprises.merges import (
    EnterpriseMerge,
    MergedEnterprise,
    MergeProposal,
    ProposalState,
    recorded_merges,
)
from showcase.enterprises.models import Enterprise
from showcase.lists.models import ListEntry
from showcase.lists.register import projection

_FAULTS = {
    "same": gettext_lazy("An enterprise cannot be merged with itself."),
    "duplicate_merged": gettext_lazy("The duplicate is already merged: undo that merge first."),
    "survivor_merged": gettext_lazy("The enterprise to be kept is merged into another one: choose that one."),
}


@transaction.atomic
def merge_enterprises(
    duplicate: Enterprise,
    survivor: Enterprise,
    reason: str,
    user: Any = None,
    *,
    despite_codes: bool = False,
    entry: ListEntry | None = None,
) -> EnterpriseMerge:
    """Let `duplicate` count as `survivor` from now on; nothing is rewritten.

    Raises RefusedError without a reason, where one of the two is merged already, where a published record would
    disappear into a draft, where one of the two is invented, and for two different credit codes unless `despite_codes`.
    """
    projection.lock_families((duplicate.pk, survivor.pk))
    pair = Enterprise.objects.in_bulk((duplicate.pk, survivor.pk))
    duplicate, survivor = pair[duplicate.pk], pair[survivor.pk]
    if refused := [*merge_faults(duplicate, survivor), *_doubts(duplicate, survivor, reason, despite_codes)]:
        raise RefusedError(refused)
    made = EnterpriseMerge.objects.create(
        duplicate=duplicate, survivor=survivor, reason=reason.strip(), entry=entry, recorded_by=user
    )
    _carry_through(made)
    _settle(made, user)
    return made


@transaction.atomic
def undo_merge(merge: EnterpriseMerge, reason: str, user: Any = None) -> EnterpriseMerge:
    """Separate the two again, as they were; refused without a reason, and for a merge that is undone already.

    Any merge of a chain of merges can be undone alone: the others still join the records that they name.
    """
    projection.lock_families((merge.duplicate_id, merge.survivor_id))
    merge = EnterpriseMerge.objects.get(pk=merge.pk)
    if not merge.stands:
        raise RefusedError(_("This merge is already undone."))
    if not reason.strip():
        raise RefusedError(_("Say why the two are different enterprises."))
    merge.undone_at, merge.undone_by, merge.undo_reason = timezone.now(), user, reason.strip()
    merge.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    _carry_through(merge)
    return merge


def merge_faults(duplicate: Enterprise, survivor: Enterprise) -> list[str]:
    """Return why these two can't be merged as they are, in the officer's language; empty: they can."""
    faults = []
    if fault := recorded_merges().fault(duplicate.pk, survivor.pk):
        faults.append(str(_FAULTS[fault]))
    if duplicate.is_example != survivor.is_example:
        faults.append(_("An invented enterprise is never merged with a real one."))
    if duplicate.live and not survivor.live:
        faults.append(_("The enterprise to be kept is a draft: publish it first, or keep the other one."))
    return faults


def codes_differ(duplicate: Enterprise, survivor: Enterprise) -> bool:
    """Say whether both have a credit code and not the same: by GB 32100 one legal person has one code for life.

    So two codes mean two enterprises, unless one of them was misprinted or reissued; an officer may know that and
    confirm it. Different regions mean little: companies move, and lists print the place of the plant or of the seat.
    """
    return bool(duplicate.credit_code and survivor.credit_code and duplicate.credit_code != survivor.credit_code)


def _doubts(duplicate: Enterprise, survivor: Enterprise, reason: str, despite_codes: bool) -> list[str]:
    doubts = []
    if not reason.strip():
        doubts.append(_("Say why the two are one enterprise."))
    if codes_differ(duplicate, survivor) and not despite_codes:
        doubts.append(_("The two have different credit codes: confirm that they are nevertheless one enterprise."))
    return doubts


def _carry_through(merge: EnterpriseMerge) -> None:
    """Update what depends on merges in the same transaction: the merged records, and the register."""
    family = recorded_merges().family(merge.survivor_id)
    lay_out(family)
    projection.refresh(family)


def _settle(made: EnterpriseMerge, user: Any) -> None:
    """Accept every open proposal to merge two records that are now one."""
    family = recorded_merges().family(made.survivor_id)
    open_ones = MergeProposal.objects.filter(state=ProposalState.OPEN, named__in=family, other__in=family)
    for proposal in open_ones.select_related("named__merged__into", "other__merged__into"):
        if proposal.pair[0] == proposal.pair[1]:
            _decide(proposal, ProposalState.ACCEPTED, user, made)


def lay_out(enterprises: Any = None) -> None:
    """Store which of these (None: all that were ever merged) counts as which now."""
    merged = recorded_merges()
    if enterprises is None:
        enterprises = {one for merge in merged.merges for one in (merge.duplicate, merge.survivor)}
    heads = {one: merged.head(one) for one in enterprises}
    MergedEnterprise.objects.filter(enterprise__in=list(heads)).delete()
    MergedEnterprise.objects.bulk_create(
        MergedEnterprise(enterprise_id=one, into_id=head) for one, head in heads.items() if one != head
    )


@transaction.atomic
def accept_proposal(
    proposal: MergeProposal, duplicate: Enterprise, reason: str, user: Any = None, *, despite_codes: bool = False
) -> EnterpriseMerge:
    """Merge the two; `duplicate` is one of its pair. Raises RefusedError as `merge_enterprises`, and if decided."""
    proposal = _open(proposal)
    one, other = proposal.pair
    survivor = one if duplicate == other else other
    return merge_enterprises(duplicate, survivor, reason, user, despite_codes=despite_codes, entry=proposal.entry)


@transaction.atomic
def reject_proposal(proposal: MergeProposal, user: Any = None) -> None:
    """Keep the two separate; refused where it is decided already."""
    _decide(_open(proposal), ProposalState.REJECTED, user)


def _open(proposal: MergeProposal) -> MergeProposal:
    found = MergeProposal.objects.select_for_update(of=("self",)).select_related(
        "named__merged__into", "other__merged__into", "entry"
    )
    proposal = found.get(pk=proposal.pk)
    if proposal.state != ProposalState.OPEN:
        raise RefusedError(_("This proposed merge is already decided."))
    return proposal


def _decide(proposal: MergeProposal, state: str, user: Any, merge: EnterpriseMerge | None = None) -> None:
    proposal.state, proposal.decided_at, proposal.decided_by, proposal.merge = state, timezone.now(), user, merge
    proposal.save(update_fields=["state", "decided_at", "decided_by", "merge"])
