"""Read the process sketch of a story: ``sketch.svg`` with ``sketch.yaml`` beside it."""

from __future__ import annotations

from pathlib import Path

from showcase.demo.faults import Faults
from showcase.demo.records import SketchFacts
from showcase.demo.tables import Bilingual, read_table

_KEYS = {"alt", "caption", "credit", "licence"}
ALT_LENGTH = 500  # what a picture of the site holds
_BLANK = Bilingual("", "")


def read_sketch(folder: Path, faults: Faults) -> SketchFacts | None:
    """The sketch in ``folder``; ``None`` where there is none. A drawing without its words is a fault."""
    drawing, words = folder / "sketch.svg", folder / "sketch.yaml"
    if not drawing.exists() and not words.exists():
        return None
    if not drawing.exists():
        faults.add(drawing, 1, "the file is missing")
    table = read_table(words, faults)
    if table is None:
        return None
    table.only(_KEYS)
    alt = table.bilingual("alt", required=True) or _BLANK
    if max(len(alt.zh), len(alt.en)) > ALT_LENGTH:
        table.fault(f"the alternative text is longer than {ALT_LENGTH} characters", table.line_of("alt"))
    return SketchFacts(
        path=drawing,
        alt=alt,
        caption=table.bilingual("caption", required=True) or _BLANK,
        credit=table.text("credit"),
        licence=table.text("licence"),
    )
