"""A first English name for a unit whose own one nobody knows: pinyin, word by word."""

from __future__ import annotations

LONGEST = 255


def pinyin_name(name: str) -> str:
    """`ABB（厦门）示例纺织有限公司` → `ABB Xiamen Shili Fangzhi Youxian Gongsi`; signs go, Latin words stay."""
    import rjieba
    from pypinyin import lazy_pinyin

    words = ["".join(c for c in word if c.isalnum()) for word in rjieba.cut(name)]
    spelt = [word if word.isascii() else "".join(lazy_pinyin(word)) for word in words if word]
    return " ".join(word[:1].upper() + word[1:] for word in spelt)[:LONGEST]
