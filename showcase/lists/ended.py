"""Which units of a final list are on it no longer: said beside their rows, on the page and in the PDF."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from showcase.enterprises.merging.models import recorded_merges
from showcase.enterprises.merging.rules import Merged
from showcase.lists.answers import answer_text
from showcase.lists.choices import AnnouncementKind, EntryAction
from showcase.lists.events import ListingEvent
from showcase.lists.lines import ENDINGS
from showcase.lists.models import AnnouncementPage
from showcase.lists.projection import events
from showcase.lists.references import references
from showcase.lists.register import Chain, State, states


def ended_since(source: AnnouncementPage) -> dict[int, str]:
    """Position of a row → `removed from the list (1 March 2025, no reason stated)`; no query for other notices.

    Three queries, and two more where any unit of the list was ever removed or suspended. A list that is withdrawn as a
    whole says so above its rows. What a notice says that is not public is not repeated.
    """
    if source.pk is None or source.kind != AnnouncementKind.FINAL or source.withdrawn_on:
        return {}
    merged = recorded_merges()
    rows = _ended_rows(source, merged)
    if not rows:
        return {}
    told = events({one for chain in rows.values() for one in merged.family(chain.enterprise)})
    found = states(told, timezone.localdate(), merged=merged)
    ended = {state.chain: state for state in found if state.state in (State.REMOVED, State.SUSPENDED)}
    public = references({state.announcement for state in ended.values()})
    return {
        position: answer_text(ended[chain])
        for position, chain in rows.items()
        if chain in ended and ended[chain].announcement in public
    }


def _ended_rows(source: AnnouncementPage, merged: Merged) -> dict[int, Chain]:
    """The rows whose unit was ever removed or suspended, by position, each with the chain it began or continued."""
    listed = source.entries.filter(action=EntryAction.LIST, enterprise__isnull=False)
    rows = list(listed.values_list("position", "enterprise_id", "programme__code"))
    touched = _ever_ended(family for _position, unit, _code in rows for family in merged.family(unit))
    return {
        position: Chain(merged.head(unit), code, source.level.code)
        for position, unit, code in rows
        if merged.family(unit) & touched
    }


def _ever_ended(units: Iterable[int]) -> set[int]:
    asked = set(units)
    ended = ListingEvent.objects.filter(kind__in=ENDINGS, enterprise__in=asked)
    return set(ended.values_list("enterprise_id", flat=True))
