"""Reads the vocabulary from its files in `data/`: pure, typed, in the order of the files.

Every reader raises VocabularyError with file, row and column. Names are tuples; an empty English name is "".
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from showcase.vocabulary.choices import IndustryLevel, RegionKind
from showcase.vocabulary.rows import Row, coded_rows, read_rows

DATA = Path(__file__).with_name("data")

GB_LEVELS = tuple(level for level in IndustryLevel if level is not IndustryLevel.GROUP)

_CROSS = "cross"  # a process of every industry


@dataclass(frozen=True)
class TermRow:
    """What every term has: a permanent code, its names, the words people use for it."""

    code: str
    zh: str
    en: str
    aliases_zh: tuple[str, ...]
    aliases_en: tuple[str, ...]


@dataclass(frozen=True)
class IndustryGroupRow(TermRow):
    """One of the thirteen industry groups that the portal uses: `G01` … `G13`."""


@dataclass(frozen=True)
class IndustryRow(TermRow):
    """A term of GB/T 4754-2017: `C`, `C17`, `C171`, `C1713`; `parent` is empty for sections.

    `isic` (Rev. 4) and `nace` (Rev. 2): filled for manufacturing divisions, as text ("15 (fur clothing: 14)").
    `industry_group`: filled only where the grouping names the row: divisions, sections, overrides.
    """

    parent: str
    level: IndustryLevel
    isic: str
    nace: str
    industry_group: str


@dataclass(frozen=True)
class TechniqueRow(TermRow):
    """A group (`T02`, empty `parent`) or a technique (`T02.01`).

    `ambiguous`: those of its aliases that also mean other things: the search offers them and never expands them. The
    definitions are the portal's own general explanation, empty where none is written.
    """

    parent: str
    ambiguous: tuple[str, ...]
    definition_zh: str
    definition_en: str


@dataclass(frozen=True)
class ProcessRow(TermRow):
    """A machine, step, utility or material, for the search only. `industries`: codes, empty: every industry."""

    kind: str
    industries: tuple[str, ...]
    ambiguous: bool
    note: str


@dataclass(frozen=True)
class RegionRow(TermRow):
    """A region with a six-digit code; `parent`: the one above it here, empty for provinces."""

    parent: str
    kind: RegionKind
    note: str


@dataclass(frozen=True)
class GoalRow:
    """One of the five goals of GB/T 36132 in its version of 2018 or 2025; `weight` of 100, None in 2018."""

    code: str
    version: int
    order: int
    zh: str
    en: str
    weight: int | None


@dataclass(frozen=True)
class CatalogueRow:
    """A national catalogue of technologies; `edition`: its year or batch, empty where not stated."""

    code: str
    zh: str
    en: str
    edition: str
    aliases_zh: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammeRow:
    """What a list is about."""

    code: str
    zh: str
    en: str
    note: str


@dataclass(frozen=True)
class LevelRow:
    """A level of lists; `rank` 1 is the lowest."""

    code: str
    rank: int
    zh: str
    en: str


def read_industry_groups(folder: Path = DATA) -> tuple[IndustryGroupRow, ...]:
    """Read the thirteen industry groups."""
    return tuple(IndustryGroupRow(**_term(row)) for row in coded_rows(folder / "industry_groups.csv"))


def read_industries(folder: Path = DATA) -> tuple[IndustryRow, ...]:
    """Read GB/T 4754-2017, parents before children; sections and divisions must have English names."""
    groups = {group.code for group in read_industry_groups(folder)}
    found: dict[str, IndustryRow] = {}
    for row in coded_rows(folder / "industries.csv"):
        level = IndustryLevel(row.choice("level", GB_LEVELS))
        industry = IndustryRow(
            **_term(row, english_required=level in {IndustryLevel.SECTION, IndustryLevel.DIVISION}),
            parent=row.reference("parent", found),
            level=level,
            isic=row.optional("isic"),
            nace=row.optional("nace"),
            industry_group=row.reference("industry_group", groups),
        )
        found[industry.code] = industry
    return tuple(found.values())


def read_techniques(folder: Path = DATA) -> tuple[TechniqueRow, ...]:
    """Read technique groups and techniques with their definitions, groups before their techniques."""
    definitions = {row.text("code"): row for row in coded_rows(folder / "definitions.csv")}
    found: dict[str, TechniqueRow] = {}
    for row in coded_rows(folder / "techniques.csv"):
        definition = definitions.pop(row.text("code"), None)
        technique = TechniqueRow(
            **_term(row),
            parent=row.reference("parent", found),
            ambiguous=row.names("ambiguous"),
            definition_zh=definition.text("zh") if definition else "",
            definition_en=definition.text("en") if definition else "",
        )
        if not set(technique.ambiguous) <= {*technique.aliases_zh, *technique.aliases_en}:
            raise row.fault("ambiguous", "names what is not among the aliases")
        found[technique.code] = technique
    for row in definitions.values():
        raise row.fault("code", f"unknown technique {row.text('code')!r}")
    return tuple(found.values())


def read_processes(folder: Path = DATA) -> tuple[ProcessRow, ...]:
    """Read processes and machines; their industries must be codes of industries.csv."""
    industries = {industry.code for industry in read_industries(folder)}
    return tuple(
        ProcessRow(
            **_term(row),
            kind=row.text("kind"),
            industries=_process_industries(row, industries),
            ambiguous=row.choice("ambiguous", ("yes", "no")) == "yes",
            note=row.optional("note"),
        )
        for row in coded_rows(folder / "processes.csv")
    )


def read_regions(folder: Path = DATA) -> tuple[RegionRow, ...]:
    """Read the regions, parents before children."""
    found: dict[str, RegionRow] = {}
    for row in coded_rows(folder / "regions.csv"):
        region = RegionRow(
            **_term(row),
            parent=row.reference("parent", found),
            kind=RegionKind(row.choice("kind", tuple(RegionKind))),
            note=row.optional("note"),
        )
        found[region.code] = region
    return tuple(found.values())


def read_goals(folder: Path = DATA) -> tuple[GoalRow, ...]:
    """Read both versions of the five goals."""
    return tuple(
        GoalRow(
            row.text("code"),
            row.number_in("version"),
            row.number_in("order"),
            row.text("zh"),
            row.text("en"),
            row.number_in("weight") if row.optional("weight") else None,
        )
        for row in coded_rows(folder / "goals.csv")
    )


def read_goal_mapping(folder: Path = DATA) -> tuple[tuple[str, str], ...]:
    """Read pairs of a goal's code of 2018 and one of its successors of 2025."""
    goals = {goal.code for goal in read_goals(folder)}
    rows = read_rows(folder / "goal_mapping.csv")
    return tuple((row.choice("old", goals), row.choice("new", goals)) for row in rows)


def read_catalogues(folder: Path = DATA) -> tuple[CatalogueRow, ...]:
    """Read the national catalogues."""
    return tuple(
        CatalogueRow(row.text("code"), row.text("zh"), row.text("en"), row.optional("edition"), row.names("aliases_zh"))
        for row in coded_rows(folder / "catalogues.csv")
    )


def read_programmes(folder: Path = DATA) -> tuple[ProgrammeRow, ...]:
    """Read the programmes."""
    return tuple(
        ProgrammeRow(row.text("code"), row.text("zh"), row.text("en"), row.optional("note"))
        for row in coded_rows(folder / "programmes.csv")
    )


def read_levels(folder: Path = DATA) -> tuple[LevelRow, ...]:
    """Read the levels, lowest first."""
    return tuple(
        LevelRow(row.text("code"), row.number_in("rank"), row.text("zh"), row.text("en"))
        for row in coded_rows(folder / "levels.csv")
    )


def _term(row: Row, *, english_required: bool = True) -> dict[str, Any]:
    return {
        "code": row.text("code"),
        "zh": row.text("zh"),
        "en": row.text("en") if english_required else row.optional("en"),
        "aliases_zh": row.names("aliases_zh"),
        "aliases_en": row.names("aliases_en"),
    }


def _process_industries(row: Row, known: Collection[str]) -> tuple[str, ...]:
    codes = row.names("industries")
    if codes == (_CROSS,):
        return ()
    for code in codes:
        if code not in known:
            raise row.fault("industries", f"unknown industry {code!r}")
    return codes
