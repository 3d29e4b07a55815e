"""What the register answers about units searched for by name or number, whether a list holds them or not.

A unit that was removed, is suspended or only proposed is in none of the rows that count, but must not be answered as
unknown either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language
from pyroaring import BitMap

from showcase.enterprises.models import Enterprise
from showcase.enterprises.name_keys import bearers
from showcase.lists.panels import AnswerRow
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.fold import Chain, ChainState, State, states
from showcase.lists.register.index import RegisterIndex
from showcase.lists.register.projection import events
from showcase.lists.register.query import RegisterQuery, written_moment
from showcase.lists.register.spans import ListingSpan
from showcase.lists.register_pages.answers import answer_label, answer_of, answer_reason
from showcase.lists.register_pages.table import Words
from showcase.lists.wording import after_level, shown_day
from showcase.vocabulary.places import place_label

MOST_UNITS = 30
BROAD = 100
"""If more units share a name, the query is for a list of units, not for the state of one."""

_MOST_ROWS = 2000


@dataclass(frozen=True)
class UnitAnswer:
    """One answer about one unit; `chain_state` None: not in our records. `position` and `serial`: of its row."""

    unit: Enterprise
    chain_state: ChainState | None = None
    position: int | None = None
    serial: str = ""

    @property
    def state(self) -> State:
        return self.chain_state.state if self.chain_state else State.NOT_IN_RECORDS


@dataclass(frozen=True)
class Answers:
    """What is shown beside the rows that count; `has_more`: there are more units of this name, not shown here."""

    rows: tuple[UnitAnswer, ...] = ()
    has_more: bool = False


def answers_beside(query: RegisterQuery, day: dt.date, index: RegisterIndex, shown_spans: BitMap) -> Answers:
    """Return, for the units of that name, every list they are, were or may be on that no row shows.

    Filters do not narrow it: a reader who filters by one list also sees the others. At most six queries; none without a
    name.
    """
    if not query.text:
        return Answers()
    named = bearers(query.text, BROAD)
    if named is None:
        return Answers(has_more=True)
    units = _shown_first(named, day, query.known_at)
    counted = {index.chains[pk] for pk in shown_spans} if len(shown_spans) <= _MOST_ROWS else None
    rows = answers_about(units[:MOST_UNITS], day, query.known_at, index)
    kept = tuple(row for row in rows if not _is_counted(row, counted))
    return Answers(kept, len(units) > MOST_UNITS)


def answers_about(
    units: Iterable[Enterprise], day: dt.date, known_at: dt.datetime | None, index: RegisterIndex
) -> tuple[UnitAnswer, ...]:
    """Return every answer about these units on a day, as known at a moment; at least one each. Three queries.

    Announcements that are not public are ignored.
    """
    asked, merged = list(units), index.merged
    families = {one for unit in asked for one in merged.family(unit.pk)}
    unit_states = states(events(families), day, known_at, merged) if asked else ()
    public_states = [state for state in unit_states if state.announcement in index.context.lists]
    heads = {unit.pk: merged.head(unit.pk, known_at) for unit in asked}
    shown = {unit.pk: unit for unit in asked} | _others(
        {state.chain.enterprise for state in public_states} - heads.keys()
    )
    rows = _rows_of(state.event for state in public_states)
    stated = [
        UnitAnswer(shown[s.chain.enterprise], s, *rows.get(s.event, ()))
        for s in public_states
        if s.chain.enterprise in shown
    ]
    known = {state.chain.enterprise for state in public_states}
    return (*stated, *(UnitAnswer(unit) for unit in asked if heads[unit.pk] not in known))


def answer_as_a_whole(total: int, beside: Answers) -> State:
    """Return the answer to a name: listed where a row counts, else the first of those beside."""
    if total:
        return State.LISTED
    return answer_of(row.chain_state for row in beside.rows if row.chain_state)


def _shown_first(named: Collection[int], day: dt.date, known_at: dt.datetime | None) -> list[Enterprise]:
    """Return units in an order in which those that no row can show come first and are never cut off."""
    held = ListingSpan.objects.holding(day, known_at).filter(enterprise=OuterRef("pk"))
    found = Enterprise.objects.published().filter(pk__in=named, is_example=False)
    ordered = found.annotate(is_held=Exists(held)).order_by("is_held", "number")
    return list(ordered.select_related("region__parent")[: MOST_UNITS + 1])


def _others(keys: Collection[int]) -> dict[int, Enterprise]:
    """Return the records that were not merged yet at that moment, if they are public."""
    if not keys:
        return {}
    found = Enterprise.objects.filter(live=True, is_example=False).select_related("region__parent")
    return found.in_bulk(list(keys))


def _rows_of(keys: Iterable[int]) -> dict[int, tuple[int | None, str]]:
    rows = ListingEvent.objects.filter(pk__in=list(keys)).values_list("pk", "entry__position", "entry__serial")
    return {pk: (position, serial or "") for pk, position, serial in rows}


def _is_counted(row: UnitAnswer, counted: Collection[Chain] | None) -> bool:
    if row.chain_state is None or row.chain_state.state is not State.LISTED:
        return False
    return counted is None or row.chain_state.chain in counted


def answer_rows(answers: Iterable[UnitAnswer], known: Words) -> tuple[AnswerRow, ...]:
    """Return the answers in the reader's language; no query."""
    return tuple(_row(answer, known) for answer in answers)


def _row(answer: UnitAnswer, known: Words) -> AnswerRow:
    language = get_language() or settings.LANGUAGE_CODE
    unit, chain_state = answer.unit, answer.chain_state
    cited = known.announcements.get(chain_state.announcement) if chain_state else None
    return AnswerRow(
        name=unit.label_in(language),
        other_name=unit.name_zh if language == "en" else "",
        enterprise_url=unit.get_absolute_url(),
        place=place_label(unit.region, language),
        state=answer.state,
        state_label=answer_label(answer.state),
        level=known.levels[chain_state.chain.level].label if chain_state else "",
        programme=after_level(known.programmes[chain_state.chain.programme].label) if chain_state else "",
        date=shown_day(chain_state.since, chain_state.precision) if chain_state else "",
        reason=answer_reason(chain_state) if chain_state else "",
        announcement_title=cited.title if cited else "",
        announcement_url=cited.row_url(answer.position) if cited else "",
        basis_label=cited.basis_label if cited else "",
        row_label=answer.serial or str(answer.position or ""),
    )


def json_answers(answers: Iterable[UnitAnswer], known: Words) -> Iterator[dict[str, object]]:
    """Yield codes and dates, and the label in the language of the address."""
    for answer in answers:
        unit, chain_state, row = answer.unit, answer.chain_state, _row(answer, known)
        yield {
            "enterprise": {
                "number": unit.number,
                "name_zh": unit.name_zh,
                "name_en": unit.name_en,
                "url": reverse("enterprise", args=[unit.number]),
            },
            "state": answer.state,
            "state_label": row.state_label,
            "programme": chain_state.chain.programme if chain_state else None,
            "level": chain_state.chain.level if chain_state else None,
            "since": chain_state.since.isoformat() if chain_state else None,
            "since_precision": str(chain_state.precision) if chain_state else None,
            "event": str(chain_state.kind) if chain_state else None,
            "reason": row.reason or None,
            "announcement": {"title": row.announcement_title, "url": row.announcement_url} if chain_state else None,
            "basis": row.basis_label or None,
        }


def table_answers(
    answers: Iterable[UnitAnswer], known: Words, day: dt.date, moment: dt.datetime
) -> Iterator[tuple[object, ...]]:
    """Yield rows of cells in the order of TABLE_HEADER."""
    for answer in answers:
        unit, chain_state, row = answer.unit, answer.chain_state, _row(answer, known)
        cited = known.announcements.get(chain_state.announcement) if chain_state else None
        yield (
            *(day.isoformat(), written_moment(moment), unit.number, unit.name_zh, unit.name_en),
            chain_state.name if chain_state else "",
            known.programmes[chain_state.chain.programme].label if chain_state else "",
            *(row.level, unit.region.code, row.date, row.announcement_title),
            *(cited.document_number if cited else "", row.row_label),
            f"{settings.SITE_URL}{row.announcement_url}" if row.announcement_url else "",
            *(row.basis_label, answer.state, row.state_label, row.reason),
        )
