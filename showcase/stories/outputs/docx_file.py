"""Writes a story as a Word file that our importer reads again without losing a word."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import html as lxml_html

from portal.charts.png import can_write, png_file
from showcase.stories.outputs.document import Heading, Part, Picture, Sketch, StoryDocument, Table, Text

_WIDTH = Cm(15)
_HAN_FONT, _LATIN_FONT = "宋体", "Times New Roman"
_LEVELS = {"h3": 2, "h4": 3}


def docx_file(story: StoryDocument, pictures: Mapping[Any, bytes]) -> bytes:
    """Return the file, in the active language; `pictures`: stored image → JPEG or PNG (without: the caption alone)."""
    document = docx.Document()
    _set_fonts(document)
    document.core_properties.title = story.title
    document.core_properties.author = _("Lüjian")
    document.add_heading(story.title, 0)
    document.add_heading(_("Summary"), 1)
    document.add_paragraph(story.summary)
    for part in story.parts:
        _Writer(document, pictures).add(part)
    if story.sources:
        document.add_heading(_("Sources"), 1)
        for line in story.sources:
            document.add_paragraph(line)
    footer = " · ".join([*story.enterprises, _("Lüjian"), story.address])
    document.sections[0].footer.paragraphs[0].text = footer  # an importer names it, and leaves it out of the text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _set_fonts(document: Document) -> None:
    """Use the fonts of official documents; without the second line Word shows Chinese in a Latin font's stand-in."""
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        style.font.name = _LATIN_FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _HAN_FONT)
    document.styles["Normal"].font.size = Pt(11)


class _Writer:
    def __init__(self, document: Document, pictures: Mapping[Any, bytes]) -> None:
        self.document, self.pictures = document, pictures

    def add(self, part: Part) -> None:
        """Append a part of the story."""
        if isinstance(part, Heading):
            self.document.add_heading(part.text, 1)
        elif isinstance(part, Text):
            for element in lxml_html.fragments_fromstring(part.html):
                self._add_element(element)
        elif isinstance(part, Table):
            self._add_table(part)
        else:
            self._add_picture(part)

    def _add_element(self, element: Any) -> None:
        if isinstance(element, str):
            if element.strip():
                self.document.add_paragraph(element.strip())
        elif element.tag in ("ul", "ol"):
            self._add_list(element)
        else:
            level = _LEVELS.get(element.tag)
            paragraph = self.document.add_heading("", level) if level else self.document.add_paragraph()
            _write(paragraph, element)

    def _add_list(self, element: Any) -> None:
        """Write a list; each numbered one begins with 1."""
        ordered = element.tag == "ol"
        number = _new_numbering(self.document) if ordered else None
        for item in element.iterchildren("li"):
            paragraph = self.document.add_paragraph(style="List Number" if ordered else "List Bullet")
            if number is not None:
                properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no public way
                found = properties.get_or_add_numPr()
                found.get_or_add_ilvl().val, found.get_or_add_numId().val = 0, number
            _write(paragraph, item)
            for inner in item.iterchildren("ul", "ol"):
                self._add_list(inner)

    def _add_table(self, part: Table) -> None:
        if part.caption:
            self.document.add_paragraph(part.caption, style="Caption")
        columns = max(len(row) for row in part.rows)
        table = self.document.add_table(rows=0, cols=columns, style="Table Grid")
        for row in part.rows:
            cells = table.add_row().cells
            for at, text in enumerate(row):
                cells[at].text = text
        if table.rows:
            _repeat_header(table.rows[0])

    def _add_picture(self, part: Picture | Sketch) -> None:
        if isinstance(part, Sketch):
            data, alt = png_file(part.drawing) if can_write() else None, part.said
        else:
            data, alt = self.pictures.get(part.image), part.alt
        if data:
            run = self.document.add_paragraph().add_run()
            shape = run.add_picture(io.BytesIO(data), width=_WIDTH)
            shape._inline.docPr.set("descr", alt)  # noqa: SLF001 - python-docx has no public way
        if part.caption:
            caption = self.document.add_paragraph(part.caption, style="Caption")
            caption.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _repeat_header(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no public way


def _new_numbering(document: Document) -> int:
    """Return the number of a new numbering like that of the style “List Number”, from 1."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    kind = next(one.abstractNumId.val for one in numbering.num_lst if one.numId == style)
    made = numbering.add_num(kind)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


# Inside a paragraph ---------------------------------------------------------------------------------------


def _write(paragraph: Paragraph, element: Any) -> None:
    for text, tags, link in _pieces(element, frozenset(), ""):
        run = _linked_run(paragraph, link) if link else paragraph.add_run()
        for at, line in enumerate(text.split("\n")):
            if at:
                run.add_break()
            run.add_text(line)
        run.bold, run.italic = "b" in tags or None, "i" in tags or None
        run.font.superscript, run.font.subscript = "sup" in tags or None, "sub" in tags or None


def _pieces(element: Any, tags: frozenset[str], link: str) -> Iterator[tuple[str, frozenset[str], str]]:
    """Yield text, the tags around it and the address it links to; inner lists are left to their own paragraphs."""
    if element.text:
        yield element.text, tags, link
    for child in element:
        if child.tag == "br":
            yield "\n", tags, link
        elif child.tag not in ("ul", "ol"):
            address = child.get("href", "") if child.tag == "a" else link
            yield from _pieces(child, tags | {str(child.tag)}, address)
        if child.tail:
            yield child.tail, tags, link


def _linked_run(paragraph: Paragraph, address: str) -> Run:
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run: Any = OxmlElement("w:r")
    link.append(run)
    paragraph._p.append(link)  # noqa: SLF001 - python-docx has no public way
    return Run(run, paragraph)
