"""The numbers a text states, as values: 1.7 万 and 17,000 are one, 6.5 GWh and 650万千瓦时 are one."""

import re
from collections.abc import Iterable
from decimal import Decimal

SCALES = {
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
    "兆瓦时": Decimal(1_000),
    "million": Decimal(1_000_000),
    "MWh": Decimal(1_000),
    "GWh": Decimal(1_000_000),
}
NUMBER = re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d+)((?:\.\d+)?)\s*(万|亿|兆瓦时|million|MWh|GWh)?")
# Names that hold digits and dates are no figures; `CO2e` and `scope 1` neither.
NAMES = re.compile(
    r"CO[2₂]|PAS 2060|ISO \d+|GB/T [\d-]+|scope 1|〔\d+〕\d+号|\d{1,2}月(?:\d{1,2}日)?|(?:19|20)\d\d"
    r"|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
)


def stated(text: str) -> set[Decimal]:
    """The values a text states, each number with the scale word that follows it."""
    return {
        Decimal(whole.replace(",", "") + fraction) * SCALES.get(scale, Decimal(1))
        for whole, fraction, scale in NUMBER.findall(NAMES.sub(" ", text))
    }


def allowed(texts: Iterable[str]) -> set[Decimal]:
    """The values that sources and effects state, with and without their scale word."""
    found: set[Decimal] = set()
    for text in texts:
        found |= stated(text) | {Decimal(w.replace(",", "") + f) for w, f, _ in NUMBER.findall(text)}
    return found
