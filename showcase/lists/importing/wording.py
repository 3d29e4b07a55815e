"""What the importer says to the officer, in the admin's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from showcase.lists.importing.list_rows import Problem
from showcase.lists.importing.sheets import FileRefused

REFUSALS = {
    "empty": gettext_lazy("The file is empty."),
    "too_large": gettext_lazy("The file has %(megabytes)s MB; a list has at most %(most)s."),
    "too_many_parts": gettext_lazy("The file is a package of %(parts)s parts, more than any list has."),
    "bomb": gettext_lazy("Unpacked, the file would fill %(megabytes)s MB, more than any list does."),
    "too_many_columns": gettext_lazy("The sheet reaches to column %(columns)s; a list has at most %(most)s."),
    "too_many_rows": gettext_lazy("The sheet reaches to row %(rows)s; a list has at most %(most)s."),
    "too_many_cells": gettext_lazy("The sheet has %(cells)s cells; a list has at most %(most)s."),
    "too_many_merges": gettext_lazy(
        "The sheet has %(merges)s merged ranges; a list has at most %(most)s: unmerge the cells and save it again."
    ),
    "too_many_sheets": gettext_lazy("The file has %(sheets)s sheets; at most %(most)s are read."),
    "too_many_letters": gettext_lazy("The cells hold more than %(most)s letters, merged ones counted in each place."),
    "too_many_tags": gettext_lazy("The file is written in more than %(most)s pieces, more than any list."),
    "too_many_pages": gettext_lazy("The file has %(pages)s pages; at most %(most)s are read."),
    "too_hard": gettext_lazy(
        "The file takes more time or memory than any list, or breaks what reads it: save the table alone as XLSX."
    ),
    "unknown_name": gettext_lazy("Lists are read from XLSX, XLS, CSV, DOCX and PDF files; the name must say which."),
    "mislabelled": gettext_lazy("By its content the file is %(found)s, not %(named)s: rename it or save it again."),
    "picture": gettext_lazy("The file is a picture (%(found)s), not a table: ask for the table or type it."),
    "scan": gettext_lazy("The PDF holds pictures of pages and no text: ask for the table or type it."),
    "markup": gettext_lazy("The file is a web page under another name: open it and save it as XLSX."),
    "old_word": gettext_lazy("The file is an old Word document: open it and save it as DOCX."),
    "other_kind": gettext_lazy("The content is no list that can be read (%(found)s): save it as XLSX."),
    "encrypted": gettext_lazy("The file is locked by a password: save it without."),
    "macros": gettext_lazy("The file holds macros: save it as a plain XLSX or DOCX."),
    "links": gettext_lazy("The file takes data from elsewhere: replace the links by values and save it again."),
    "encoding": gettext_lazy("The letters cannot be read: save the file as UTF-8."),
    "damaged": gettext_lazy("The file is damaged or not what its name says."),
}
PROBLEMS = {
    "no_name": gettext_lazy("the name is missing"),
    "error_value": gettext_lazy("an error of the spreadsheet stands in place of the name"),
    "name_too_long": gettext_lazy("the name is longer than 255 characters"),
    "odd_name": gettext_lazy("this is no name"),
    "formula": gettext_lazy("a formula, not a value: compare it with the notice"),
    "twice": gettext_lazy("the same unit stands in the list twice, first in the row named"),
    "two_units": gettext_lazy(
        "the name, former name or credit code belongs to another enterprise too: publishing proposes to merge them"
    ),
    "code_of_another": gettext_lazy(
        "by our records this credit code is that of another enterprise: compare code and name with the notice"
    ),
    "name_under_other_code": gettext_lazy(
        "by our records the enterprise of this name has another credit code: compare code and name with the notice"
    ),
    "one_code_two_names": gettext_lazy("the file prints this credit code under two names, also in the row named"),
    "one_name_two_codes": gettext_lazy("the file prints this name with two credit codes, also in the row named"),
    "name_differs": gettext_lazy("by its credit code this is an enterprise that our records call otherwise"),
    "joined": gettext_lazy("put together over a page break: compare it with the file"),
    "cut": gettext_lazy("cut after 255 characters"),
    "unknown_region": gettext_lazy("this place is not in the vocabulary"),
    "code_is_number": gettext_lazy("the credit code was stored as a number and has lost digits"),
    "code_length": gettext_lazy("a credit code has 18 characters"),
    "code_alphabet": gettext_lazy("a credit code never has these characters"),
    "code_check": gettext_lazy("a character of the credit code is mistyped"),
}
NOTHING_FOUND = gettext_lazy(
    "No table was found: a list needs a header row with the name of the enterprise (企业名称, 工厂名称, 园区名称 …)."
)


def refusal_text(refused: FileRefused, file: str = "") -> str:
    """Why a file is not read, with the file and the place in it."""
    reason = str(REFUSALS[refused.fault]) % refused.values
    where = ", ".join(filter(None, (file, refused.place)))
    return _("%(where)s: %(reason)s") % {"where": where, "reason": reason} if where else reason


def problem_text(problem: Problem) -> str:
    """A problem of a row with the printed label of its column and what stands there."""
    text = str(PROBLEMS[problem.fault])
    value = f" ({problem.value})" if problem.value else ""
    return f"{problem.column}: {text}{value}" if problem.column else f"{text}{value}"
