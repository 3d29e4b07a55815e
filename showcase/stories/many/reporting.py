"""The report on an import of cases as a workbook: what became of each row, with the address of its draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from portal.answers.xlsx_answer import xlsx_answer
from showcase.lists.importing.choosing import chosen_words, units_of
from showcase.stories.many.models import CaseImport
from showcase.stories.many.preview import file_problems, outcome_of, problems_of, rows_of
from showcase.stories.many.wording import LABELS


def report_file(found: CaseImport, address: Callable[[str], str]) -> HttpResponse:
    """Return the report; `address` makes a path of the admin a whole address."""
    header = (_("Row"), _("Title"), _("Outcome"), _("Draft"), _("Decision"), _("Problems"))
    notes = [found.name, f"SHA-256 {found.sha256}", *file_problems(found)]
    return xlsx_answer(f"cases-{found.pk}", header, _rows(found, address), notes)


def _rows(found: CaseImport, address: Callable[[str], str]) -> Iterator[tuple[object, ...]]:
    rows = list(rows_of(found, "all"))
    units = units_of(rows)
    for row in rows:
        outcome = outcome_of(row)
        draft = address(outcome.draft) if outcome.draft else ""
        chosen = chosen_words(row, units, LABELS)
        yield row.row, row.title, outcome.words, draft, chosen, "\n".join(problems_of(row))
