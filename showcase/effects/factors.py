"""Conversion factors, each dated and cited, from `factors.csv`.

Only these turn an amount of energy into coal equivalent (tce). There is no factor from coal equivalent to CO2 and there
must never be one: without the energy carrier it cannot be computed. A yearly factor (the coal rate of power supply, a
grid's CO2 factor) becomes a row of its own with the years it applies to and the announcement that published it.
"""

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, cast

from showcase.effects.choices import CoalBasis

FACTORS_FILE = Path(__file__).with_name("factors.csv")

PHYSICAL_ELECTRICITY = "GBT2589-2020-electricity-physical"
STANDARD_COAL = "GBT2589-2020-standard-coal"

Carrier = Literal["electricity", "energy"]


@dataclass(frozen=True)
class Factor:
    """One row of factors.csv.

    `value` is in `unit`, an expression of symbols of units.csv (`kgce/kWh`, `GJ/tce`). `basis`: physical 当量值 or
    equivalent 等价值. It applies from `applies_from` to `applies_to` (None = still in force), and is cited as
    `document` of `publisher_zh` / `publisher_en`, published on `published_on`.
    """

    code: str
    carrier: Carrier
    basis: CoalBasis
    value: Decimal
    unit: str
    applies_from: dt.date
    applies_to: dt.date | None
    publisher_zh: str
    publisher_en: str
    document: str
    published_on: dt.date


@cache
def factors() -> Mapping[str, Factor]:
    """Return all factors by code."""
    with FACTORS_FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _factor(row) for row in csv.DictReader(file)}


def _factor(row: dict[str, str]) -> Factor:
    return Factor(
        code=row["code"],
        carrier=cast(Carrier, row["carrier"]),
        basis=CoalBasis(row["basis"]),
        value=Decimal(row["value"]),
        unit=row["unit"],
        applies_from=dt.date.fromisoformat(row["applies_from"]),
        applies_to=dt.date.fromisoformat(row["applies_to"]) if row["applies_to"] else None,
        publisher_zh=row["publisher_zh"],
        publisher_en=row["publisher_en"],
        document=row["document"],
        published_on=dt.date.fromisoformat(row["published_on"]),
    )
