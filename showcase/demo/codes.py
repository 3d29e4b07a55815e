"""The closed sets of codes in content files, and the codes the vocabulary defines."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("zh-hans", "en")
KINDS = ("case", "technology", "practice")
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "case": (
        "background",
        "practices",
        "results",
        "transfer",
        "limits",
        "lessons",
        "missing",
    ),
    "technology": (
        "principle",
        "fits",
        "not_fits",
        "figures",
        "measure_first",
        "mistakes",
        "missing",
    ),
    "practice": ("what", "how", "examples", "start", "limits", "missing"),
}
MISSING = "missing"
CASE_STANDINGS = ("listed", "proposed", "press_statement", "reference")
COMPILED = "compiled"
DEPTHS = ("full", "short", "lead")
SCOPES = ("measure", "project", "site", "group", "park")
EVIDENCE = (
    "verified",
    "metered",
    "company_statement",
    "estimated",
    "design_or_expected",
)
QUANTITIES = (
    "energy_saved",
    "electricity_saved",
    "electricity_generated",
    "co2_avoided",
    "water_saved",
    "water_reused",
    "water_intensity",
    "heat_recovered",
    "material_saved",
    "waste_used",
    "pollutant_reduced",
    "investment",
    "cost_saved",
    "payback",
    "share",
    "capacity",
    "other",
)
DIRECTIONS = (
    "saved",
    "reduced",
    "generated",
    "reused",
    "recovered",
    "increased",
    "level",
    "invested",
)
PERIODS = ("year", "day", "unit", "none")
ENERGY_BASES = ("physical", "equivalent")
SOURCE_KINDS = ("press", "official", "company", "standard", "literature", "supplier")
LIST_KINDS = ("proposal", "final", "adjustment")
ENTRY_ACTIONS = ("list", "remove", "rename", "reverify", "suspend", "expire")
LIST_BASES = ("official_file", "official_page", "press")
COVERAGES = ("complete", "partial", "unknown")


@dataclass(frozen=True)
class KnownCodes:
    """The codes a file may use, from the project's vocabulary, and the unit symbols."""

    industries: frozenset[str]
    techniques: frozenset[str]
    processes: frozenset[str]
    regions: frozenset[str]
    goals: frozenset[str]
    programmes: frozenset[str]
    levels: frozenset[str]
    units: frozenset[str]


_VOCABULARY_FILES = (
    "techniques",
    "processes",
    "regions",
    "goals",
    "programmes",
    "levels",
)


def known_codes(vocabulary: Path, units: Iterable[str]) -> KnownCodes:
    """The codes of the ``code`` column of each vocabulary file in the folder, with unit symbols."""
    return KnownCodes(
        industries=_codes(vocabulary / "industries.csv") | _codes(vocabulary / "industry_groups.csv"),
        **{name: _codes(vocabulary / f"{name}.csv") for name in _VOCABULARY_FILES},
        units=frozenset(units),
    )


def _codes(path: Path) -> frozenset[str]:
    with path.open(encoding="utf-8-sig", newline="") as rows:
        return frozenset(row["code"] for row in csv.DictReader(rows))
