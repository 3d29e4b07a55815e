"""Draws the card that programs show with a link to a page: 1200 × 630 pixels, as Open Graph recommends.

A machine without a font that has Chinese characters gets the card with our mark alone: boxes in place of words would be
worse than none.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from portal.charts.fonts import font, font_file
from portal.text.lines import lines_of

SIZE = (1200, 630)
PAPER, INK, SOFT, LEAF = "#fbfaf5", "#14211b", "#46564e", "#1c6b45"
MARGIN, WIDTH = 80, 1040
LINES = 4


def card(title: str, kicker: str, site: str) -> bytes:
    """Return a PNG with a title of at most four lines, what kind of page it is, and the name of the site."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 18), fill=LEAF)
    draw.rounded_rectangle((MARGIN, 500, MARGIN + 64, 564), radius=12, fill=LEAF)
    draw.arc((MARGIN + 14, 514, MARGIN + 50, 550), 180, 420, fill="#ffffff", width=5)
    if font_file()[0]:
        draw.text((MARGIN, 80), kicker, font=font(34), fill=LEAF)
        big = font(62)
        for number, line in enumerate(lines_of(title, big.getlength, WIDTH, LINES)):
            draw.text((MARGIN, 140 + number * 84), line, font=big, fill=INK)
        draw.text((MARGIN + 90, 510), site, font=font(38), fill=SOFT)
    file = io.BytesIO()
    image.quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()
