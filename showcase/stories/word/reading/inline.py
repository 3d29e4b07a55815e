"""The content of one paragraph: its texts with their looks, and what hangs on it: pictures, text boxes, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from showcase.stories.word.reading.document import Place, Span
from showcase.stories.word.reading.package import Package, qn, value_of
from showcase.stories.word.reading.styles import Styles

_LINK = re.compile(r'HYPERLINK\s+(?!\\)"?([^"\s]+)"?', re.IGNORECASE)
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:noBreakHyphen"): "-"}
_WRAPPERS = {
    qn(name) for name in ("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:ruby", "w:rubyBase")
}
_DRAWN = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_MATHS = {qn("m:oMath"), qn("m:oMathPara")}
_PRIVATE_USE = range(0xE000, 0xF900)


@dataclass
class Line:
    """The content of one paragraph. `drawn`: drawings with pictures or text boxes."""

    spans: list[Span] = field(default_factory=list)
    drawn: list[Any] = field(default_factory=list)


@dataclass
class _Field:
    code: str = ""
    is_result: bool = False


@dataclass
class Inline:
    """Reads paragraphs of one part. `taken`: texts that are in a block; `notes`: (kind, id) → its number."""

    package: Package
    styles: Styles
    taken: set[Any]
    notes: dict[tuple[str, str], int]

    def line(self, paragraph: Any, part: str) -> Line:
        """Return the content of a paragraph; neighbours of one look are one span."""
        reader = _Paragraph(self, paragraph, part)
        reader.walk(paragraph, "")
        return Line(_joined(reader.spans), reader.drawn)

    def note_number(self, kind: str, key: str) -> int:
        """Return the number of a note, counted from 1 in the order in which notes are referred to."""
        return self.notes.setdefault((kind, key), len(self.notes) + 1)


class _Paragraph:
    def __init__(self, inline: Inline, paragraph: Any, part: str) -> None:
        self.inline, self.paragraph, self.part = inline, paragraph, part
        self.spans: list[Span] = []
        self.drawn: list[Any] = []
        self.fields: list[_Field] = []

    def walk(self, parent: Any, link: str) -> None:
        """Read the children of a paragraph, a link, a content control or a tracked insertion."""
        for child in parent:
            if child.tag == qn("w:r"):
                self._run(child, link)
            elif child.tag in _WRAPPERS:
                self.walk(child, link)
            elif child.tag == qn("w:hyperlink"):
                self.walk(child, self._address(child) or link)
            elif child.tag == qn("w:fldSimple"):
                self.walk(child, _linked(child.get(qn("w:instr"), "")) or link)
            elif child.tag == qn("w:sdt"):
                if (content := content_of(child)) is not None:
                    self.walk(content, link)
            elif child.tag == qn("mc:AlternateContent"):
                self.walk(chosen(child), link)
            elif child.tag in _MATHS:
                self._maths(child, Span(link=link))

    def _run(self, run: Any, link: str) -> None:
        if unread_place(self.inline.styles, run, self.paragraph):
            return
        look = self._look(run, link)
        for child in run:
            self._piece(child, replace(look, link=look.link or self._field_link()))

    def _piece(self, child: Any, look: Span) -> None:
        if child.tag == qn("w:t"):
            self._take(child, look)
        elif child.tag in _BREAKS:
            if child.get(qn("w:type")) not in {"page", "column"}:
                self._add(look, _BREAKS[child.tag])
        elif child.tag in _DRAWN:
            self.drawn.append(child)
        elif child.tag in _NOTES:
            self.spans.append(Span(note=self.inline.note_number(_NOTES[child.tag], child.get(qn("w:id"), ""))))
        else:
            self._rare_piece(child, look)

    def _rare_piece(self, child: Any, look: Span) -> None:
        if child.tag == qn("w:sym"):
            self._symbol(child, look)
        elif child.tag == qn("w:fldChar"):
            self._field(child.get(qn("w:fldCharType")))
        elif child.tag == qn("w:instrText") and self.fields:
            self.fields[-1].code += child.text or ""
        elif child.tag == qn("mc:AlternateContent"):
            for inner in chosen(child):
                self._piece(inner, look)
        elif child.tag == qn("w:ruby"):
            self.walk(child, look.link)

    def _take(self, text: Any, look: Span) -> None:
        self.inline.taken.add(text)
        self._add(look, text.text or "")

    def _add(self, look: Span, text: str) -> None:
        if text:
            self.spans.append(replace(look, text=text))

    def _look(self, run: Any, link: str) -> Span:
        styles, paragraph = self.inline.styles, self.paragraph
        position = styles.position(run, paragraph)
        return Span(
            bold=styles.is_on(run, paragraph, "w:b"),
            italic=styles.is_on(run, paragraph, "w:i"),
            raised=position == "superscript",
            lowered=position == "subscript",
            link=link,
        )

    def _symbol(self, symbol: Any, look: Span) -> None:
        """Add a symbol by its number; those of private fonts are pictures of letters and have no character."""
        code = symbol.get(qn("w:char"), "")
        number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else 0
        self._add(look, "□" if number in _PRIVATE_USE else (chr(number) if number > 0x1F else ""))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].is_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _field_link(self) -> str:
        links = (_linked(found.code) for found in self.fields if found.is_result)
        return next(filter(None, links), "")

    def _address(self, link: Any) -> str:
        target = self.inline.package.targets(self.part).get(link.get(qn("r:id"), ""))
        return target.name if target is not None and target.is_outside else ""

    def _maths(self, parent: Any, look: Span) -> None:
        """Add a formula on one line: exponents and indices keep their place, a fraction gets a stroke."""
        for child in parent:
            if child.tag == qn("m:t"):
                self._take(child, look)
            elif child.tag == qn("m:sup"):
                self._maths(child, replace(look, raised=True, lowered=False))
            elif child.tag == qn("m:sub"):
                self._maths(child, replace(look, lowered=True, raised=False))
            elif child.tag == qn("m:den"):
                self._add(look, "/")
                self._maths(child, look)
            elif child.tag == qn("w:r"):
                self._run(child, look.link)
            else:
                self._maths(child, look)


def _linked(code: str) -> str:
    found = _LINK.search(code)
    return found[1] if found else ""


def unread_place(styles: Styles, run: Any, paragraph: Any) -> Place | None:
    """Return why the text of a run is not read: Word hides it, or shows it struck through; None where it is text."""
    if styles.is_on(run, paragraph, "w:vanish"):
        return Place.HIDDEN
    is_struck = styles.is_on(run, paragraph, "w:strike") or styles.is_on(run, paragraph, "w:dstrike")
    return Place.STRUCK if is_struck else None


def content_of(control: Any) -> Any:
    """Return what a content control contains; None where that is a placeholder or a table of contents."""
    if is_placeholder(control) or is_contents_control(control):
        return None
    return control.find(qn("w:sdtContent"))


def is_placeholder(control: Any) -> bool:
    """Say whether nobody has filled in a content control: its text is a hint."""
    return value_of(control.find(qn("w:sdtPr")), "w:showingPlcHdr") is not None


def is_contents_control(control: Any) -> bool:
    """Say whether a content control contains a table of contents."""
    gallery = control.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}")
    return value_of(gallery, "w:docPartGallery") == "Table of Contents"


def chosen(alternatives: Any) -> Any:
    """Return the content for current programs; the rest of an alternative is a copy for old ones."""
    ways = (alternatives.find(qn(name)) for name in ("mc:Choice", "mc:Fallback"))
    return next((way for way in ways if way is not None), ())


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and not last.note and not span.note and replace(last, text="") == replace(span, text=""):
            joined[-1] = replace(last, text=last.text + span.text)
        else:
            joined.append(span)
    return joined


def notes_of(numbers: dict[tuple[str, str], int]) -> Iterator[tuple[str, str, int]]:
    """Yield kind, id and number of the notes, also those that reading a note adds."""
    done = 0
    while done < len(numbers):
        for (kind, key), number in list(numbers.items())[done:]:
            done += 1
            yield kind, key, number
