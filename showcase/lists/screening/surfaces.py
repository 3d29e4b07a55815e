"""Yields every text of a file, also what its reader does not see: hidden sheets, comments, deleted text, properties.

Runs in the process that reads the file (`child.py`), because it parses what strangers sent.
"""

from __future__ import annotations

import ctypes
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from showcase.lists.importing.reading.sheets import Sheet
from showcase.lists.screening.patterns import Finding, Kind, find_in_table, find_in_text

_BLOCKS = frozenset({"p", "si", "comment", "text"})
_CELLS = frozenset({"v", "f"})  # found in the sheets, with their place
_SILENT = ("theme", "styles", "numbering", "fontTable", "webSettings", "[Content_Types]")
_PERSONS = frozenset({"creator", "lastModifiedBy", "manager", "author"})
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".svg")
_XML = (".xml", ".rels", ".vml")
_PLAIN_PARTS = ("printersettings",)
_DIGITS_OR_MAIL = re.compile(r"[0-9Xx@A-Za-z_.+ -]{9,}")


def screen(data: bytes, sheets: Iterable[Sheet]) -> tuple[Finding, ...]:
    """Return all findings of a file, each value once, at its first place: tables first, then everything else."""
    found: dict[tuple[Kind, str], Finding] = {}
    for finding in _all(data, sheets):
        found.setdefault((finding.kind, finding.value), finding)
    return tuple(found.values())


def _all(data: bytes, sheets: Iterable[Sheet]) -> Iterator[Finding]:
    for sheet in sheets:
        rows = ((f"{row.place} {row.number}".strip(), row.texts) for row in sheet.rows if not row.is_text)
        yield from find_in_table(rows)
        for row in sheet.rows:
            if row.is_text:
                yield from find_in_text(row.texts[0], row.place or sheet.name)
    if data.startswith(b"PK\x03\x04"):
        yield from _in_package(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        yield from _in_bytes(data)
    elif b"%PDF-" in data[:1024]:
        yield from _in_pdf(data)


def _in_package(data: bytes) -> Iterator[Finding]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            low = name.lower()
            if name.endswith("/") or any(part in low for part in _PLAIN_PARTS):
                continue
            if not low.endswith((*_XML, *_PICTURES)):
                yield Finding(Kind.EMBEDDED, name, name)
            elif low.endswith(_XML) and not any(part.lower() in low for part in _SILENT):
                with archive.open(name) as part:
                    yield from _in_part(part, name)


def _in_part(part: Any, name: str) -> Iterator[Finding]:
    """Search each paragraph as a whole, because a number may be cut into runs; other elements one by one."""
    inside = 0
    events = etree.iterparse(
        part, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    for event, element in events:
        if not isinstance(element.tag, str):
            continue
        tag = etree.QName(element).localname
        if event == "start":
            inside += tag in _BLOCKS
            continue
        inside -= tag in _BLOCKS
        if tag in _BLOCKS and not inside:
            yield from find_in_text("".join(element.itertext()), name)
            element.clear()
        elif not inside and not len(element) and tag not in _CELLS:
            yield from _in_leaf(element, tag, name)


def _in_leaf(element: Any, tag: str, name: str) -> Iterator[Finding]:
    text = element.text or element.get("Target") or element.get("author") or ""
    if tag in _PERSONS and text:
        text = f"联系人：{text}"
    yield from find_in_text(text, name)


def _in_bytes(data: bytes) -> Iterator[Finding]:
    """Search an old workbook, whose comments, headers and properties are Latin-1 or UTF-16."""
    texts = (data.decode("latin-1"), data.decode("utf-16-le", "replace"), data[1:].decode("utf-16-le", "replace"))
    for text in texts:
        for run in _DIGITS_OR_MAIL.finditer(text):
            yield from find_in_text(run[0], "")


def _in_pdf(data: bytes) -> Iterator[Finding]:
    import pypdfium2  # heavy, native: only the reading process needs it
    from pypdfium2 import raw  # as above

    document = pypdfium2.PdfDocument(data)
    try:
        for label, value in document.get_metadata_dict().items():
            yield from find_in_text(f"联系人：{value}" if label == "Author" else value, label)
        for at in range(raw.FPDFDoc_GetAttachmentCount(document)):
            yield Finding(Kind.EMBEDDED, str(at + 1), f"attachment {at + 1}")
        for number in range(len(document)):
            page = document[number]
            for note in _notes(page, raw):
                yield from find_in_text(note, f"第{number + 1}页")
            page.close()
    finally:
        document.close()


def _notes(page: Any, raw: Any) -> Iterator[str]:
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        for key in (b"Contents", b"T"):
            length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
            yield buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
        raw.FPDFPage_CloseAnnot(note)
