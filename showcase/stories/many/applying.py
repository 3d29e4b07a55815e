"""Makes the drafts of an import, each in a transaction of its own, and takes a whole import back."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.refusals import RefusedError
from showcase.enterprises.models import Enterprise
from showcase.enterprises.pinyin import pinyin_name
from showcase.lists.importing.applying import NAMED_ROWS
from showcase.lists.importing.deciding import DecidedRow, Decision, Plan, plan
from showcase.lists.importing.known import matcher_for
from showcase.lists.importing.matching import SURE
from showcase.lists.importing.rows.list_rows import ListRow
from showcase.stories.many.flow import fault_of_twin, known_terms, made_before, one_at_a_time
from showcase.stories.many.models import CaseImport, CaseImportRow, CaseImportState
from showcase.stories.many.reading.lines import MAX_CASES
from showcase.stories.many.rights import MAY_CREATE
from showcase.stories.many.terms import Terms
from showcase.stories.many.understanding import Understood, understand
from showcase.stories.models import StoryPage
from showcase.stories.relations import StoryEnterprise, StoryRegion
from showcase.stories.word.pages import new_page, stored_page
from showcase.stories.word.rows import add_effect_rows
from showcase.vocabulary.models import IndustryItem, TechniqueItem

LONGEST = 20.0
"""Seconds after which making stops between two drafts: what is left is made when the editor applies again."""


@dataclass(frozen=True, slots=True)
class Made:
    """What applying did: drafts made, rows left out because a draft of the same row was made meanwhile, rows left."""

    drafts: int = 0
    twins: int = 0
    waiting: int = 0


def apply_cases(started: CaseImport, user: Any, seconds: float = LONGEST) -> Made:
    """Make the drafts of the rows that are to become one; raises RefusedError where rows are not ready.

    Interrupted, it is repeated: a row that has its draft is passed over. Call it where no transaction is open.
    """
    refuse_unready(started, user)
    terms, until = known_terms(), time.monotonic() + seconds
    to_make = list(_to_make(started).values_list("pk", flat=True))
    drafts = twins = 0
    for pk in to_make:
        if (drafts or twins) and time.monotonic() > until:
            break
        is_made = make_case(started, pk, terms, user)
        drafts, twins = drafts + is_made, twins + (not is_made)
    waiting = _to_make(started).count()
    if not waiting:
        finish(started)
    return Made(drafts, twins, waiting)


def _to_make(started: CaseImport) -> Any:
    return started.rows.filter(made_at=None).exclude(decision=Decision.SKIP).order_by("position")


def finish(started: CaseImport) -> None:
    """Note that all drafts of an import are made."""
    open_ones = CaseImport.objects.filter(pk=started.pk, state=CaseImportState.PREVIEW)
    open_ones.update(state=CaseImportState.APPLIED, applied_at=timezone.now())


@transaction.atomic
def make_case(started: CaseImport, pk: int, terms: Terms, user: Any) -> bool:
    """Make the draft of a row; return False where it has one, or the same row of another file has."""
    one_at_a_time(started.section)
    started = CaseImport.objects.select_for_update(of=("self",)).select_related("section").get(pk=started.pk)
    row = CaseImportRow.objects.select_for_update(of=("self",)).select_related("region").get(pk=pk)
    if not started.is_open or row.made_at is not None or row.decision in (Decision.SKIP, Decision.OPEN):
        return False
    if _left_to_its_twin(started, row):
        return False
    section = started.section.specific
    understood = understand(row.case, terms, get_language() or "")
    page = _page(section, understood, _unit(row, understood.unit), user)
    row.draft_id, row.draft_revision, row.made_at = page.pk, page.latest_revision_id, timezone.now()
    row.save()
    return True


def _left_to_its_twin(started: CaseImport, row: CaseImportRow) -> bool:
    """Leave a row out of which another import has made a draft since the editor decided."""
    twin = made_before(started.section, [row.key]).get(row.key)
    was_said = any(problem["code"] in {"made_before", "twice"} for problem in row.problems)
    if twin is None or was_said:
        return False
    row.problems = [*row.problems, asdict(fault_of_twin(row.case.line.sheet, row.row, twin))]
    row.decision = Decision.SKIP
    row.save()
    return True


def _unit(row: CaseImportRow, printed: ListRow) -> Enterprise | None:
    """Return the enterprise of a row; a new one is made as a draft, unless the same unit has been made since."""
    if row.decision == Decision.LINK:
        return row.enterprise
    if row.decision != Decision.CREATE:
        return None
    finding = matcher_for(examples=False).find(printed)
    if finding.match in SURE and finding.enterprises[0] not in row.candidates:
        row.decision, row.enterprise_id = Decision.LINK, finding.enterprises[0]
        return row.enterprise
    made = Enterprise(
        name_zh=row.name,
        name_en=pinyin_name(row.name),
        credit_code=row.credit_code or None,
        region=row.region,
        live=False,
    )
    made.save()
    row.enterprise = made
    return made


def _page(section: Any, understood: Understood, unit: Enterprise | None, user: Any) -> StoryPage:
    page = new_page(section, understood.draft, user, **understood.fields)
    tags = understood.terms
    page.industry_items = [IndustryItem(tag_id=int(tag.pk)) for tag in tags.get("industry", ())]
    page.technique_items = [TechniqueItem(tag_id=int(tag.pk)) for tag in tags.get("technique", ())]
    page.region_items = [StoryRegion(region_id=int(tag.pk)) for tag in tags.get("region", ())]
    page.enterprise_items = [StoryEnterprise(enterprise=unit)] if unit else []
    add_effect_rows(page, [figure.fields for figure in understood.figures])
    return stored_page(section, page, user)


# What stands against it -----------------------------------------------------------------------------------


def plan_of(started: CaseImport) -> Plan:
    """Return what applying would do; one query."""
    names = ("position", "decision", "enterprise_id", "key", "name", "region_id", "title")
    rows = started.rows.filter(made_at=None).values_list(*names)
    return plan(
        DecidedRow(at, Decision(decision), unit, key, bool(name and region), title)
        for at, decision, unit, key, name, region, title in rows
    )


def refuse_unready(started: CaseImport, user: Any) -> None:
    """Raise RefusedError naming the first rows that are undecided, or of which no draft can be made."""
    planned = plan_of(started)
    reasons = [
        sentence % {"count": len(positions), "rows": _places(started, positions)}
        for positions, sentence in (
            (planned.open, _("%(count)s rows are not decided: %(rows)s.")),
            (planned.without_target, _("%(count)s rows have no enterprise chosen: %(rows)s.")),
            (planned.without_region, _("%(count)s new enterprises lack their name or region: %(rows)s.")),
            (planned.without_name, _("%(count)s rows have no title: %(rows)s.")),
        )
        if positions
    ]
    if planned.units and not user.has_perm(MAY_CREATE):
        reasons.append(_("You may not add enterprises: choose one for each row, or a draft without an enterprise."))
    if not planned.entries and not started.rows.filter(made_at__isnull=False).exists():
        reasons.append(_("Every row is left out: there is nothing to apply."))
    if not started.is_open:
        reasons = [_("This import is closed: upload the file again.")]
    if reasons:
        raise RefusedError(reasons)


def _places(started: CaseImport, positions: Iterable[int]) -> str:
    wanted = list(positions)
    return named_rows(started.rows.filter(position__in=wanted[:MAX_CASES]).order_by("position"))


def named_rows(rows: Iterable[CaseImportRow]) -> str:
    """Return the first of these rows by number and title."""
    texts = [" ".join(filter(None, (_("row %(number)s") % {"number": row.row}, row.title))) for row in rows]
    return "; ".join(texts[:NAMED_ROWS]) + ("; …" if len(texts) > NAMED_ROWS else "")


# Back -----------------------------------------------------------------------------------------------------


@transaction.atomic
def take_back(started: CaseImport) -> int:
    """Delete all drafts of an import and return their number; refused where one was changed or published.

    Enterprises that it made stay: somebody may have edited them, or linked them elsewhere.
    """
    started = CaseImport.objects.select_for_update(of=("self",)).get(pk=started.pk)
    if started.state == CaseImportState.TAKEN_BACK:
        return 0
    rows = list(started.rows.filter(draft__isnull=False).select_related("draft"))
    touched = _touched(rows)
    if touched:
        text = _("These drafts were changed, submitted or published since: %(rows)s. Delete the others one by one.")
        raise RefusedError(text % {"rows": named_rows(touched)})
    for page in Page.objects.filter(pk__in=[row.draft_id for row in rows]).specific():
        page.delete()
    started.state = CaseImportState.TAKEN_BACK
    started.save(update_fields=["state"])
    return len(rows)


def _touched(rows: Sequence[CaseImportRow]) -> list[CaseImportRow]:
    pages = Page.objects.filter(pk__in=[row.draft_id for row in rows])
    submitted = set(pages.filter(_workflow_states__isnull=False).values_list("pk", flat=True))
    return [row for row in rows if row.draft_id in submitted or _is_changed(row)]


def _is_changed(row: CaseImportRow) -> bool:
    page: Any = row.draft
    return page.live or page.first_published_at is not None or page.latest_revision_id != row.draft_revision
