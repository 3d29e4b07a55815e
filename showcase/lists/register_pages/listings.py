"""What notices say about an enterprise, event by event, and what is in force today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.charts.lanes import EventShape
from showcase.enterprises.merges import recorded_merges
from showcase.lists.choices import OUT_OF_FORCE_KINDS, EventKind
from showcase.lists.references import AnnouncementRef, references
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.fold import ChainState, State, states
from showcase.lists.register.projection import events
from showcase.lists.register_pages.answers import answer_label, answer_of, answer_sentence, list_name
from showcase.lists.wording import after_level, shown_day
from showcase.panels import ListingLine, ListingState


@dataclass(frozen=True, slots=True)
class Listings:
    """`lines`: newest first; `standing`: all answers in one sentence, empty where nothing is in our records.

    `state`: the answer as a whole.
    """

    lines: tuple[ListingLine, ...] = ()
    standing: str = ""
    state: State = State.NOT_IN_RECORDS


def listings_of(enterprises: Iterable[int], today: dt.date | None = None) -> dict[int, Listings]:
    """Return enterprise id → its listings, those of merged records included.

    Notices that are not public are ignored. Five queries, whatever the number of enterprises and events.
    """
    merged = recorded_merges()
    members = {pk: merged.members(pk) or frozenset({pk}) for pk in enterprises}
    units = frozenset().union(*members.values())
    rows = _rows(units)
    if not rows:
        return dict.fromkeys(members, Listings())
    cited = references(row.announcement_id for row in rows)
    rows = [row for row in rows if row.announcement_id in cited]
    chain_states = states(events(units), today or timezone.localdate(), merged=merged)
    chain_states = tuple(state for state in chain_states if state.announcement in cited)
    return {
        pk: _listings(
            [row for row in rows if row.enterprise_id in of_unit],
            [state for state in chain_states if state.chain.enterprise in of_unit],
            cited,
        )
        for pk, of_unit in members.items()
    }


def _rows(enterprises: frozenset[int]) -> list[ListingEvent]:
    found = ListingEvent.objects.filter(enterprise_id__in=enterprises).select_related("programme", "level", "entry")
    return list(found.order_by("-effective_on", "-pk"))


def _listings(rows: list[ListingEvent], chain_states: list[ChainState], cited: dict[int, AnnouncementRef]) -> Listings:
    in_force = {state.event for state in chain_states if state.state is State.LISTED}
    lines = tuple(_line(row, row.pk in in_force, cited[row.announcement_id]) for row in rows)
    names = {(r.programme.code, r.level.code): list_name(r.level.label, r.programme.label) for r in rows}
    return Listings(lines, answer_sentence(chain_states, names), answer_of(chain_states))


def _line(row: ListingEvent, is_in_force: bool, cited: AnnouncementRef) -> ListingLine:
    kind = EventKind(row.kind)
    label = str(capfirst(answer_label(State.LISTED))) if is_in_force else str(kind.label)
    if kind in OUT_OF_FORCE_KINDS:
        reason = row.reason or _("no reason stated")
        label = _("%(event)s: %(reason)s") % {"event": label, "reason": reason}
    return ListingLine(
        date=shown_day(row.effective_on, row.effective_precision),
        programme=after_level(row.programme.label),
        level=row.level.label,
        state=_state(kind, is_in_force),
        state_label=label,
        announcement_title=cited.title,
        announcement_url=cited.row_url(row.entry.position if row.entry else None),
        basis_label=cited.basis_label,
        document_number=cited.document_number,
        day=row.effective_on,
        rank=row.level.position,
        shape=_shape(kind),
        kind_label=str(kind.label),
    )


def _shape(kind: EventKind) -> EventShape:
    if kind is EventKind.PROPOSED:
        return "proposed"
    if kind is EventKind.CORRECTED:
        return "corrected"
    return "ended" if kind in OUT_OF_FORCE_KINDS else "held"


def _state(kind: EventKind, is_in_force: bool) -> ListingState:
    if is_in_force:
        return "in_force"
    if kind is EventKind.PROPOSED:
        return "proposed"
    return "ended" if kind in OUT_OF_FORCE_KINDS else "recorded"
