"""What an editor may choose for a row of an import: the same for lists and for cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.refusals import RefusedError
from showcase.enterprises.models import Enterprise
from showcase.lists.importing.deciding import Decision
from showcase.lists.importing.matching import Match
from showcase.lists.importing.models import MatchedRow

LINK = f"{Decision.LINK}:"
WITHOUT_ENTERPRISE = (Decision.CREATE, Decision.KEEP, Decision.SKIP)

# Group → its label and rows, as the officer would look at them together.
GROUPS = {
    "all": (gettext_lazy("all rows"), Q()),
    "open": (gettext_lazy("not decided"), Q(decision=Decision.OPEN)),
    "doubtful": (gettext_lazy("uncertain, to be decided"), Q(needs_decision=True)),
    "problems": (gettext_lazy("with problems"), ~Q(problems=[])),
    "sure": (gettext_lazy("certain match"), Q(match__in=(Match.CREDIT_CODE, Match.NAME, Match.FORMER_NAME))),
    "likely": (gettext_lazy("likely match"), Q(match=Match.LIKELY)),
    "ambiguous": (gettext_lazy("several candidates"), Q(match=Match.AMBIGUOUS)),
    "contradicted": (gettext_lazy("code and name contradict each other"), Q(match=Match.CONTRADICTED)),
    "none": (gettext_lazy("no match"), Q(match=Match.NONE)),
}


_MATCHES = ("likely", "ambiguous", "none")

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


def group_counts(rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
    """Return key, label and number of rows of each group that has any."""
    counts = ((key, str(label), rows.filter(condition).count()) for key, (label, condition) in GROUPS.items())
    return [group for group in counts if group[2] or group[0] == "all"]


def decide_rows_of(rows: QuerySet[Any], group: str, decision: str) -> int:
    """Apply one decision to all undecided rows of a group; return their number. `link` takes single candidates."""
    if group not in GROUPS or decision not in (Decision.LINK, *WITHOUT_ENTERPRISE):
        raise RefusedError(_("Choose the rows and what to do with them."))
    rows = rows.filter(GROUPS[group][1], decision=Decision.OPEN)
    if decision in (Decision.LINK, Decision.CREATE):
        # Rows whose code and name contradict each other are decided one by one.
        rows = rows.exclude(match=Match.CONTRADICTED)
    if decision == Decision.LINK:
        rows = rows.filter(enterprise__isnull=False)
    if decision == Decision.CREATE and group not in _MATCHES:
        # For rows that may be an enterprise we hold, a new one is never made in bulk.
        rows = rows.filter(match=Match.NONE)
    return rows.update(decision=decision)
