"""Composes the draft of a story from the blocks of a Word file and what each becomes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from showcase.stories.word.composing.headings import (
    LONGEST_HEADING,
    heading_of,
    without_source_label,
    without_title_label,
)
from showcase.stories.word.composing.roles import Choice, Role
from showcase.stories.word.composing.sources import MOST, SourceLine, read_source, with_citations
from showcase.stories.word.composing.tables import plain_table
from showcase.stories.word.composing.texts import flat, rich
from showcase.stories.word.reading.document import Block, Kind, Left, Place, Span

LONGEST_TITLE = 255
LONGEST_CAPTION = 500
_DECIMAL = re.compile(r"[(（]?(\d+)[.、)）]?")

# A block of the body: its type, and its value with plain texts (`portal.blocks`).
BodyPart = tuple[str, object]


@dataclass
class Draft:
    """The parts of a draft. `left`: what is in no part of it.

    A picture of `body` is `("figure", {"part", "alt", "caption", "at"})`; its image is made later.
    """

    title: str = ""
    summary: str = ""
    body: list[BodyPart] = field(default_factory=list)
    sources: list[SourceLine] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def compose(blocks: Sequence[Block], choices: Sequence[Choice], sources: Sequence[SourceLine] = ()) -> Draft:
    """Return the draft; a letter of a block is in it, or in its remainder.

    `sources`: numbered ones that are known from elsewhere; else the blocks that are sources.
    """
    composer = _Composer(blocks, choices, sources)
    for at in range(len(blocks)):
        composer.add(at)
    return composer.finished()


class _Composer:
    def __init__(self, blocks: Sequence[Block], choices: Sequence[Choice], sources: Sequence[SourceLine]) -> None:
        self.blocks, self.choices = blocks, choices
        self.draft = Draft()
        self.titles: list[str] = []
        self.summaries: list[str] = []
        self.section = ""
        self.items: list[Block] = []
        self.text: list[str] = []
        self.draft.sources, self.source_of_note = _numbered_sources(blocks, choices)
        self.draft.sources = [*sources, *self.draft.sources]
        self.known = [source.number for source in self.draft.sources]
        self.captions = _captions(blocks, choices)

    def add(self, at: int) -> None:
        """Add a block, in the order of the file."""
        block, choice = self.blocks[at], self.choices[at]
        if choice.role is not Role.ITEM:
            self._end_list()
        if choice.role is Role.TITLE:
            self._add_title(_line(block))
        elif choice.role is Role.SUMMARY:
            self.summaries.append(_line(block))
        elif choice.role is Role.SECTION:
            self._begin_section(block, choice.section)
        elif choice.role in {Role.LEFT_OUT, Role.HEADING_ONLY}:
            self._leave_out(block, choice.role)
        elif choice.role is Role.SOURCE:
            self._name_label(_line(block), without_source_label(_line(block)))
        else:
            self._add_content(at, block, choice.role)

    def _add_content(self, at: int, block: Block, role: Role) -> None:
        if role is Role.TABLE:
            self._add_table(at, block)
        elif role is Role.PICTURE:
            caption = self._caption(at)
            self._end_text()
            self.draft.body.append(("figure", {"part": block.part, "alt": block.alt, "caption": caption, "at": at}))
        elif role is Role.ITEM:
            self._add_item(block)
        elif role is not Role.CAPTION or at not in self.captions.values():
            self._add_paragraph(block, "h3" if role is Role.SUBHEADING else "p")

    def finished(self) -> Draft:
        """Return the draft, once all blocks are added."""
        self._end_list()
        self._end_text()
        self.draft.title = self._cut(" ".join(filter(None, self.titles)), LONGEST_TITLE)
        self.draft.summary = "\n".join(filter(None, self.summaries))
        return self.draft

    # Text -------------------------------------------------------------------------------------------------

    def _begin_section(self, block: Block, section: str) -> None:
        if section != self.section:
            self._end_text()
            self.draft.body.append(("section", section))
            self.section = section
        found = heading_of(block)
        if found is None or found.says_more or found.topic != section:
            self._add_paragraph(block, "h3" if len(block.text) <= LONGEST_HEADING else "p")
        else:
            self._leave_out(block, Role.SECTION)

    def _add_paragraph(self, block: Block, tag: str = "p") -> None:
        lead = f"注{block.number}：" if block.number and block.place in {Place.FOOTNOTE, Place.ENDNOTE} else block.label
        spans = (Span(lead), *block.spans) if lead else block.spans
        self.text.append(self._passage(spans, tag))

    def _passage(self, spans: Sequence[Span], tag: str) -> str:
        """Return a passage as the editor stores it; citations stay where they were."""
        found = with_citations(spans, self.known, self.source_of_note)
        if tag == "h3":
            found = tuple(replace(span, bold=False) for span in found)
        return f"<{tag}>{rich(found)}</{tag}>"

    def _end_text(self) -> None:
        """Close the text that is open, if it has any passage."""
        if self.text:
            self.draft.body.append(("text", "".join(self.text)))
            self.text = []

    def _add_item(self, block: Block) -> None:
        found = _DECIMAL.fullmatch(block.label)
        begins = found is not None and int(found[1]) == 1
        if self.items and (begins or self.items[0].ordered != block.ordered):
            self._end_list()
        self.items.append(block)

    def _end_list(self) -> None:
        """Close the list that is open: numbered where its numbers are 1, 2, 3; with other numbers, paragraphs."""
        items, self.items = self.items, []
        if not items:
            return
        numbers = [_DECIMAL.fullmatch(item.label) for item in items]
        is_counted = [int(found[1]) for found in numbers if found] == list(range(1, len(items) + 1))
        if any(item.label for item in items) and not is_counted:
            for item in items:
                self._add_paragraph(item)
            return
        around = "ol" if is_counted else "ul"
        self.text.append(f"<{around}>{''.join(self._passage(item.spans, 'li') for item in items)}</{around}>")

    # Tables and pictures ----------------------------------------------------------------------------------

    def _add_table(self, at: int, block: Block) -> None:
        numbers: list[int] = []

        def uncited(spans: Sequence[Span]) -> tuple[Span, ...]:
            found = with_citations(spans, self.known, self.source_of_note)
            numbers.extend(number for span in found for number in span.cited)
            return tuple(span for span in found if not span.cited)

        line = self.captions.get(at)
        title = "" if line is None else f"{self.blocks[line].label}{flat(uncited(self.blocks[line].spans))}"
        rows = tuple(tuple(replace(cell, spans=uncited(cell.spans)) for cell in row) for row in block.rows)
        table = plain_table(replace(block, rows=rows))
        caption = " ".join(filter(None, (title, table.caption)))
        value = {
            "caption": caption or "表",
            "header": list(table.header),
            "rows": [{"cells": list(row)} for row in table.rows],
            "sources": list(dict.fromkeys(numbers)),
        }
        self._end_text()
        self.draft.body.append(("table", value))

    def _caption(self, at: int) -> str:
        caption = self.captions.get(at)
        return "" if caption is None else _line(self.blocks[caption])

    def _add_title(self, line: str) -> None:
        title = without_title_label(line)
        self._name_label(line, title)
        self.titles.append(title)

    # What does not go into the draft ----------------------------------------------------------------------

    def _leave_out(self, block: Block, role: Role) -> None:
        place = Place.LEFT_OUT if role is Role.LEFT_OUT else Place.REPLACED
        text = f"{block.label}{block.text}" or block.alt
        self.draft.left.append(Left(place, text, block.part))

    def _name_label(self, line: str, rest: str) -> None:
        """Name a label such as `标题：` that was removed from the beginning of a line."""
        if label := line.removesuffix(rest):
            self.draft.left.append(Left(Place.REPLACED, label))

    def _cut(self, text: str, most: int) -> str:
        if len(text) > most:
            self.draft.left.append(Left(Place.LEFT_OUT, text[most:]))
        return text[:most]


def _line(block: Block) -> str:
    return f"{block.label}{flat(block.spans)}"


def _captions(blocks: Sequence[Block], choices: Sequence[Choice]) -> Mapping[int, int]:
    """Return table or picture → its caption: of a table the line before it, of a picture the one after it, if any."""
    found: dict[int, int] = {}
    for at, choice in enumerate(choices):
        if choice.role is not Role.CAPTION:
            continue
        beside = [at - 1, at + 1] if _words_of_picture(blocks[at]) else [at + 1, at - 1]
        for other in beside:
            within = 0 <= other < len(blocks) and choices[other].role in {Role.TABLE, Role.PICTURE}
            if within and other not in found and len(blocks[at].text) <= LONGEST_CAPTION:
                found[other] = at
                break
    return found


def _words_of_picture(block: Block) -> bool:
    return block.text.strip().lower().startswith(("图", "fig"))


def _numbered_sources(blocks: Sequence[Block], choices: Sequence[Choice]) -> tuple[list[SourceLine], dict[int, int]]:
    """Return the sources with a number each, as typed where that is free; and note → number of its source."""
    lines = [
        (block, read_source(f"{block.label} {flat(block.spans)}"))
        for block, choice in zip(blocks, choices, strict=True)
        if choice.role is Role.SOURCE and block.kind not in {Kind.TABLE, Kind.PICTURE}
    ]
    taken: set[int] = set()
    for _block, line in lines:
        if 0 < line.number <= MOST:
            taken.add(line.number)
    sources: list[SourceLine] = []
    notes: dict[int, int] = {}
    used: set[int] = set()
    free = _free(taken)
    for block, line in lines:
        number = line.number if 0 < line.number <= MOST and line.number not in used else next(free)
        used.add(number)
        sources.append(replace(line, number=number))
        if block.number:
            notes.setdefault(block.number, number)
    return sorted(sources, key=lambda source: source.number), notes


def _free(taken: set[int]) -> Iterator[int]:
    number = 0
    while True:
        number += 1
        if number not in taken:
            yield number
