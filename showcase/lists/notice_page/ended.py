"""Finds units of a final list that are no longer listed, to be shown beside their rows, on the page and in the PDF."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from showcase.enterprises.merge_rules import Merged
from showcase.enterprises.merges import recorded_merges
from showcase.lists.choices import OUT_OF_FORCE_KINDS, AnnouncementKind, EntryAction
from showcase.lists.models import AnnouncementPage
from showcase.lists.references import references
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.fold import Chain, State, states
from showcase.lists.register.projection import events
from showcase.lists.register_pages.answers import answer_text


def ended_since(source: AnnouncementPage) -> dict[int, str]:
    """Return position of a row → `removed from the list (1 March 2025, no reason stated)`.

    Three queries, and two more where any unit of the list was ever removed or suspended; none for other notices. Empty
    for a withdrawn list, which says so above its rows. Notices that are not public are ignored.
    """
    if source.pk is None or source.kind != AnnouncementKind.FINAL or source.withdrawn_on:
        return {}
    merged = recorded_merges()
    rows = _ended_rows(source, merged)
    if not rows:
        return {}
    family_events = events({one for chain in rows.values() for one in merged.family(chain.enterprise)})
    unit_states = states(family_events, timezone.localdate(), merged=merged)
    ended = {state.chain: state for state in unit_states if state.state in (State.REMOVED, State.SUSPENDED)}
    public = references({state.announcement for state in ended.values()})
    return {
        position: answer_text(ended[chain])
        for position, chain in rows.items()
        if chain in ended and ended[chain].announcement in public
    }


def _ended_rows(source: AnnouncementPage, merged: Merged) -> dict[int, Chain]:
    """Return position → chain of the rows whose unit was ever removed or suspended."""
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
    ended = ListingEvent.objects.filter(kind__in=OUT_OF_FORCE_KINDS, enterprise__in=asked)
    return set(ended.values_list("enterprise_id", flat=True))
