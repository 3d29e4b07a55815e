"""Breaks a text into lines of a picture, whose widths are known."""

from __future__ import annotations

from collections.abc import Callable


def lines_of(text: str, width_of: Callable[[str], float], width: float, most: int) -> list[str]:
    """Return the text in at most so many lines of this width; the last one ends with … where not all fits.

    A Latin word is kept whole where a line can hold it; Chinese breaks anywhere, but no line begins with punctuation.
    """
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most:
        end = _line_end(rest, width_of, width)
        if len(lines) == most - 1 and end < len(rest):
            while end and width_of(f"{rest[:end].rstrip()}…") > width:
                end -= 1
            return [*lines, f"{rest[:end].rstrip()}…"]
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return lines


def _line_end(text: str, width_of: Callable[[str], float], width: float) -> int:
    end = len(text)
    while end > 1 and width_of(text[:end]) > width:
        end -= 1
    if end == len(text):
        return end
    whole = end
    while whole > 1 and _splits_word(text[whole - 1], text[whole]):
        whole -= 1
    if whole > 1:
        end = whole
    return end - 1 if end > 1 and text[end] in _NEVER_FIRST else end


_NEVER_FIRST = "，。、；：！？）》〉」』】”’,.;:!?)%"


def _splits_word(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and not before.isspace() and not after.isspace()
