"""Industry × technique: how many cases and technologies there are. Every cell equals the search it links to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.answers.csv_answer import csv_answer
from showcase.cards import Matrix, MatrixCell, MatrixColumn, MatrixRow, shade
from showcase.search_address import search_address
from showcase.stories.coded import COUNTED_IN_MATRIX, CodedStory, coded_stories, of_kinds
from showcase.vocabulary.chips import industry_chip, technique_chip
from showcase.vocabulary.choices import IndustryLevel
from showcase.vocabulary.models import Industry, Technique

_BOTH = tuple(("kind", kind) for kind in COUNTED_IN_MATRIX)


@dataclass(frozen=True, slots=True)
class Counts:
    """(industry code, technique code) → stories of each kind; an empty code means "any".

    A story that fits every industry carries no industry, so it counts in columns and in the total only.
    """

    cases: Counter[tuple[str, str]]
    technologies: Counter[tuple[str, str]]

    def total(self, industry: str = "", technique: str = "") -> int:
        return self.cases[industry, technique] + self.technologies[industry, technique]


def count(stories: Iterable[CodedStory]) -> Counts:
    """Count each story once in every pair of its codes, whatever number of its tags lead there."""
    cases: Counter[tuple[str, str]] = Counter()
    technologies: Counter[tuple[str, str]] = Counter()
    for story in of_kinds(stories, *COUNTED_IN_MATRIX):
        into = cases if story.kind == "case" else technologies
        into.update((i, t) for i in {"", *story.industries} for t in {"", *story.techniques})
    return Counts(cases, technologies)


def matrix() -> Matrix:
    """Return the matrix of what is public now, in the reader's language; five queries at most."""
    counts = count(coded_stories())
    groups, divisions = _industries()
    columns, techniques = _techniques()
    largest = max((counts.total(row.code, column.code) for row in groups for column in columns), default=0)
    return Matrix(
        columns=tuple(_column(group, techniques[group.pk], counts) for group in columns),
        rows=tuple(_row(group, divisions[group.code], columns, counts, largest) for group in groups),
        total=counts.total(),
        csv_url=reverse("matrix_csv"),
    )


def _industries() -> tuple[list[Industry], Mapping[str, list[Industry]]]:
    """Return the groups, and group code → the divisions whose default group it is."""
    found = Industry.objects.filter(level__in=[IndustryLevel.GROUP, IndustryLevel.DIVISION])
    groups: list[Industry] = []
    divisions: dict[str, list[Industry]] = defaultdict(list)
    for industry in found.select_related("industry_group", "parent__industry_group"):
        if industry.level == IndustryLevel.GROUP:
            groups.append(industry)
            continue
        group = industry.industry_group or (industry.parent and industry.parent.industry_group)
        if group:
            divisions[group.code].append(industry)
    return groups, divisions


def _techniques() -> tuple[list[Technique], Mapping[int, list[Technique]]]:
    groups: list[Technique] = []
    techniques: dict[int, list[Technique]] = defaultdict(list)
    for technique in Technique.objects.all():
        if technique.parent_id is None:
            groups.append(technique)
        else:
            techniques[technique.parent_id].append(technique)
    return groups, techniques


def _column(group: Technique, techniques: list[Technique], counts: Counts) -> MatrixColumn:
    found = [(technique, counts.total(technique=technique.code)) for technique in techniques]
    return MatrixColumn(
        code=group.code,
        label=group.label,
        url=group.get_absolute_url(),
        total=counts.total(technique=group.code),
        children=tuple(technique_chip(technique, n) for technique, n in found if n),
    )


def _row(
    group: Industry, divisions: list[Industry], columns: list[Technique], counts: Counts, largest: int
) -> MatrixRow:
    found = [(division, counts.total(industry=division.code)) for division in divisions]
    return MatrixRow(
        code=group.code,
        label=group.label,
        url=group.get_absolute_url(),
        total=counts.total(industry=group.code),
        cells=tuple(_cell(group, column, counts, largest) for column in columns),
        children=tuple(industry_chip(division, n) for division, n in found if n),
    )


def _cell(row: Industry, column: Technique, counts: Counts, largest: int) -> MatrixCell:
    return MatrixCell(
        row_code=row.code,
        row_label=row.label,
        column_code=column.code,
        column_label=column.label,
        cases=counts.cases[row.code, column.code],
        technologies=counts.technologies[row.code, column.code],
        url=search_address(("industry", row.code), ("technique", column.code), *_BOTH),
        shade=shade(counts.total(row.code, column.code), largest),
    )


def matrix_csv(request: HttpRequest) -> HttpResponse:
    """Download the matrix, one row per cell with content: the same numbers as on the page."""
    header = (
        *(_("industry code"), _("industry"), _("technique code"), _("technique")),
        *(_("case studies"), _("technologies"), _("in all")),
    )
    return csv_answer("matrix", header, _csv_rows(matrix()))


def _csv_rows(found: Matrix) -> Iterator[tuple[object, ...]]:
    for row in found.rows:
        for cell in row.cells:
            if cell.total:
                yield (
                    *(cell.row_code, cell.row_label, cell.column_code, cell.column_label),
                    *(cell.cases, cell.technologies, cell.total),
                )
