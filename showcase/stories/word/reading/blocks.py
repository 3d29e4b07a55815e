"""Reads a DOCX file into blocks: headings, paragraphs, items of lists, tables, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from showcase.lists.importing.reading.limits import check_shape, open_archive
from showcase.lists.importing.reading.sheets import FileRefused
from showcase.stories.word.reading.document import Block, Cell, Kind, Left, Place, Span, WordDocument
from showcase.stories.word.reading.inline import Inline, chosen, content_of, notes_of
from showcase.stories.word.reading.numbering import Numbering
from showcase.stories.word.reading.package import DOCUMENT, Package, qn, value_of
from showcase.stories.word.reading.remainder import is_deleted_row, remainder
from showcase.stories.word.reading.styles import Styles

Text = TypeVar("Text", Block, Left)
MAX_BLOCKS = 1_500  # a case study of twenty pages has some 300; also the most texts of the remainder
MAX_LETTERS = 300_000
_WRAPPERS = {qn(name) for name in ("w:ins", "w:moveTo", "w:customXml", "w:smartTag")}
_NOTE_PARTS = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_NOTE_PLACES = {"footnote": Place.FOOTNOTE, "endnote": Place.ENDNOTE}


def read_document(data: bytes) -> WordDocument:
    """Return the content of a DOCX file; raises FileRefused.

    Every text of the package is in a block or in the remainder; a copy for old programs of what is there is left out.
    """
    with open_archive(data) as archive:
        package = Package(archive)
        reader = _Reader(package)
        blocks = tuple(_bounded(reader.document()))
        left = _bounded(remainder(package, reader.inline.taken, reader.styles))
        return WordDocument(blocks, tuple(left), tuple(reader.linked))


def _bounded(texts: Iterable[Text]) -> Iterator[Text]:
    """Yield blocks or the remainder; raises FileRefused for more than any document of a story has."""
    letters = 0
    for number, one in enumerate(texts, start=1):
        letters += len(one.text)
        if number > MAX_BLOCKS:
            raise FileRefused("too_many_blocks", most=MAX_BLOCKS)
        if letters > MAX_LETTERS:
            raise FileRefused("too_long", most=MAX_LETTERS)
        yield one


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package)
        self.numbering = Numbering(package)
        self.inline = Inline(package, self.styles, set(), {})
        self.linked: list[str] = []
        self.part = DOCUMENT
        self.notes: dict[str, dict[str, Any]] = {}

    def document(self) -> Iterator[Block]:
        """Yield the blocks of the body, then those of the notes it refers to."""
        body = self.package.tree(DOCUMENT).find(qn("w:body"))
        if body is not None:
            yield from self.blocks(body, Place.BODY)
        for kind, key, number in notes_of(self.inline.notes):
            self.part = _NOTE_PARTS[kind]
            note = self._note(kind, key)
            for block in () if note is None else self.blocks(note, _NOTE_PLACES[kind]):
                yield replace(block, number=number)

    def _note(self, kind: str, key: str) -> Any:
        if kind not in self.notes:
            root = self.package.tree(_NOTE_PARTS[kind])
            self.notes[kind] = (
                {} if root is None else {note.get(qn("w:id")): note for note in root.iter(qn(f"w:{kind}"))}
            )
        return self.notes[kind].get(key)

    def blocks(self, parent: Any, place: Place) -> Iterator[Block]:
        """Yield the blocks of an element that contains paragraphs and tables."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child, place)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child, place)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child, place)
            elif child.tag == qn("w:sdt"):
                if (content := content_of(child)) is not None:
                    yield from self.blocks(content, place)
            elif child.tag == qn("mc:AlternateContent"):
                yield from self.blocks(chosen(child), place)

    # Paragraphs -------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Any, place: Place) -> Iterator[Block]:
        if self.styles.is_contents(paragraph):
            return
        line = self.inline.line(paragraph, self.part)
        spans = tuple(line.spans)
        if any(span.text.strip() or span.note for span in spans):
            yield self._text_block(paragraph, spans, place)
        for drawn in line.drawn:
            yield from self._pictures(drawn, place)
            for box in _outermost(drawn, "w:txbxContent"):
                yield from self.blocks(box, place if place is not Place.BODY else Place.TEXT_BOX)

    def _text_block(self, paragraph: Any, spans: tuple[Span, ...], place: Place) -> Block:
        level = self.styles.heading_level(paragraph)
        found = self._numbered(paragraph)
        label, is_ordered = found[1] if found else ("", False)
        if level is not None:
            return Block(Kind.HEADING, spans, place, level=level, label=label)
        if found:
            return Block(Kind.ITEM, spans, place, level=found[0], label=label, ordered=is_ordered)
        return Block(Kind.PARAGRAPH, spans, place, captions=self.styles.is_caption(paragraph))

    def _numbered(self, paragraph: Any) -> tuple[int, tuple[str, bool]] | None:
        """Return the level of an item of a list, its label, and whether the list is numbered."""
        properties = self.styles.numbering(paragraph)
        number, text = value_of(properties, "w:numId"), value_of(properties, "w:ilvl") or "0"
        level = int(text) if text.isdecimal() else 0
        found = self.numbering.next(number, level) if number and number != "0" else None
        return (level, found) if found else None

    def _pictures(self, drawn: Any, place: Place) -> Iterator[Block]:
        alt = next((node.get("descr", "") for node in drawn.iter(qn("wp:docPr"))), "")
        for picture in drawn.iter(qn("a:blip"), qn("v:imagedata")):
            if _is_inside(picture, drawn, "w:txbxContent") or _is_inside(picture, drawn, "mc:Fallback"):
                continue
            key = picture.get(qn("r:embed")) or picture.get(qn("r:id")) or picture.get(qn("r:link")) or ""
            target = self.package.targets(self.part).get(key)
            if target is not None and target.is_outside:
                self.linked.append(target.name)
            part = target.name if target is not None and not target.is_outside else ""
            shape = picture.getparent().get("alt", "") if picture.tag == qn("v:imagedata") else ""
            yield Block(Kind.PICTURE, (), place, part=part, alt=alt or shape)

    # Tables -----------------------------------------------------------------------------------------------

    def _table(self, table: Any, place: Place) -> Iterator[Block]:
        lines = [line for line in _within(table, "w:tr") if not is_deleted_row(line)]
        cells = [list(_within(line, "w:tc")) for line in lines]
        if len(cells) == 1 and len(cells[0]) == 1:  # a frame around text, not a table
            yield from self.blocks(cells[0][0], place)
            return
        beside: list[Block] = []
        rows: list[list[Cell]] = []
        for line, own in zip(lines, cells, strict=True):
            rows.append(self._cells(line, own, rows[-1] if rows else [], beside))
        width = max((len(row) for row in rows), default=0)
        check_shape("", len(rows), width)
        filled = tuple(tuple(row + [Cell()] * (width - len(row))) for row in rows)
        if any(cell.text.strip() for row in filled for cell in row):
            yield Block(Kind.TABLE, (), place, rows=filled)
        yield from beside

    def _cells(self, line: Any, own: list[Any], above: list[Cell], beside: list[Block]) -> list[Cell]:
        cells = [Cell()] * _number(line.find(qn("w:trPr")), "w:gridBefore", 0)
        for found in own:
            properties = found.find(qn("w:tcPr"))
            merge = value_of(properties, "w:vMerge")
            is_covered = merge is not None and merge != "restart" and len(cells) < len(above)
            cell = Cell(above[len(cells)].spans, "above") if is_covered else self._cell(found, beside)
            covering = _number(properties, "w:gridSpan", 1)
            cells.append(cell)
            cells.extend(Cell(cell.spans, "left") for _ in range(covering - 1))
            check_shape("", 1, len(cells))
        return cells

    def _cell(self, cell: Any, beside: list[Block]) -> Cell:
        """Return the text of a cell, a line per paragraph; what is no text goes beside the table."""
        spans: list[Span] = []
        for block in self.blocks(cell, Place.NESTED_TABLE):
            if block.kind in {Kind.TABLE, Kind.PICTURE}:
                beside.append(block)
                continue
            if spans:
                spans.append(Span("\n"))
            if block.label:
                spans.append(Span(f"{block.label} "))
            spans += block.spans
        return Cell(tuple(spans))


def _within(parent: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table, or the cells of a row, also those in content controls, but not of tables inside."""
    for child in parent:
        if child.tag == qn(name):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, name)
        elif child.tag == qn("w:sdt") and (content := content_of(child)) is not None:
            yield from _within(content, name)


def _outermost(parent: Any, name: str) -> Iterator[Any]:
    """Yield the elements of this name that are in no other of it, without copies for old programs."""
    for found in parent.iter(qn(name)):
        if not _is_inside(found, parent, name) and not _is_inside(found, parent, "mc:Fallback"):
            yield found


def _is_inside(element: Any, limit: Any, name: str) -> bool:
    """Say whether an element is inside one of this name, below `limit`."""
    for outer in element.iterancestors():
        if outer is limit:
            return False
        if outer.tag == qn(name):
            return True
    return False


def _number(properties: Any, name: str, otherwise: int) -> int:
    text = value_of(properties, name) or ""
    number = int(text) if text.isdecimal() else otherwise
    check_shape("", 1, number)
    return number
