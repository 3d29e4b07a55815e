"""The bounds that figures are compared with, each with its source, from `bounds.csv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

BOUNDS_FILE = Path(__file__).with_name("bounds.csv")


@dataclass(frozen=True)
class Bound:
    """One row of bounds.csv: from `low` to `high` in `unit`; None where there is no bound on that side.

    `source_zh`, `source_en`: the standard, document or law of physics; “our bound”, “our assumption” where it is the
    portal's own, chosen so wide that only a mistake lies outside.
    """

    code: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    source_zh: str
    source_en: str

    def holds(self, value: Decimal, tolerance: Decimal = Decimal(0)) -> bool:
        """Say whether `value` is inside; `tolerance` widens both ends, as a share (0.05 is five per cent)."""
        above = self.low is None or value >= self.low * (1 - tolerance)
        return above and (self.high is None or value <= self.high * (1 + tolerance))

    def source(self, language: str) -> str:
        """Return the source in Chinese (`zh…`) or English."""
        return self.source_zh if language.startswith("zh") else self.source_en


@cache
def bounds() -> Mapping[str, Bound]:
    """Return all bounds by code."""
    with BOUNDS_FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _bound(row) for row in csv.DictReader(file)}


def upper(code: str) -> Decimal:
    """Return the upper end of a bound that has one."""
    high = bounds()[code].high
    if high is None:
        raise ValueError(f"{code} has no upper end in bounds.csv")
    return high


def _bound(row: dict[str, str]) -> Bound:
    low, high = (Decimal(row[name]) if row[name] else None for name in ("low", "high"))
    return Bound(row["code"], low, high, row["unit"], row["source_zh"], row["source_en"])
