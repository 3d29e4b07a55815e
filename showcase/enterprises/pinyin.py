"""Makes a first English name, in pinyin, for a unit whose own English name is unknown."""

from __future__ import annotations

LONGEST = 255


def pinyin_name(name: str) -> str:
    """Return `ABB Xiamen Shili Fangzhi Youxian Gongsi` for `ABB（厦门）示例纺织有限公司`, without signs."""
    import rjieba  # heavy: reads its dictionary
    from pypinyin import lazy_pinyin  # as above

    words = ["".join(c for c in word if c.isalnum()) for word in rjieba.cut(name)]
    spelt = [word if word.isascii() else "".join(lazy_pinyin(word)) for word in words if word]
    return " ".join(word[:1].upper() + word[1:] for word in spelt)[:LONGEST]
