"""Names in pinyin: a first English name for a unit whose own one is unknown, and the order of names from A to Z."""

from __future__ import annotations

from functools import cache

LONGEST = 255
# Read so in nearly all names of places, otherwise than alone: Xiamen, Changle.
_IN_PLACES = {"厦": "xia", "长": "chang"}


def pinyin_name(name: str) -> str:
    """Return `ABB Xiamen Shili Fangzhi Youxian Gongsi` for `ABB（厦门）示例纺织有限公司`, without signs."""
    import rjieba  # heavy: reads its dictionary
    from pypinyin import lazy_pinyin  # as above

    words = ["".join(c for c in word if c.isalnum()) for word in rjieba.cut(name)]
    spelt = [word if word.isascii() else "".join(lazy_pinyin(word)) for word in words if word]
    return " ".join(word[:1].upper() + word[1:] for word in spelt)[:LONGEST]


def alphabetical(name_zh: str, name_en: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the key that sorts names from A to Z: Chinese ones by pinyin, and the English ones under /en/.

    Characters of one sound stay together. Each character is read alone, because reading whole names takes a thousand
    times as long.
    """
    name = name_en if language == "en" and name_en else name_zh
    return tuple(_sound(sign) for sign in name.casefold() if sign.isalnum() or sign == " ")


@cache
def _sound(sign: str) -> tuple[str, str]:
    from pypinyin import lazy_pinyin  # as above

    return _IN_PLACES.get(sign) or lazy_pinyin(sign)[0], sign
