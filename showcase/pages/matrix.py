"""Industry × technique: how many stories. Every cell equals the search it links to, every sum a term's page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.answers.csv_answer import csv_answer
from portal.caching.content_version import kept_each
from portal.charts.tiles import shade
from showcase.atlas.cards import Matrix, MatrixCell, MatrixColumn, MatrixRow
from showcase.choices import StoryKind
from showcase.search_address import search_address
from showcase.stories.coded import CodedStory, coded_stories
from showcase.vocabulary.chips import technique_chip
from showcase.vocabulary.choices import IndustryLevel
from showcase.vocabulary.models import Industry, Technique
from showcase.vocabulary.trees import of_vocabulary


@dataclass(frozen=True, slots=True)
class Counts:
    """(industry code, technique code) → stories of each kind; an empty code means "any".

    A story that fits every industry carries no industry, so it counts in columns and in the total only.
    """

    cases: Counter[tuple[str, str]]
    technologies: Counter[tuple[str, str]]
    practices: Counter[tuple[str, str]]

    def total(self, industry: str = "", technique: str = "") -> int:
        where = (industry, technique)
        return self.cases[where] + self.technologies[where] + self.practices[where]


@dataclass(frozen=True, slots=True)
class _Table:
    """What every row is built from; `largest`: the fullest cell among the groups."""

    columns: list[Technique]
    counts: Counts
    largest: int


def count(stories: Iterable[CodedStory]) -> Counts:
    """Count each story once in every pair of its codes, whatever number of its tags lead there."""
    by_kind: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for story in stories:
        pairs = ((i, t) for i in {"", *story.industries} for t in {"", *story.techniques})
        by_kind[story.kind].update(pairs)
    return Counts(by_kind[StoryKind.CASE], by_kind[StoryKind.TECHNOLOGY], by_kind[StoryKind.PRACTICE])


def matrix() -> Matrix:
    """Return the matrix of what is public now, in the reader's language; kept in the process until that changes."""
    return kept_each("matrix", "", build_matrix)


def build_matrix() -> Matrix:
    """Count and lay out the matrix; five queries at most."""
    counts = count(coded_stories())
    groups, divisions = of_vocabulary("matrix.industries", _industries)
    columns, techniques = of_vocabulary("matrix.techniques", _techniques)
    largest = max((counts.total(row.code, column.code) for row in groups for column in columns), default=0)
    table = _Table(columns, counts, largest)
    return Matrix(
        columns=tuple(_column(group, techniques[group.pk], counts) for group in columns),
        rows=tuple(_row(group, divisions[group.code], table) for group in groups),
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


def _row(industry: Industry, divisions: list[Industry], table: _Table) -> MatrixRow:
    """Return a row with its divisions that have content; a division has none below it."""
    filled = [division for division in divisions if table.counts.total(industry=division.code)]
    return MatrixRow(
        code=industry.code,
        label=industry.label,
        url=industry.get_absolute_url(),
        total=table.counts.total(industry=industry.code),
        cells=tuple(_cell(industry, column, table) for column in table.columns),
        children=tuple(_row(division, [], table) for division in filled),
    )


def _cell(row: Industry, column: Technique, table: _Table) -> MatrixCell:
    counts, where = table.counts, (row.code, column.code)
    pair = (("industry", row.code), ("technique", column.code))
    cell = MatrixCell(
        row_code=row.code,
        row_label=row.label,
        column_code=column.code,
        column_label=column.label,
        cases=counts.cases[where],
        technologies=counts.technologies[where],
        practices=counts.practices[where],
        url=search_address(*pair) if counts.total(*where) else f"{reverse('contribute')}?{urlencode(pair)}",
        shade=shade(counts.total(*where), table.largest),
    )
    return replace(cell, label=_label(cell)) if cell.total else cell


def _label(cell: MatrixCell) -> str:
    """Say in words what a cell holds."""
    words = _(
        "%(row)s, %(column)s: %(total)s"
        " (case studies %(cases)s, technologies %(technologies)s, practices %(practices)s)"
    )
    return words % {
        "row": cell.row_label,
        "column": cell.column_label,
        "total": cell.total,
        "cases": cell.cases,
        "technologies": cell.technologies,
        "practices": cell.practices,
    }


def matrix_csv(request: HttpRequest) -> HttpResponse:
    """Download the matrix, one row per cell with content: the same numbers as on the page."""
    header = (
        *(_("industry code"), _("industry"), _("technique code"), _("technique")),
        *(_("case studies"), _("technologies"), _("practices"), _("in all")),
    )
    return csv_answer("matrix", header, _csv_rows(matrix()))


def _csv_rows(found: Matrix) -> Iterator[tuple[object, ...]]:
    for row in found.rows:
        for cell in row.cells:
            if cell.total:
                yield (
                    *(cell.row_code, cell.row_label, cell.column_code, cell.column_label),
                    *(cell.cases, cell.technologies, cell.practices, cell.total),
                )
