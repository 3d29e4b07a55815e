"""Fills in the English of texts that need no translator: numbers, dates, codes, standards and terms of the glossary.

What a text is in English is either known for certain or not said; a suggestion is marked as one until somebody saves
it. Other apps register what they know: units, terms of a vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from portal.text.chinese_text import han_count
from portal.text.dates import PartialDate, PartialDateError, format_date

Known = Callable[[Collection[str]], Mapping[str, str]]
"""Chinese texts → the English of those that it knows; the texts have no markup and no spaces around."""

_known: dict[str, Known] = {}

_DATE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_WIDE = str.maketrans("（），：；％／＋－～—　", "(),:;%/+-~– ")
_PUNCTUATION = re.compile(r"\s+")


def register(name: str, known: Known) -> None:
    """Add a source of English; `name` is permanent, and the sources are asked in the order of their registration."""
    _known[name] = known


def suggested(texts: Collection[str]) -> dict[str, str]:
    """Return Chinese → English of the texts that need no translator."""
    asked = {text: text.strip() for text in texts if text.strip()}
    found: dict[str, str] = {}
    for known in _known.values():
        left = {text: plain for text, plain in asked.items() if text not in found}
        if left:
            english = known(set(left.values()))
            found.update({text: english[plain] for text, plain in left.items() if english.get(plain)})
    return found


def unchanged(texts: Collection[str]) -> dict[str, str]:
    """Return texts without Chinese characters: numbers, credit codes, standards (GB/T 36132-2018), addresses.

    Only punctuation of double width is replaced.
    """
    return {text: _narrow(text) for text in texts if not han_count(text)}


def _narrow(text: str) -> str:
    return _PUNCTUATION.sub(" ", text.translate(_WIDE)).strip()


def dates(texts: Collection[str]) -> dict[str, str]:
    """Return dates as they are written in English: 2024年5月 → May 2024."""
    found = {}
    for text in texts:
        match = _DATE.fullmatch(text)
        if match is None:
            continue
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            found[text] = format_date(PartialDate(year or 0, month, day), "en")
        except PartialDateError:
            continue
    return found


register("unchanged", unchanged)
register("dates", dates)
