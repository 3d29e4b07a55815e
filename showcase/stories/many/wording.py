"""Texts of the import of many cases for editors, in the admin's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from showcase.lists.importing.deciding import Decision
from showcase.lists.importing.models import DECISION_LABELS
from showcase.lists.importing.reading.sheets import FileRefused
from showcase.lists.importing.rows.wording import PROBLEMS, REFUSALS
from showcase.stories.many.reading.lines import Fault

_ONLY_XLSX = gettext_lazy("The content of this file is no workbook (%(found)s): fill in the template and save as XLSX.")
_REFUSALS: Mapping[str, str | Promise] = {
    **REFUSALS,
    "not_workbook": _ONLY_XLSX,
    "other_kind": _ONLY_XLSX,
    "picture": _ONLY_XLSX,
    "old_word": _ONLY_XLSX,
    "macros": gettext_lazy("The file contains macros: save it as a plain XLSX."),
    "no_cases_sheet": gettext_lazy("There is no sheet 案例 (Cases): use the template."),
    "no_header": gettext_lazy("The sheet of cases has no header row with 标题 (Title): use the template."),
    "no_cases": gettext_lazy("The sheet of cases has no row below its header, besides examples."),
    "too_many_cases": gettext_lazy("The sheet has %(rows)s rows, at most %(most)s are read: split the file."),
}
_OF_LISTS = (
    *("code_of_another", "name_under_other_code", "name_differs"),
    *("code_is_number", "code_length", "code_alphabet", "code_check"),
)
FAULTS: Mapping[str, str | Promise] = {
    **{code: PROBLEMS[code] for code in _OF_LISTS},
    "formula": gettext_lazy("a formula, not a value: compare it with the source"),
    "hidden_sheet": gettext_lazy("this sheet is hidden and was not read: show it and upload again if it is needed"),
    "unread_sheet": gettext_lazy("this sheet is not one of the template and was not read"),
    "unknown_column": gettext_lazy("this column is not one of the template and was not read"),
    "column_twice": gettext_lazy("this column is there twice: the first one was read"),
    "example_filled": gettext_lazy(
        "the row is marked as an example and was not imported: write the number of the case in place of 示例"
    ),
    "number_twice": gettext_lazy("two cases have this number: effects and sources went to the first one"),
    "no_title": gettext_lazy("the title is missing: without one there is no draft"),
    "title_too_long": gettext_lazy("the title is longer than 255 characters: without a shorter one there is no draft"),
    "merged": gettext_lazy("the cell is merged with another row: unmerge it, one row is one case"),
    "twice": gettext_lazy("another row of the file says the same"),
    "names_no_case": gettext_lazy("the row does not say to which case it belongs: it was not read"),
    "no_such_case": gettext_lazy("no case has this number or title: the row was not read"),
    "several_such_cases": gettext_lazy("several cases have this title, write the number: the row was not read"),
    "no_enterprise": gettext_lazy("the enterprise is missing: choose one, or a draft without an enterprise"),
    "no_such_term": gettext_lazy("no term of the vocabulary is called so: it was left out"),
    "no_such_choice": gettext_lazy("this is none of the choices: it was left out"),
    "not_a_year": gettext_lazy("this is no year: it was left out"),
    "not_a_date": gettext_lazy("this is no date, write 2025, 2025-07 or 2025-07-01"),
    "not_an_address": gettext_lazy("this is no web address: it begins with http:// or https://"),
    "text_cut": gettext_lazy("too long for its field; left out"),
    "cites_no_source": gettext_lazy(
        "the text cites a source that the case does not have: the number stays in the text"
    ),
    "no_such_source": gettext_lazy("the case has no source with this number"),
    "source_twice": gettext_lazy("two sources of the case have this number: the second one got the next"),
    "source_incomplete": gettext_lazy("the field is empty: complete the source in the draft"),
    "effect_empty": gettext_lazy("the row has neither words of the source nor a number: it was left out"),
    "words_unread": gettext_lazy("no figure could be read whole: complete it in the draft"),
    "words_too_long": gettext_lazy("the words are too long to be read: complete the figure in the draft"),
    "words_differ": gettext_lazy("the words of the source say another figure; that of the column counts"),
    "value_unread": gettext_lazy("number and unit could not be read whole: complete them in the draft"),
    "made_before": gettext_lazy("a draft of the same row was made before"),
}
LABELS: Mapping[Decision, Any] = {
    **DECISION_LABELS,
    Decision.KEEP: gettext_lazy("draft without an enterprise"),
}


def refusal_text(refused: FileRefused, file: str) -> str:
    """Return why a file is refused, with its name and the place in it."""
    reason = str(_REFUSALS[refused.fault]) % refused.values
    where = ", ".join(filter(None, (file, refused.place)))
    return _("%(where)s: %(reason)s") % {"where": where, "reason": reason}


def fault_text(fault: Fault) -> str:
    """Return a fault with its sheet, cell and column, what the cell says, and what may have been meant."""
    where = " ".join(filter(None, (fault.sheet, fault.cell, fault.label)))
    value = f" ({fault.value})" if fault.value else ""
    said = _("%(where)s: %(reason)s") % {"where": where, "reason": f"{FAULTS[fault.code]}{value}"}
    if not fault.hints:
        return said
    return _("%(said)s. Perhaps: %(hints)s") % {"said": said, "hints": "; ".join(fault.hints)}
