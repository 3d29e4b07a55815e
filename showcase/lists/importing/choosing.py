"""What an editor may choose for a row of an import: the same for lists and for cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.refusals import RefusedError
from showcase.enterprises.models import Enterprise
from showcase.lists.importing.deciding import Decision
from showcase.lists.importing.models import MatchedRow

LINK = f"{Decision.LINK}:"
WITHOUT_ENTERPRISE = (Decision.CREATE, Decision.KEEP, Decision.SKIP)

Labels = Mapping[Decision, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice for a row: `value` as the form posts it (`link:12`, `create` …)."""

    value: str
    label: str
    is_chosen: bool


def posted_rows(posted: Mapping[str, str]) -> list[int]:
    """Return the primary keys of the rows that a form decides on."""
    return [int(key) for name in posted if (key := name.removeprefix("decision-")) != name and key.isdecimal()]


def units_of(rows: Iterable[MatchedRow]) -> Mapping[int, Enterprise]:
    """Return the enterprises that the rows offer or have; one query."""
    wanted = {pk for row in rows for pk in (*row.candidates, row.enterprise_id) if pk}
    return Enterprise.objects.select_related("region").in_bulk(wanted)


def options_of(row: MatchedRow, units: Mapping[int, Enterprise], labels: Labels) -> tuple[Option, ...]:
    """Return what may be chosen for a row: nothing yet, an enterprise that is offered, or a decision without one."""
    links = [pk for pk in dict.fromkeys([*row.candidates, row.enterprise_id]) if pk in units]
    is_linked = row.decision == Decision.LINK
    return (
        Option(Decision.OPEN, str(labels[Decision.OPEN]), row.decision == Decision.OPEN),
        *(Option(f"{LINK}{pk}", unit_words(units[pk]), is_linked and row.enterprise_id == pk) for pk in links),
        *(Option(d, str(labels[d]), row.decision == d) for d in WITHOUT_ENTERPRISE),
    )


def chosen_words(row: MatchedRow, units: Mapping[int, Enterprise], labels: Labels) -> str:
    """Return the decision of a row in words; a linked enterprise by its name."""
    unit = units.get(row.enterprise_id or 0)
    if row.decision == Decision.LINK and unit is not None:
        return unit_words(unit)
    return str(labels[Decision(row.decision)])


def unit_words(unit: Enterprise) -> str:
    """Return name, place and number of an enterprise."""
    return f"{unit.name_zh} · {unit.region.label} · {unit.number}"


def decide(row: MatchedRow, posted: Mapping[str, str], known: QuerySet[Enterprise]) -> None:
    """Set the posted decision of a row; `known`: the enterprises that a portal number may name.

    Fields: `decision-<row>` as in Option.value; `number-<row>`, which takes precedence. Raises RefusedError for an
    unknown number or decision.
    """
    number = posted.get(f"number-{row.pk}", "").strip()
    decision = posted[f"decision-{row.pk}"]
    if number:
        row.decision, row.enterprise_id = Decision.LINK, _by_number(number, known)
    elif decision.startswith(LINK):
        row.decision, row.enterprise_id = Decision.LINK, _candidate(decision, (*row.candidates, row.enterprise_id))
    elif decision in (Decision.OPEN, *WITHOUT_ENTERPRISE):
        row.decision = decision
    else:
        raise RefusedError(_("Unknown decision: %(decision)s.") % {"decision": decision[:40]})


def _candidate(decision: str, offered: Collection[int | None]) -> int:
    """Accept only an enterprise that was offered: any other is chosen by its number."""
    key = decision.removeprefix(LINK)
    if not key.isdecimal() or int(key) not in offered:
        raise RefusedError(_("Unknown decision: %(decision)s.") % {"decision": decision[:40]})
    return int(key)


def _by_number(number: str, known: QuerySet[Enterprise]) -> int:
    """Return the enterprise with a portal number; a merged record's number gives the one kept."""
    found = known.select_related("merged__into")
    unit = found.filter(number=int(number)).first() if number.isdecimal() and len(number) < 10 else None
    if unit is None:
        raise RefusedError(_("There is no enterprise with the number %(number)s.") % {"number": number[:40]})
    return unit.head.pk
