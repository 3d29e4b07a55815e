"""Separates the current and the former name that a list prints in one cell."""

from __future__ import annotations

import re

from showcase.enterprises.names import core_name, normal_name

__all__ = ["core_name", "normal_name", "split_former_name"]

_FORMER = re.compile(r"[(\[](?:原企业名称|原名称?|原|曾用名|更名前|前身)[为是:：]*\s*([^)\]]{4,})[)\]]")


def split_former_name(text: str) -> tuple[str, str]:
    """Split `甲公司（原名：乙公司）` into (`甲公司`, `乙公司`); the second is empty where none is printed."""
    halved = text.replace("（", "(").replace("）", ")").replace("：", ":")
    found = _FORMER.search(halved)
    if found is None:
        return text, ""
    return (text[: found.start()] + text[found.end() :]).strip(), found[1].strip()
