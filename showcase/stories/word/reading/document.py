"""What a Word file contains: blocks in reading order, and the remainder, which is in no block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where in the package a text is; the last two: left out in the preview, replaced by a heading of the portal."""

    BODY = "body"
    TEXT_BOX = "text_box"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    NESTED_TABLE = "nested_table"
    HEADER = "header"
    FOOTER = "footer"
    COMMENT = "comment"
    DELETION = "deletion"
    HIDDEN = "hidden"
    STRUCK = "struck"
    FIELD = "field"
    CONTENTS = "contents"
    PLACEHOLDER = "placeholder"
    PHONETIC = "phonetic"
    COVERED = "covered"
    CHART = "chart"
    DIAGRAM = "diagram"
    EMBEDDED = "embedded"
    OLD_COPY = "old_copy"
    BUILDING_BLOCK = "building_block"
    OTHER = "other"
    LEFT_OUT = "left_out"
    REPLACED = "replaced"


class Kind(StrEnum):
    """What a block is in the Word file."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Span:
    """A text in one look; a line break inside a paragraph is a line feed.

    `link`: its address; `note`: the number of the note it refers to, from 1, then without text; `cited`: the numbers of
    the sources it cites, once that is known, then without text.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    raised: bool = False
    lowered: bool = False
    link: str = ""
    note: int = 0
    cited: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `covered`: a merged cell covers it, so that it repeats the one `above` or to the `left`."""

    spans: tuple[Span, ...] = ()
    covered: str = ""

    @property
    def text(self) -> str:
        return plain(self.spans)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item of a list, a table or a picture.

    `level`: of a heading from 1 (0: the title), of an item from 0. `label`: the number that Word prints before it, such
    as `一、`. `ordered`: its list is numbered. `rows`: of a table, all of one length. `part`: the name of the part with
    the picture's bytes; empty where the picture is not in the file. `alt`: its alternative text. `number`: of the note
    that a footnote or endnote explains. `captions`: its style says that it is the caption of a table or picture.
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    place: Place = Place.BODY
    level: int = 0
    label: str = ""
    ordered: bool = False
    rows: tuple[tuple[Cell, ...], ...] = ()
    part: str = ""
    alt: str = ""
    number: int = 0
    captions: bool = False

    @property
    def text(self) -> str:
        """All text of the block: of a table, cells by tab and rows by line, covered cells once."""
        if self.kind is not Kind.TABLE:
            return plain(self.spans)
        lines = ("\t".join(cell.text for cell in row if not cell.covered) for row in self.rows)
        return "\n".join(lines)

    @property
    def is_bold(self) -> bool:
        """Say whether all of its letters are bold."""
        texts = [span for span in self.spans if span.text.strip()]
        return bool(texts) and all(span.bold for span in texts)


@dataclass(frozen=True, slots=True)
class Left:
    """A text that is in no block, and where it is. `part`: the part of the package."""

    place: Place
    text: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class WordDocument:
    """A Word file as read. `linked_pictures`: addresses of pictures that are not in the file."""

    blocks: tuple[Block, ...] = ()
    remainder: tuple[Left, ...] = ()
    linked_pictures: tuple[str, ...] = ()


def plain(spans: Iterable[Span]) -> str:
    """Return the text of the spans without their looks."""
    return "".join(span.text for span in spans)
