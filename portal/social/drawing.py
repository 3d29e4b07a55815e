"""Draws the card that programs show with a link to a page: 1200 × 630 pixels, as Open Graph recommends.

A machine without a font that has Chinese characters gets the card with our mark alone: boxes in place of words would be
worse than none.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, SOFT, LEAF = "#fbfaf5", "#14211b", "#46564e", "#1c6b45"
MARGIN, WIDTH = 80, 1040
LINES = 4
# As in static/css/tokens.css: the first that the machine has.
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)


def card(title: str, kicker: str, site: str) -> bytes:
    """Return a PNG with a title of at most four lines, what kind of page it is, and the name of the site."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 18), fill=LEAF)
    draw.rounded_rectangle((MARGIN, 500, MARGIN + 64, 564), radius=12, fill=LEAF)
    draw.arc((MARGIN + 14, 514, MARGIN + 50, 550), 180, 420, fill="#ffffff", width=5)
    font = _font_file()
    if font:
        draw.text((MARGIN, 80), kicker, font=_font(font, 34), fill=LEAF)
        big = _font(font, 62)
        for number, line in enumerate(lines_of(title, big.getlength, WIDTH, LINES)):
            draw.text((MARGIN, 140 + number * 84), line, font=big, fill=INK)
        draw.text((MARGIN + 90, 510), site, font=_font(font, 38), fill=SOFT)
    file = io.BytesIO()
    image.quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


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


@cache
def _font_file() -> str:
    return next((name for name in FONTS if Path(name).exists()), "")


@cache
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size)
