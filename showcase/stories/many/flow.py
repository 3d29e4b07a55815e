"""Takes a workbook into an import: read, matched, and stored for the editor to decide on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from wagtail.models import Page

from showcase.lists.importing.deciding import Decision, Rules, first_decision
from showcase.lists.importing.known import matcher_for, region_index
from showcase.lists.importing.matching import Finding
from showcase.stories.many.models import CaseImport, CaseImportRow, CaseImportState
from showcase.stories.many.reading.cases import Case, ReadCases, read_cases, stored
from showcase.stories.many.reading.lines import Fault
from showcase.stories.many.reading.process import read_workbook
from showcase.stories.many.terms import Terms
from showcase.stories.many.understanding import Understood, fault_of_match, understand
from showcase.stories.models import StoryIndexPage
from showcase.vocabulary.models import Region
from showcase.vocabulary.tagging.stored import known


@dataclass(frozen=True, slots=True)
class MatchedCase:
    """A case with what it becomes, and what its enterprise was matched with."""

    case: Case
    understood: Understood
    finding: Finding

    @property
    def faults(self) -> list[Fault]:
        return [*self.understood.faults, *fault_of_match(self.case.line, self.finding.problem)]


@dataclass(frozen=True, slots=True)
class StartedCases:
    """The import; `is_new` is False where the same file was imported before and nothing was changed."""

    case_import: CaseImport
    is_new: bool


def begin_cases(section: StoryIndexPage, name: str, data: bytes, user: Any) -> StartedCases:
    """Read a workbook and store its cases for decision; raises FileRefused and then leaves nothing behind.

    The file is read outside the transaction: call it where none is open.
    """
    return start_cases(section, name, data, read_cases(read_workbook(name, data)), user)


def start_cases(section: StoryIndexPage, name: str, data: bytes, read: ReadCases, user: Any) -> StartedCases:
    """Match the cases of a workbook that was read, and store them."""
    matched = match_cases(read.cases)
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        one_at_a_time(section)
        of_section = CaseImport.objects.filter(section=section).exclude(state=CaseImportState.TAKEN_BACK)
        before = of_section.filter(sha256=sha256).first()
        if before is not None:
            return StartedCases(before, is_new=False)
        started = CaseImport.objects.create(
            section=section,
            owner=user,
            name=PurePath(name).name[:255],
            sha256=sha256,
            size=len(data),
            faults=[asdict(fault) for fault in read.faults],
        )
        CaseImportRow.objects.bulk_create(_rows(started, matched))
    return StartedCases(started, is_new=True)


def match_cases(cases: Iterable[Case]) -> list[MatchedCase]:
    """Return each case with its enterprise and terms: reads all enterprises and terms, and writes nothing."""
    terms, matcher, language = known_terms(), matcher_for(examples=False), get_language() or ""
    found = []
    for case in cases:
        understood = understand(case, terms, language)
        found.append(MatchedCase(case, understood, matcher.find(understood.unit)))
    return found


def known_terms() -> Terms:
    """Return the terms of the vocabulary; one query, and those of the tagging box where it has not asked yet."""
    vocabulary = known()
    return Terms(vocabulary.tags, vocabulary.spelt, region_index())


def one_at_a_time(section: Page) -> None:
    """Lock the section until the transaction ends, so that the next import sees what this one did."""
    list(Page.objects.select_for_update().filter(pk=section.pk).values_list("pk"))


def made_before(section: Page, keys: Iterable[str]) -> Mapping[str, CaseImportRow]:
    """Return key → the row of an import that was not taken back, of which a draft was made."""
    rows = CaseImportRow.objects.filter(key__in=list(keys), made_at__isnull=False, case_import__section=section)
    kept = rows.exclude(case_import__state=CaseImportState.TAKEN_BACK).select_related("case_import")
    return {row.key: row for row in kept}


def fault_of_twin(line_sheet: str, row: int, twin: CaseImportRow) -> Fault:
    """Return the fault that says which import has made a draft of the same row."""
    return Fault("made_before", line_sheet, str(row), value=f"{twin.case_import.name}, {twin.title}")


def _rows(started: CaseImport, matched: Sequence[MatchedCase]) -> list[CaseImportRow]:
    twins = made_before(started.section, [one.case.key for one in matched])
    regions = dict(Region.objects.values_list("code", "pk"))
    return [_row(started, at, one, twins.get(one.case.key), regions) for at, one in enumerate(matched, start=1)]


def _row(
    started: CaseImport, position: int, one: MatchedCase, twin: CaseImportRow | None, regions: Mapping[str, int]
) -> CaseImportRow:
    case, unit, faults = one.case, one.understood.unit, one.faults
    needs_decision = any(fault.decides for fault in faults)
    decision = first_decision(one.finding, needs_decision, Rules())
    if twin is not None:
        faults, decision = [*faults, fault_of_twin(case.line.sheet, case.line.row, twin)], Decision.SKIP
    row = CaseImportRow(
        case_import=started,
        position=position,
        row=case.line.row,
        key=case.key,
        title=case.title[:255],
        name=unit.name,
        credit_code=unit.credit_code,
        region_id=regions.get(unit.region),
        reading=stored(case),
        problems=[asdict(fault) for fault in faults],
        needs_decision=needs_decision,
        decision=decision,
    )
    row.take(one.finding)
    return row
