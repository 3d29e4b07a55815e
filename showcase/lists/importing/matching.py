"""Finds the known enterprise that a row means: certain, likely, several, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz, process

from showcase.enterprises.names import Likeness, core_name, normal_name
from showcase.lists.importing.contradictions import names_agree
from showcase.lists.importing.rows.list_rows import ListRow, Problem
from showcase.lists.importing.rows.regions import RegionIndex

LIKE = 85  # per cent of characters that two cores share; one wrong character in eight
SHORTEST_CORE = 3
SHOWN = 5
RENAME = "rename"


class Match(StrEnum):
    """How a row was recognised, most certain first."""

    CREDIT_CODE = "credit_code"
    NAME = "name"
    FORMER_NAME = "former_name"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"
    CONTRADICTED = "contradicted"
    NONE = "none"


SURE = frozenset({Match.CREDIT_CODE, Match.NAME, Match.FORMER_NAME})


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """An enterprise we hold: `pk`, its name, former names, credit code (or empty) and region code.

    `more_codes`: of records merged into it. `printed`: names under which published lists print it.
    """

    pk: int
    name: str
    former_names: tuple[str, ...] = ()
    credit_code: str = ""
    region: str = ""
    more_codes: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.former_names, *self.printed)

    @property
    def codes(self) -> tuple[str, ...]:
        return (*filter(None, (self.credit_code,)), *self.more_codes)


@dataclass(frozen=True, slots=True)
class Finding:
    """How a row was recognised and as which enterprises (primary keys, most likely first; one if it is certain).

    `problem`: what a person should know about it.
    """

    match: Match
    enterprises: tuple[int, ...] = ()
    problem: Problem | None = None


class Matcher:
    """Finds rows among the known enterprises; made once per file."""

    def __init__(self, known: Iterable[KnownUnit], regions: RegionIndex) -> None:
        self._regions = regions
        self._known = {unit.pk: unit for unit in known}
        self._by_code = {code: unit.pk for unit in self._known.values() for code in unit.codes}
        self._by_name = _index((unit.name, unit.pk) for unit in self._known.values())
        self._by_former = _index((name, unit.pk) for unit in self._known.values() for name in unit.former_names)
        self._by_printed = _index((name, unit.pk) for unit in self._known.values() for name in unit.printed)
        self._cores = [(core_name(unit.name), unit.pk) for unit in self._known.values()]
        self._core_texts = [core for core, _pk in self._cores]
        self._all_cores = "\n".join(self._core_texts)

    def find(self, row: ListRow) -> Finding:
        """Return the enterprise of a row: by code, then by name and region, then by former names, then by likeness.

        A code and a name of different enterprises are a contradiction, whichever of them is known.
        """
        named = self._named(row)
        by_code = self._by_code.get(row.credit_code) if row.credit_code else None
        if by_code is not None:
            return self._by_known_code(row, by_code, named)
        if contradicting := self._under_other_codes(row):
            return self._contradicted("name_under_other_code", contradicting, self._codes_of(contradicting))
        formerly = self._formerly(row)
        if named and formerly and set(named) != set(formerly):
            return Finding(Match.AMBIGUOUS, tuple(dict.fromkeys((*named, *formerly))))
        if found := named or formerly:
            return self._decided(row, found, Match.NAME if named else Match.FORMER_NAME)
        printed = self._possible(row, self._by_printed.get(normal_name(row.name), ()))
        likely = printed or self._alike(row)
        return Finding(Match.LIKELY, likely) if likely else Finding(Match.NONE)

    def _by_known_code(self, row: ListRow, by_code: int, named: tuple[int, ...]) -> Finding:
        others = [pk for pk in named if pk != by_code and not self._known[pk].codes]
        if others:
            return Finding(Match.AMBIGUOUS, (by_code, *others))
        unit = self._known[by_code]
        match names_agree(row, unit.names) if row.name else Likeness.SAME:
            case Likeness.SAME:
                return Finding(Match.CREDIT_CODE, (by_code,))
            case Likeness.ALIKE:
                return Finding(Match.CREDIT_CODE, (by_code,), Problem("name_differs", value=unit.name))
        elsewhere = (pk for pk in self._called(row.name) if pk != by_code)
        return self._contradicted("code_of_another", (by_code, *elsewhere), unit.name)

    def _under_other_codes(self, row: ListRow) -> tuple[int, ...]:
        """Return enterprises with the row's current name, if all have another credit code than the row."""
        found = self._by_name.get(normal_name(row.name), ()) if row.credit_code and row.name else ()
        return () if any(not self._known[pk].codes for pk in found) else found

    def _codes_of(self, units: tuple[int, ...]) -> str:
        return "、".join(code for pk in units for code in self._known[pk].codes)

    @staticmethod
    def _contradicted(fault: str, units: tuple[int, ...], value: str) -> Finding:
        return Finding(Match.CONTRADICTED, units, Problem(fault, value=value, severity="decide"))

    def named(self, row: ListRow) -> tuple[int, ...]:
        """Return all enterprises that the row certainly names: by credit code, by its name or its former name.

        One with the former name may have another credit code: that is what a renaming reports.
        """
        by_code = self._by_code.get(row.credit_code) if row.credit_code else None
        now = self._possible(row, self._called(row.name))
        formerly = self._called(row.former_name) if row.former_name else ()
        near = (pk for pk in (*now, *formerly) if self._is_near(row, pk))
        return tuple(dict.fromkeys((*(() if by_code is None else (by_code,)), *near)))

    def with_doubts(self, row: ListRow) -> ListRow:
        """Return the row, with a problem where it reports a renaming and names more than one enterprise."""
        if not (row.former_name or row.action == RENAME):
            return row
        named = self.named(row)
        if len(named) < 2:
            return row
        names = "、".join(self._known[pk].name for pk in named)
        return replace(row, problems=(*row.problems, Problem("two_units", value=names)))

    def _called(self, name: str) -> tuple[int, ...]:
        key = normal_name(name)
        return tuple(dict.fromkeys((*self._by_name.get(key, ()), *self._by_former.get(key, ()))))

    def _decided(self, row: ListRow, found: tuple[int, ...], match: Match) -> Finding:
        near = tuple(pk for pk in found if self._is_near(row, pk))
        if len(near) == 1:
            return Finding(match, near)
        if len(found) == 1:
            return Finding(Match.LIKELY, found)
        return Finding(Match.AMBIGUOUS, near or found)

    def _named(self, row: ListRow) -> tuple[int, ...]:
        return self._possible(row, self._by_name.get(normal_name(row.name), ()))

    def _formerly(self, row: ListRow) -> tuple[int, ...]:
        """Return enterprises that had the printed name before, or have or had the row's former name."""
        found = [*self._by_former.get(normal_name(row.name), ())]
        if row.former_name:
            former = normal_name(row.former_name)
            found += [*self._by_name.get(former, ()), *self._by_former.get(former, ())]
        return self._possible(row, tuple(dict.fromkeys(found)))

    def _alike(self, row: ListRow) -> tuple[int, ...]:
        core = core_name(row.name)
        if len(core) < SHORTEST_CORE:
            return ()
        places = [place for _text, _score, place in process.extract(
            core, self._core_texts, scorer=fuzz.ratio, score_cutoff=LIKE, limit=SHOWN
        )]  # fmt: skip
        if core in self._all_cores:
            places += [place for place, text in enumerate(self._core_texts) if core in text][:SHOWN]
        found = self._possible(row, tuple(dict.fromkeys(self._cores[place][1] for place in places)))
        return tuple(pk for pk in found if self._is_near(row, pk))[:SHOWN]

    def _possible(self, row: ListRow, found: tuple[int, ...]) -> tuple[int, ...]:
        """Leave out enterprises whose credit code is known to be another one."""
        if not row.credit_code:
            return found
        return tuple(pk for pk in found if not self._known[pk].codes or row.credit_code in self._known[pk].codes)

    def _is_near(self, row: ListRow, pk: int) -> bool:
        return self._regions.are_near(row.region, self._known[pk].region)


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for name, pk in pairs:
        key = normal_name(name)
        if pk not in found[key]:
            found[key].append(pk)
    return {name: tuple(pks) for name, pks in found.items()}
