"""What the register answers of units that are asked for by name or number, whether a list holds them or not.

A unit that was removed, is suspended or only proposed is in none of the rows that count; nor may it be answered as one
that nobody has heard of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language

from showcase.enterprises.models import Enterprise
from showcase.enterprises.name_keys import bearers
from showcase.lists.answers import answer_label, answer_of, answer_reason
from showcase.lists.bits import members
from showcase.lists.events import ListingEvent
from showcase.lists.panels import AnswerRow
from showcase.lists.projection import events
from showcase.lists.register import Chain, ChainState, State, states
from showcase.lists.register_index import RegisterIndex
from showcase.lists.register_query import RegisterQuery, written_moment
from showcase.lists.register_table import Words
from showcase.lists.spans import ListingSpan
from showcase.lists.wording import after_level, shown_day
from showcase.vocabulary.places import place_label

MOST_UNITS = 30
BROAD = 100
"""A name that more units share asks for a list of units, not for the state of one."""

_MOST_ROWS = 2000


@dataclass(frozen=True)
class UnitAnswer:
    """One answer about one unit; `found` None = not in our records. `position` and `serial` are of its row."""

    unit: Enterprise
    found: ChainState | None = None
    position: int | None = None
    serial: str = ""

    @property
    def state(self) -> State:
        return self.found.state if self.found else State.NOT_IN_RECORDS


@dataclass(frozen=True)
class Answers:
    """What is said beside the rows that count; `has_more`: of further units of such a name nothing is said here."""

    rows: tuple[UnitAnswer, ...] = ()
    has_more: bool = False


def answers_beside(query: RegisterQuery, day: dt.date, index: RegisterIndex, found: int) -> Answers:
    """Of the units with the name that is asked for: every list they are, were or may be on that no row says.

    Filters don't narrow it: who asks for one list is told of the others. At most six queries; none without a name.
    """
    if not query.text:
        return Answers()
    named = bearers(query.text, BROAD)
    if named is None:
        return Answers(has_more=True)
    units = _shown_first(named, day, query.known_at)
    counted = {index.chains[at] for at in members(found)} if found.bit_count() <= _MOST_ROWS else None
    rows = answers_about(units[:MOST_UNITS], day, query.known_at, index)
    kept = tuple(row for row in rows if not _is_counted(row, counted))
    return Answers(kept, len(units) > MOST_UNITS)


def answers_about(
    units: Iterable[Enterprise], day: dt.date, known_at: dt.datetime | None, index: RegisterIndex
) -> tuple[UnitAnswer, ...]:
    """Every answer about these units on a day, as known at a moment; each has at least one. Three queries.

    What an announcement says that is not public is not told.
    """
    asked, merged = list(units), index.merged
    families = {one for unit in asked for one in merged.family(unit.pk)}
    told = states(events(families), day, known_at, merged) if asked else ()
    found = [state for state in told if state.announcement in index.around.lists]
    heads = {unit.pk: merged.head(unit.pk, known_at) for unit in asked}
    shown = {unit.pk: unit for unit in asked} | _others({state.chain.enterprise for state in found} - heads.keys())
    rows = _rows_of(state.event for state in found)
    said = [
        UnitAnswer(shown[s.chain.enterprise], s, *rows.get(s.event, ())) for s in found if s.chain.enterprise in shown
    ]
    known = {state.chain.enterprise for state in found}
    return (*said, *(UnitAnswer(unit) for unit in asked if heads[unit.pk] not in known))


def answer_as_a_whole(total: int, beside: Answers) -> State:
    """The answer to a name: on the list where a row counts, else the first of those beside."""
    if total:
        return State.LISTED
    return answer_of(row.found for row in beside.rows if row.found)


def _shown_first(named: Collection[int], day: dt.date, known_at: dt.datetime | None) -> list[Enterprise]:
    """Those that no row can show come first, so that they are never cut off."""
    held = ListingSpan.objects.holding(day, known_at).filter(enterprise=OuterRef("pk"))
    found = Enterprise.objects.published().filter(pk__in=named, is_example=False)
    ordered = found.annotate(is_held=Exists(held)).order_by("is_held", "number")
    return list(ordered.select_related("region__parent")[: MOST_UNITS + 1])


def _others(keys: Collection[int]) -> dict[int, Enterprise]:
    """Records that stood for themselves at the moment asked for, if they are public."""
    if not keys:
        return {}
    found = Enterprise.objects.filter(live=True, is_example=False).select_related("region__parent")
    return found.in_bulk(list(keys))


def _rows_of(keys: Iterable[int]) -> dict[int, tuple[int | None, str]]:
    rows = ListingEvent.objects.filter(pk__in=list(keys)).values_list("pk", "entry__position", "entry__serial")
    return {pk: (position, serial or "") for pk, position, serial in rows}


def _is_counted(row: UnitAnswer, counted: Collection[Chain] | None) -> bool:
    if row.found is None or row.found.state is not State.LISTED:
        return False
    return counted is None or row.found.chain in counted


def answer_rows(answers: Iterable[UnitAnswer], known: Words) -> tuple[AnswerRow, ...]:
    """In the words of the reader's language; no query."""
    return tuple(_row(answer, known) for answer in answers)


def _row(answer: UnitAnswer, known: Words) -> AnswerRow:
    language = get_language() or settings.LANGUAGE_CODE
    unit, found = answer.unit, answer.found
    cited = known.announcements.get(found.announcement) if found else None
    return AnswerRow(
        name=unit.label_in(language),
        other_name=unit.name_zh if language == "en" else "",
        enterprise_url=unit.get_absolute_url(),
        place=place_label(unit.region, language),
        state=answer.state,
        state_label=answer_label(answer.state),
        level=known.levels[found.chain.level].label if found else "",
        programme=after_level(known.programmes[found.chain.programme].label) if found else "",
        date=shown_day(found.since, found.precision) if found else "",
        reason=answer_reason(found) if found else "",
        announcement_title=cited.title if cited else "",
        announcement_url=cited.row_url(answer.position) if cited else "",
        basis_label=cited.basis_label if cited else "",
        row_label=answer.serial or str(answer.position or ""),
    )


def json_answers(answers: Iterable[UnitAnswer], known: Words) -> Iterator[dict[str, object]]:
    """Codes and dates, and the label in the language of the address."""
    for answer in answers:
        unit, found, row = answer.unit, answer.found, _row(answer, known)
        yield {
            "enterprise": {
                "number": unit.number,
                "name_zh": unit.name_zh,
                "name_en": unit.name_en,
                "url": reverse("enterprise", args=[unit.number]),
            },
            "state": answer.state,
            "state_label": row.state_label,
            "programme": found.chain.programme if found else None,
            "level": found.chain.level if found else None,
            "since": found.since.isoformat() if found else None,
            "since_precision": str(found.precision) if found else None,
            "event": str(found.kind) if found else None,
            "reason": row.reason or None,
            "announcement": {"title": row.announcement_title, "url": row.announcement_url} if found else None,
            "basis": row.basis_label or None,
        }


def table_answers(
    answers: Iterable[UnitAnswer], known: Words, day: dt.date, moment: dt.datetime
) -> Iterator[tuple[object, ...]]:
    """In the order of TABLE_HEADER."""
    for answer in answers:
        unit, found, row = answer.unit, answer.found, _row(answer, known)
        cited = known.announcements.get(found.announcement) if found else None
        yield (
            *(day.isoformat(), written_moment(moment), unit.number, unit.name_zh, unit.name_en),
            found.name if found else "",
            known.programmes[found.chain.programme].label if found else "",
            *(row.level, unit.region.code, row.date, row.announcement_title),
            *(cited.document_number if cited else "", row.row_label),
            f"{settings.SITE_URL}{row.announcement_url}" if row.announcement_url else "",
            *(row.basis_label, answer.state, row.state_label, row.reason),
        )
