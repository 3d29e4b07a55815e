"""The fonts with Chinese characters that the machine has, for pictures drawn by the server; widths without any."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from PIL import ImageFont

# As in static/css/tokens.css: the first that the machine has, and which of its faces is for mainland China.
FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
)


@cache
def font_file() -> tuple[str, int]:
    """Return a font file and the number of its face; an empty name where the machine has none."""
    return next((font for font in FONTS if Path(font[0]).exists()), ("", 0))


@cache
def font(size: float) -> ImageFont.FreeTypeFont:
    """Return the font in a size in pixels; raises OSError where the machine has none."""
    name, face = font_file()
    return ImageFont.truetype(name, size, index=face)


def wide_estimate(text: str, size: float) -> float:
    """Return how wide a text is at most in pixels, whatever font a reader has."""
    return size * sum(map(_share, text))


def _share(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character.isupper() or character in "mw—%@":
        return 0.78
    return 0.34 if character in " .,;:'|!iljtfI()" else 0.6
