"""The rows of an import as the officer sees and decides them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from showcase.enterprises.models import Enterprise
from showcase.lists.choices import EntryAction
from showcase.lists.importing.choosing import (
    GROUPS,
    Option,
    chosen_words,
    decide,
    decide_rows_of,
    options_of,
    posted_rows,
    units_of,
)
from showcase.lists.importing.deciding import Decision
from showcase.lists.importing.matching import Match
from showcase.lists.importing.models import DECISION_LABELS, MATCH_LABELS, ImportRow, ListImport
from showcase.lists.importing.rows.list_rows import Problem
from showcase.lists.importing.rows.wording import problem_text
from showcase.lists.publishing.counts import CountedRows
from showcase.lists.publishing.coverage import count_fault, counted_rows


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the preview; `note`: what else is printed (action, former name, product, reason, evaluator, code)."""

    pk: int
    place: str
    serial: str
    name: str
    note: str
    region: str
    industry: str
    programme: str
    match: str
    is_sure: bool
    is_open: bool
    problems: tuple[str, ...]
    options: tuple[Option, ...]
    chosen: str
    takes_name: bool


def rows_of(found: ListImport, group: str) -> QuerySet[ImportRow]:
    """Return the rows of a group (a key of GROUPS; anything else means all)."""
    _label, condition = GROUPS.get(group, GROUPS["all"])
    return found.rows.filter(condition).select_related("attachment", "programme", "region", "enterprise")


def count_warning(found: ListImport) -> str:
    """Return how the counts in the announcement's text differ from its rows and those of this import; or empty."""
    kept = Counter(counted_rows(found.announcement).rows)
    if not found.is_applied:
        coming = found.rows.exclude(decision=Decision.SKIP).values_list("programme__code", "action")
        kept.update({(programme, action): n for programme, action, n in coming.annotate(n=Count("pk")).order_by()})
    return count_fault(found.announcement, CountedRows(kept))


def row_lines(rows: Iterable[ImportRow]) -> tuple[RowLine, ...]:
    """Return the lines of these rows; one query for all candidates."""
    rows = list(rows)
    units = units_of(rows)
    return tuple(_line(row, units) for row in rows)


def _line(row: ImportRow, units: Mapping[int, Enterprise]) -> RowLine:
    place = _("row %(number)s") % {"number": row.row}
    return RowLine(
        pk=row.pk,
        place=", ".join(filter(None, (row.attachment.name, row.sheet, place))),
        serial=row.serial,
        name=row.name,
        note=_note(row),
        region=row.region.label if row.region else row.region_printed,
        industry=row.industry_printed,
        programme=row.programme.label,
        match=str(MATCH_LABELS[Match(row.match)]),
        is_sure=row.is_sure,
        is_open=row.decision == Decision.OPEN,
        problems=tuple(problem_text(Problem(**problem)) for problem in row.problems),
        options=options_of(row, units, DECISION_LABELS),
        chosen=chosen_words(row, units, DECISION_LABELS),
        takes_name=row.needs_decision,
    )


def _note(row: ImportRow) -> str:
    former = _("formerly %(name)s") % {"name": row.former_name} if row.former_name else ""
    action = "" if row.action == EntryAction.LIST else str(EntryAction(row.action).label)
    printed = (row.product_printed, row.reason_printed, row.evaluator_printed, row.credit_code)
    return "; ".join(filter(None, (action, former, *printed)))


def decide_rows(found: ListImport, posted: Mapping[str, str]) -> int:
    """Apply the posted decisions to the rows that were shown; return how many rows changed.

    Fields: `decision-<row>` as in Option.value; `number-<row>`, a portal number, which takes precedence; `name-<row>`.
    Raises RefusedError for an unknown number or decision.
    """
    known = Enterprise.objects.filter(is_example=found.announcement.is_example)
    changed = []
    for row in found.rows.filter(pk__in=posted_rows(posted)):
        before = (row.decision, row.enterprise_id, row.name)
        _decide(row, known, posted)
        if before != (row.decision, row.enterprise_id, row.name):
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["decision", "enterprise", "name"])
    return len(changed)


def _decide(row: ImportRow, known: QuerySet[Enterprise], posted: Mapping[str, str]) -> None:
    decide(row, posted, known)
    if row.needs_decision:
        row.name = " ".join(posted.get(f"name-{row.pk}", row.name).split())[:255]


def decide_group(found: ListImport, group: str, decision: str) -> int:
    """Apply one decision to all undecided rows of a group; return their number. `link` takes single candidates."""
    rows = found.rows.all() if decision == Decision.SKIP else found.rows.exclude(name="")
    return decide_rows_of(rows, group, decision)
