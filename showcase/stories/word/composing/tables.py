"""Turns a table of a Word file into a caption, a header row and rows of plain texts."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.stories.word.composing.texts import flat
from showcase.stories.word.reading.document import Block, Cell

_DEEPEST_HEADER = 3  # rows


@dataclass(frozen=True, slots=True)
class PlainTable:
    """All rows have the length of the header. `caption` is empty where the table states none."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plain_table(block: Block) -> PlainTable:
    """Return the table with merged cells repeated in every row they cover, and a header of several rows as one.

    A first row that is one cell across all columns is the caption.
    """
    rows = list(block.rows)
    caption = ""
    if len(rows) > 1 and _is_across(rows[0]):
        caption = flat(rows.pop(0)[0].spans)
    depth = _header_depth(rows)
    header = tuple(_joined([row[column] for row in rows[:depth]]) for column in range(len(rows[0])))
    return PlainTable(caption, header, tuple(tuple(_shown(cell) for cell in row) for row in rows[depth:]))


def _is_across(row: tuple[Cell, ...]) -> bool:
    return len(row) > 1 and bool(row[0].text.strip()) and all(cell.covered == "left" for cell in row[1:])


def _header_depth(rows: list[tuple[Cell, ...]]) -> int:
    """Return how many rows the header has: those that a merged cell of the first row reaches down to."""
    if not any(cell.covered == "left" for cell in rows[0]):
        return 1
    depth = 1
    while depth < min(len(rows) - 1, _DEEPEST_HEADER) and any(cell.covered == "above" for cell in rows[depth]):
        depth += 1
    return depth


def _joined(cells: list[Cell]) -> str:
    return " ".join(dict.fromkeys(filter(None, (flat(cell.spans) for cell in cells))))


def _shown(cell: Cell) -> str:
    return "" if cell.covered == "left" else flat(cell.spans)
