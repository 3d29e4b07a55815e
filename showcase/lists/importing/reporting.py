"""Reports what an import understood, in lines for the officer: tables, gaps, unread sheets, problems of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from showcase.lists.importing.applying import row_place
from showcase.lists.importing.models import MATCH_LABELS, ListImport
from showcase.lists.importing.rows.columns import NOT_TAKEN
from showcase.lists.importing.rows.list_rows import Problem
from showcase.lists.importing.rows.wording import problem_text

MOST_PROBLEMS = 50


def import_lines(found: ListImport) -> Iterator[str]:
    """Yield tables with columns and gaps, sheets without one, how rows were recognised, the first problems."""
    for table in found.reading.get("tables", ()):
        yield table_text(table)
    for file, sheet in found.reading.get("unread", ()):
        yield _("%(where)s: no table was found here.") % {"where": ", ".join(filter(None, (file, sheet)))}
    counts = Counter(found.rows.values_list("match", flat=True))
    yield "; ".join(f"{label}: {counts[match]}" for match, label in MATCH_LABELS.items() if counts[match])
    with_problems = found.rows.exclude(problems=[]).select_related("attachment")
    for row in with_problems[:MOST_PROBLEMS]:
        problem_texts = "; ".join(problem_text(Problem(**problem)) for problem in row.problems)
        yield f"{row_place(row)}: {row.name}: {problem_texts}"
    more = with_problems.count() - MOST_PROBLEMS
    if more > 0:
        yield _("and %(count)s more rows with problems") % {"count": more}


def table_text(table: dict[str, Any]) -> str:
    """Return one table in words: place, title, rows, columns without use, gaps in its serial numbers."""
    where = ", ".join(filter(None, (table["file"], table["sheet"], table["title"])))
    parts = [_("%(where)s: %(rows)s rows") % {"where": where, "rows": table["rows"]}]
    unused = [label for label, column in table["labels"] if not column or column in NOT_TAKEN]
    if unused:
        parts.append(_("columns not used: %(labels)s") % {"labels": ", ".join(unused)})
    if table["gaps"]:
        parts.append(_("serial numbers missing: %(gaps)s") % {"gaps": ", ".join(table["gaps"])})
    return "; ".join(parts)
