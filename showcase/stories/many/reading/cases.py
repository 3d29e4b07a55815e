"""The cases of a workbook: each row of the sheet of cases with its effects and sources. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter

from showcase.lists.importing.reading.sheets import FileRefused, Sheet
from showcase.stories.many.reading.columns import CASES, EFFECTS, NOTES_SHEET, SOURCES, TERMS_SHEET, sheet_of
from showcase.stories.many.reading.lines import MAX_CASES, MAX_LINES, Fault, Line, ReadSheet, read_lines

LONGEST_TITLE = 255
_NAMES_A_CASE = frozenset({"number", "case"})


@dataclass(frozen=True, slots=True)
class Case:
    """A row of the sheet of cases, with the rows of effects and sources that name it."""

    line: Line
    effects: tuple[Line, ...] = ()
    sources: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def title(self) -> str:
        return self.line.flat("title")

    @property
    def key(self) -> str:
        """A hash of all that the case says, wherever in a file it is."""
        said = [_said(line) for line in (self.line, *self.effects, *self.sources)]
        return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


@dataclass(frozen=True, slots=True)
class ReadCases:
    """The cases of a workbook, and faults that belong to none of them."""

    cases: tuple[Case, ...] = ()
    faults: tuple[Fault, ...] = ()


def stored(case: Case) -> Any:
    """Return a case as plain lists and dictionaries, for JSON."""
    return _adapter().dump_python(case, mode="json", exclude_defaults=True)


def restored(plain: Any) -> Case:
    """Return a case that was stored as JSON."""
    return _adapter().validate_python(plain)


@cache
def _adapter() -> TypeAdapter[Case]:
    return TypeAdapter(Case)


def _said(line: Line) -> Mapping[str, str]:
    return {name: entry.text for name, entry in line.entries.items() if entry.text and name not in _NAMES_A_CASE}


def read_cases(sheets: Sequence[Sheet]) -> ReadCases:
    """Return the cases of a workbook; raises FileRefused where it has no sheet of cases, or too many rows."""
    kinds = {sheet.name: sheet_of(sheet.name) for sheet in sheets if not sheet.is_hidden}
    if CASES not in kinds.values():
        raise FileRefused("no_cases_sheet")
    read: dict[str, list[ReadSheet]] = defaultdict(list)
    faults = [*_unread(sheets)]
    for sheet in sheets:
        if kind := kinds.get(sheet.name, ""):
            read[kind].append(read_lines(sheet, kind, MAX_CASES if kind == CASES else MAX_LINES))
    cases = [line for one in read[CASES] for line in one.lines]
    if not cases and any(fault.code == "no_header" for one in read[CASES] for fault in one.faults):
        raise FileRefused("no_header")
    if not cases:
        raise FileRefused("no_cases")
    found = _Cases(cases)
    for kind in (EFFECTS, SOURCES):
        found.add(kind, [line for one in read[kind] for line in one.lines])
    faults += [fault for sheets_of in read.values() for one in sheets_of for fault in one.faults]
    return found.with_faults([*faults, *found.faults])


def _unread(sheets: Sequence[Sheet]) -> Iterator[Fault]:
    for sheet in sheets:
        if sheet.is_hidden and sheet.name != TERMS_SHEET:
            yield Fault("hidden_sheet", sheet.name)
        elif not sheet.is_hidden and sheet.rows and not sheet_of(sheet.name) and sheet.name != NOTES_SHEET:
            yield Fault("unread_sheet", sheet.name)


class _Cases:
    """Gives the rows of other sheets to the cases that they name: by number, by row where none has one, or by title."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._numbers: dict[str, int] = {}
        self._titles: dict[str, list[int]] = defaultdict(list)
        self._own: dict[int, list[Fault]] = defaultdict(list)
        self._below: dict[tuple[int, str], list[Line]] = defaultdict(list)
        self.faults: list[Fault] = []
        for at, line in enumerate(lines):
            self._titles[_squeezed(line.text("title"))].append(at)
            self._number(at, line)
            self._check(at, line)
        if not self._numbers:
            self._numbers = {str(line.row): at for at, line in enumerate(lines)}

    def _number(self, at: int, line: Line) -> None:
        number = line.flat("number")
        if number and self._numbers.setdefault(number, at) != at:
            self._own[at].append(line.fault("number", "number_twice", value=number, decides=True))

    def _check(self, at: int, line: Line) -> None:
        title = line.flat("title")
        if not title:
            self._own[at].append(line.fault("title", "no_title", decides=True))
        elif len(title) > LONGEST_TITLE:
            self._own[at].append(line.fault("title", "title_too_long", value=title, decides=True))
        if title and line.entry("title").is_merged:
            self._own[at].append(line.fault("title", "merged", value=title, decides=True))

    def add(self, kind: str, lines: Sequence[Line]) -> None:
        """Give these rows to their cases; a row that names none is a fault."""
        for line in lines:
            named = line.flat("case")
            places = [self._numbers[named]] if named in self._numbers else self._titles.get(_squeezed(named), [])
            if not named:
                self.faults.append(line.fault("case", "names_no_case"))
            elif len(places) != 1:
                code = "several_such_cases" if places else "no_such_case"
                self.faults.append(line.fault("case", code, value=named))
            else:
                self._below[places[0], kind].append(line)

    def with_faults(self, faults: Sequence[Fault]) -> ReadCases:
        """Return the cases; each has the faults of the cells of its own rows."""
        rest = list(faults)
        cases = []
        keys: Counter[str] = Counter()
        for at, line in enumerate(self._lines):
            below = {kind: tuple(self._below[at, kind]) for kind in (EFFECTS, SOURCES)}
            case = Case(line, below[EFFECTS], below[SOURCES])
            cells = {(one.sheet, entry.cell) for one in _lines_of(case) for entry in one.entries.values()}
            own = [fault for fault in rest if (fault.sheet, fault.cell) in cells]
            rest = [fault for fault in rest if fault not in own]
            if keys[case.key]:
                own.append(line.fault("title", "twice", value=case.title, decides=True))
            keys[case.key] += 1
            cases.append(replace(case, faults=(*self._own[at], *own)))
        return ReadCases(tuple(cases), tuple(rest))


def _lines_of(case: Case) -> tuple[Line, ...]:
    return (case.line, *case.effects, *case.sources)


def _squeezed(title: str) -> str:
    return "".join(title.split())
