"""The 30 real cases as collected: what the column of caveats says of their figures, the rules say too."""

import csv
import os
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from showcase.effects.plausibility.checking import check
from showcase.effects.plausibility.figures import Figure, StoryFigures
from tests.showcase.effects.plausibility.told import TODAY

SHARED = [parent / "shared/data/fujian" for parent in Path(__file__).parents[4:7]]
COLLECTED = next((folder for folder in SHARED if folder.exists()), SHARED[0])
pytestmark = pytest.mark.skipif(
    not COLLECTED.exists() and os.environ.get("CI") != "true", reason="reads ../shared, not part of the project"
)

# What a caveat says of numbers → the rules that must say it. The other caveats speak of no number: whose statement a
# figure is, of what scope, planned or old; rows say that in evidence, scope and period, and the page shows it.
CAVEATS = {
    "C01": {"carbon_and_electricity", "contradicting", "basis_missing"},  # four figure sets; 0.327 and 0.995 per kWh
    "C02": {"steam_and_coal"},  # 64 t of steam cannot match 78,000 tce
    "C04": {"indirect_pollutants"},  # SO2 and NOx imply that coal power is displaced
    "C05": {"coal_and_electricity", "full_load_hours"},  # 0.389 kgce/kWh; 4,700 × 585 W = 2.75 MW
    "C19": {"carbon_and_electricity"},  # 7.7 t/MWh cannot come from solar power alone
    "C22": {"basis_missing"},  # uses 0.1229 kgce/kWh
    "C24": {"full_load_hours", "price_implausible"},  # large: 110 GWh from 12 MW, 200,000 tce for CNY 45 million
    "C27": {"heated_area"},  # under construction: 22 million m²
}
WITHOUT_NUMBERS = {
    "C03": "Company statement",
    "C07": "Good qualitative case",
    "C10": "Group level, not site level",
    "C11": "Claim without number",
    "C12": "Units as reported",
    "C13": "Object type is a park, not a factory",
    "C14": "Object type is a park",
    "C15": "Planned values",
    "C16": "Listed provincial 2023, national by 2024",
    "C18": "Location within Fujian not stated in the source (* assumed)",
    "C21": "Budweiser also runs a 莆田 brewery",
    "C23": "Old but a complete investment case",
    "C28": "Capacity, not saving",
}
DIRECTIONS = {"avoided": "reduced", "reduced_by": "reduced", "payback": "level", "": "level"}
ENERGY = {"tce": "energy_saved", "kgce": "energy_saved", "tCO2": "co2_avoided", "kgCO2": "co2_avoided"}


@pytest.fixture(scope="module")
def cases() -> dict[str, dict[str, str]]:
    with (COLLECTED / "cases.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def found(cases: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """Case → rules, each once."""
    rows = defaultdict(list)
    with (COLLECTED / "cases_effects.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["case_id"]].append(row)
    return {code: sorted({one.rule for one in check(_story(case, rows[code]))}) for code, case in cases.items()}


def _story(case: dict[str, str], rows: list[dict[str, str]]) -> StoryFigures:
    return StoryFigures(
        figures=tuple(_figure(row) for row in rows if row["unit_norm"]),
        today=TODAY,
        techniques=frozenset(case["technique_codes"].split("|")),
        regions=frozenset({"350000"} if case["province"] == "福建" else ()),
        known_words=(case["what_was_done_en"], case["caveat"]),
        is_case=True,
    )


def _figure(row: dict[str, str]) -> Figure:
    unit, per = row["unit_norm"], {"year": "year", "day": "day"}.get(row["per"], "none")
    low, high = (Decimal(row[f"quantity_{end}"]) if row[f"quantity_{end}"] else None for end in ("low", "high"))
    return Figure(
        key=f"{row['case_id']}/{row['effect_no']}",
        quantity=_quantity(row),
        low=low,
        high=high,
        unit=unit.removesuffix("/a"),
        per=per,
        direction=DIRECTIONS.get(row["direction"], row["direction"]),
        scope=row["scope"],
        evidence=row["evidence"],
        period=row["period"] if re.fullmatch(r"\d{4}(-\d\d)?", row["period"]) else "",
        of_what=row["of_what_zh"],
        printed=row["quantity_text"],
    )


def _quantity(row: dict[str, str]) -> str:
    symbol, direction = row["unit_norm"].partition("/")[0], row["direction"]
    words = row["of_what_zh"] + row["quantity_text"]
    if direction in ("invested", "payback"):
        return {"invested": "investment"}.get(direction, direction)
    if symbol == "kWh":
        return "electricity_generated" if direction == "generated" else "electricity_saved"
    if symbol == "CNY" and direction == "saved":
        return "cost_saved"
    if re.search("二氧化硫|氮氧|sulfur|nitrogen", words):
        return "pollutant_reduced"
    return ENERGY.get(symbol, "other")


def test_every_caveat_is_sorted_here(cases: dict[str, dict[str, str]]) -> None:
    with_caveat = {code for code, row in cases.items() if row["caveat"]}
    assert with_caveat <= CAVEATS.keys() | WITHOUT_NUMBERS.keys()
    assert {code: cases[code]["caveat"] for code in WITHOUT_NUMBERS} == WITHOUT_NUMBERS


@pytest.mark.parametrize("code", CAVEATS)
def test_what_a_caveat_says_of_numbers_is_found(code: str, found: dict[str, list[str]]) -> None:
    assert set(found[code]) >= CAVEATS[code]


def test_hardly_anything_else_is(found: dict[str, list[str]]) -> None:
    further = [(code, rule) for code, rules in found.items() for rule in set(rules) - CAVEATS.get(code, set())]
    assert len(further) <= len(found) / 5, further
