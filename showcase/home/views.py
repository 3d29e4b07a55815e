"""Downloads of the home page."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.csv_answer import csv_answer
from showcase.cards import Matrix
from showcase.home.matrix import matrix


def matrix_csv(request: HttpRequest) -> HttpResponse:
    """The matrix as one row a cell with content: the same numbers as on the page."""
    header = (
        *(_("industry code"), _("industry"), _("technique code"), _("technique")),
        *(_("case studies"), _("technologies"), _("in all")),
    )
    return csv_answer("matrix", header, _rows(matrix()))


def _rows(found: Matrix) -> Iterator[tuple[object, ...]]:
    for row in found.rows:
        for cell in row.cells:
            if cell.total:
                yield (
                    *(cell.row_code, cell.row_label, cell.column_code, cell.column_label),
                    *(cell.cases, cell.technologies, cell.total),
                )
