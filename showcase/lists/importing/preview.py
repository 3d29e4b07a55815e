"""The rows of an import as the officer sees and decides them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.refusals import RefusedError
from showcase.enterprises.models import Enterprise
from showcase.lists.choices import EntryAction
from showcase.lists.importing.choosing import (
    WITHOUT_ENTERPRISE,
    Option,
    chosen_words,
    decide,
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


def group_counts(found: ListImport) -> list[tuple[str, str, int]]:
    """Return key, label and number of rows of each group that has any."""
    counts = ((key, str(label), found.rows.filter(condition).count()) for key, (label, condition) in GROUPS.items())
    return [group for group in counts if group[2] or group[0] == "all"]


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
    if group not in GROUPS or decision not in (Decision.LINK, *WITHOUT_ENTERPRISE):
        raise RefusedError(_("Choose the rows and what to do with them."))
    rows = found.rows.filter(GROUPS[group][1], decision=Decision.OPEN)
    if decision in (Decision.LINK, Decision.CREATE):
        # Rows whose code and name contradict each other are decided one by one.
        rows = rows.exclude(match=Match.CONTRADICTED)
    if decision == Decision.LINK:
        rows = rows.filter(enterprise__isnull=False)
    if decision == Decision.CREATE and group not in _MATCHES:
        # For rows that may be an enterprise we hold, a new one is never made in bulk.
        rows = rows.filter(match=Match.NONE)
    if decision != Decision.SKIP:
        rows = rows.exclude(name="")
    return rows.update(decision=decision)
