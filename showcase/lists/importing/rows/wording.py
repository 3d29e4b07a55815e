"""Messages of the importer to the officer, in the admin's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from showcase.lists.importing.reading.sheets import FileRefused
from showcase.lists.importing.rows.list_rows import Problem

REFUSALS = {
    "empty": gettext_lazy("The file is empty."),
    "too_large": gettext_lazy("The file has %(megabytes)s MB; a list has at most %(most)s."),
    "too_many_parts": gettext_lazy("The file is a package of %(parts)s parts, too many for a list."),
    "bomb": gettext_lazy("Unpacked, the file would take %(megabytes)s MB, too much for a list."),
    "too_many_columns": gettext_lazy("The sheet reaches to column %(columns)s; a list has at most %(most)s."),
    "too_many_rows": gettext_lazy("The sheet reaches to row %(rows)s; a list has at most %(most)s."),
    "too_many_cells": gettext_lazy("The sheet has %(cells)s cells; a list has at most %(most)s."),
    "too_many_merges": gettext_lazy(
        "The sheet has %(merges)s merged ranges; a list has at most %(most)s: unmerge the cells and save it again."
    ),
    "too_many_sheets": gettext_lazy("The file has %(sheets)s sheets; at most %(most)s are read."),
    "too_many_letters": gettext_lazy(
        "The cells contain more than %(most)s characters (a merged cell counts once per cell it covers)."
    ),
    "too_many_tags": gettext_lazy("The file has more than %(most)s internal elements, too many for a list."),
    "too_many_pages": gettext_lazy("The file has %(pages)s pages; at most %(most)s are read."),
    "too_hard": gettext_lazy("Reading this file takes too much time or memory, or fails: save only the table as XLSX."),
    "unknown_name": gettext_lazy(
        "Lists are read from XLSX, XLS, CSV, DOCX and PDF files; the file name must have the matching extension."
    ),
    "mislabelled": gettext_lazy("The content of the file is %(found)s, not %(named)s: rename it or save it again."),
    "picture": gettext_lazy(
        "The file is a picture (%(found)s), not a table: request the original table or type it in."
    ),
    "scan": gettext_lazy("The PDF contains page images and no text: request the original table or type it in."),
    "markup": gettext_lazy("The file is a web page under another name: open it and save it as XLSX."),
    "old_word": gettext_lazy("The file is an old Word document: open it and save it as DOCX."),
    "other_kind": gettext_lazy("The content is not a readable list (%(found)s): save it as XLSX."),
    "encrypted": gettext_lazy("The file is protected by a password: save it without one."),
    "macros": gettext_lazy("The file contains macros: save it as a plain XLSX or DOCX."),
    "links": gettext_lazy("The file refers to external data: replace the links with values and save it again."),
    "encoding": gettext_lazy("The text encoding is not recognised: save the file as UTF-8."),
    "damaged": gettext_lazy("The file is damaged, or its content does not match its name."),
}
PROBLEMS = {
    "no_name": gettext_lazy("the name is missing"),
    "error_value": gettext_lazy("the name cell contains a spreadsheet error"),
    "name_too_long": gettext_lazy("the name is longer than 255 characters"),
    "odd_name": gettext_lazy("this is not a name"),
    "formula": gettext_lazy("a formula, not a value: compare it with the notice"),
    "twice": gettext_lazy("the same unit is in the list twice, first in the row given"),
    "two_units": gettext_lazy(
        "the name, former name or credit code belongs to another enterprise too: publishing proposes to merge them"
    ),
    "code_of_another": gettext_lazy(
        "in our records this credit code belongs to another enterprise: compare code and name with the notice"
    ),
    "name_under_other_code": gettext_lazy(
        "in our records the enterprise with this name has another credit code: compare code and name with the notice"
    ),
    "one_code_two_names": gettext_lazy("the file gives this credit code with two names, also in the row given"),
    "one_name_two_codes": gettext_lazy("the file gives this name with two credit codes, also in the row given"),
    "name_differs": gettext_lazy("the credit code belongs to an enterprise recorded under another name"),
    "joined": gettext_lazy("joined across a page break: compare it with the file"),
    "cut": gettext_lazy("cut after 255 characters"),
    "unknown_region": gettext_lazy("this place is not in the vocabulary"),
    "code_is_number": gettext_lazy("the credit code was stored as a number and has lost digits"),
    "code_length": gettext_lazy("a credit code has 18 characters"),
    "code_alphabet": gettext_lazy("a credit code cannot contain these characters"),
    "code_check": gettext_lazy("a character of the credit code is wrong"),
}
NOTHING_FOUND = gettext_lazy(
    "No table was found: a list needs a header row with the name of the enterprise (企业名称, 工厂名称, 园区名称 …)."
)


def refusal_text(refused: FileRefused, file: str = "") -> str:
    """Return why a file is refused, with the file and the place in it."""
    reason = str(REFUSALS[refused.fault]) % refused.values
    where = ", ".join(filter(None, (file, refused.place)))
    return _("%(where)s: %(reason)s") % {"where": where, "reason": reason} if where else reason


def problem_text(problem: Problem) -> str:
    """Return a problem of a row with the printed label of its column and the cell's text."""
    text = str(PROBLEMS[problem.fault])
    value = f" ({problem.value})" if problem.value else ""
    return f"{problem.column}: {text}{value}" if problem.column else f"{text}{value}"
