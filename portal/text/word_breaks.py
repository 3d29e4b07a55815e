"""Where the lines of a Chinese title may end: between words, so that no word is torn.

Browsers break Chinese anywhere. A `<wbr>` says where a line may end, and the style of `worded` forbids all other
places between characters. Latin words and numbers are never broken, nor a number from the unit behind it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_HAN = re.compile(r"[㐀-鿿]")
_ENDS = re.compile(r"[㐀-鿿]{2}$")
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
    parts = [""]
    for word in rjieba.cut(title):
        if _may_break(parts[-1], word):
            parts.append(word)
        else:
            parts[-1] += word
    worded = format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))
    return _placed(format_html('<span class="worded">{}</span>', worded), title)


def _may_break(line: str, word: str) -> bool:
    """Say whether `line` may end before `word`; beside punctuation the browser knows.

    It ends with two Chinese characters at least: a single one, such as a verb, belongs to the word behind it.
    """
    return bool(_ENDS.search(line) and _HAN.match(word)) and (len(word) > 1 or word in _BEFORE)


def _placed(shown: SafeString, title: str) -> SafeString:
    """Return the title with the blank half of its first character outside of the column."""
    return format_html('<span class="opens">{}</span>', shown) if title.startswith(_OPENS) else shown
