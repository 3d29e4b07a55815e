"""What an import understood, in lines for the officer: tables, gaps, unread sheets, problems of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from showcase.lists.importing.applying import row_place
from showcase.lists.importing.list_rows import Problem
from showcase.lists.importing.models import MATCH_LABELS, ListImport
from showcase.lists.importing.wording import problem_text

MOST_PROBLEMS = 50


def import_lines(found: ListImport) -> Iterator[str]:
    """Tables with their columns and gaps, sheets that hold none, how rows were recognised, the first problems."""
    for table in found.reading.get("tables", ()):
        yield table_text(table)
    for file, sheet in found.reading.get("unread", ()):
        yield _("%(where)s: no table was found here.") % {"where": ", ".join(filter(None, (file, sheet)))}
    counts = Counter(found.rows.values_list("match", flat=True))
    yield "; ".join(f"{label}: {counts[match]}" for match, label in MATCH_LABELS.items() if counts[match])
    with_problems = found.rows.exclude(problems=[]).select_related("attachment")
    for row in with_problems[:MOST_PROBLEMS]:
        told = "; ".join(problem_text(Problem(**problem)) for problem in row.problems)
        yield f"{row_place(row)}: {row.name}: {told}"
    more = with_problems.count() - MOST_PROBLEMS
    if more > 0:
        yield _("and %(count)s more rows with problems") % {"count": more}


def table_text(table: dict[str, Any]) -> str:
    """One table: where, its title, rows, columns that were not understood, gaps in its serial numbers."""
    where = ", ".join(filter(None, (table["file"], table["sheet"], table["title"])))
    parts = [_("%(where)s: %(rows)s rows") % {"where": where, "rows": table["rows"]}]
    unknown = [label for label, column in table["labels"] if not column]
    if unknown:
        parts.append(_("columns left aside: %(labels)s") % {"labels": ", ".join(unknown)})
    if table["gaps"]:
        parts.append(_("serial numbers missing: %(gaps)s") % {"gaps": ", ".join(table["gaps"])})
    return "; ".join(parts)
