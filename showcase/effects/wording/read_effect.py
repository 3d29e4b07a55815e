"""What a reader finds: an effect as a text states it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from showcase.choices import Evidence
from showcase.effects.choices import Direction, Per, Quantity

YEARLY = re.compile(
    r"每年|全年|一年|年均|年平均|去年|今年|(?<![0-9一二两三四五六七八九十几多近历往])年(?!代|限|份|底|初|末|级|轮)"
    r"|年年|a year|per year|annual|yearly|every year",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ReadEffect:
    """An effect as a text states it.

    `printed` = text[start:end], the words that were read. `low`, `high`: in `unit`, a symbol of units.csv; `low` alone:
    at least (以上, 余, more than), `high` alone: at most; 约 and 近 leave the number as it is. `before`, `after`: of
    由38降至21, where `low` and `high` are the value reached and `direction` is level. `per`: none for a total, a price
    or a share. `period`: 2023, 2023-07 or 2023-07-01. None: the words do not say.
    """

    printed: str
    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str
    quantity: Quantity | None = None
    per: Per | None = None
    period: str | None = None
    direction: Direction | None = None
    evidence: Evidence | None = None
    of_what: str | None = None
    before: Decimal | None = None
    after: Decimal | None = None
