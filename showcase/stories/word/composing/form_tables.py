"""Unfolds a case that is written into a table: 标题 | … , 企业简介 | … , 主要做法 | … , one row for each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from showcase.stories.word.composing.headings import heading_of
from showcase.stories.word.reading.document import Block, Cell, Kind, Span

_FEWEST_HEADINGS = 2


def unfolded(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with the labels of each such table as headings and its cells as paragraphs.

    Any other table stays a table. No text is lost.
    """
    return tuple(one for block in blocks for one in (_unfolded(block) if is_form(block) else (block,)))


def is_form(block: Block) -> bool:
    """Say whether a table is a form: at least two rows, and half of all, begin with a heading of the usual form."""
    if block.kind is not Kind.TABLE:
        return False
    rows = [_own(row) for row in block.rows]
    known = sum(len(cells) > 1 and _heading(cells[0], block) is not None for cells in rows)
    return known >= _FEWEST_HEADINGS and 2 * known >= len(rows)


def _unfolded(block: Block) -> Iterator[Block]:
    for cells in map(_own, block.rows):
        heading = _heading(cells[0], block) if len(cells) > 1 else None
        if heading is not None:
            yield heading
        for cell in cells[1:] if heading is not None else _labelled(cells):
            yield from (Block(Kind.PARAGRAPH, line, block.place) for line in _lines(cell.spans))


def _labelled(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells with a label of one line before the first text: `企业名称：…`."""
    if len(cells) == 1 or len(list(_lines(cells[0].spans))) != 1:
        return cells
    label, first, *others = cells
    return [Cell((*label.spans, Span("："), *first.spans)), *others]


def _own(row: Sequence[Cell]) -> list[Cell]:
    """Return the cells of a row that no merged cell covers and that have text; at least one."""
    return [cell for cell in row if not cell.covered and cell.text.strip()] or [Cell()]


def _heading(cell: Cell, table: Block) -> Block | None:
    """Return the label of a row as a bold line, where it is a heading of the usual form."""
    spans = tuple(replace(span, text=span.text.replace("\n", ""), bold=True) for span in cell.spans)
    block = Block(Kind.PARAGRAPH, spans, table.place)
    return block if heading_of(block) is not None else None


def _lines(spans: Iterable[Span]) -> Iterator[tuple[Span, ...]]:
    """Yield the lines of a cell that have text."""
    line: list[Span] = []
    for span in spans:
        first, *others = span.text.split("\n")
        line.append(replace(span, text=first))
        for text in others:
            yield from _filled(line)
            line = [replace(span, text=text, note=0)]
    yield from _filled(line)


def _filled(line: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    kept = tuple(span for span in line if span.text or span.note)
    if any(span.text.strip() or span.note for span in kept):
        yield kept
