"""Where the lines of a Chinese title may end: between words, so that no word is torn.

Browsers break Chinese anywhere. A `<wbr>` says where a line may end, and the style of `worded` forbids all other
places between characters. Latin words and numbers are never broken, nor a number from the unit behind it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import rjieba
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_HAN = re.compile(r"[㐀-鿿]")
_OPENS = ("【", "《", "（", "「")
_SHORTEST = 8
"""Han characters that fit a line of the narrowest telephone in the largest title."""
_BEFORE = frozenset("与和及或在从由对把用向为以")
"""Single characters that may begin a line; others belong to the word before them."""


def with_word_breaks(title: str) -> SafeString:
    """Return a title whose lines end between words; a full-width bracket that opens it begins at the edge.

    A title that is HTML already, with its hits marked, stays as it is.
    """
    return title if isinstance(title, SafeString) else _broken(title)


@lru_cache(maxsize=4096)
def _broken(title: str) -> SafeString:
    if len(_HAN.findall(title)) <= _SHORTEST:
        return _placed(escape(title), title)
    words = rjieba.cut(title)
    parts: list[str] = [escape(words[0])]
    for before, word in pairwise(words):
        parts.append(f"<wbr>{escape(word)}" if _may_break(before, word) else escape(word))
    worded = mark_safe("".join(parts))  # noqa: S308 - escaped above
    return _placed(format_html('<span class="worded">{}</span>', worded), title)


def _may_break(before: str, word: str) -> bool:
    """Say whether a line may end between two words; beside punctuation the browser knows."""
    if not (_HAN.match(before[-1:]) and _HAN.match(word)):
        return False
    return len(word) > 1 or word in _BEFORE


def _placed(shown: SafeString, title: str) -> SafeString:
    """Return the title with the blank half of its first character outside of the column."""
    return format_html('<span class="opens">{}</span>', shown) if title.startswith(_OPENS) else shown
