"""Makes Word files from raw XML inside a package of python-docx, and says which texts a package has."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from xml.sax.saxutils import escape

import docx
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inline: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inline)}</w:p>"


def deleted(text: str) -> str:
    return f'<w:del w:id="1"><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="2">{run(text)}</w:ins>'


def hidden(text: str) -> str:
    return run(text, "<w:vanish/>")


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def note(kind: str, key: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def text_box(*paragraphs: str, old: str | None = None) -> str:
    """A text box as Word writes it: for itself and, in VML, for old programs (`old`: where that copy differs)."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    copy = inside if old is None else f"<w:txbxContent>{paragraph(run(old))}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{copy}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: list[str]) -> str:
    """A table of cells, each given as its properties and content."""
    lines = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{lines}</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tcPr>{properties}</w:tcPr>{content}"


def package(body: str, **parts: str) -> bytes:
    """A DOCX file with this body; `parts` are the contents of further parts: `footnotes`, `comments`, `header1` …"""
    data = io.BytesIO()
    written = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    written |= {f"word/{name}.xml": f"<w:x {NAMESPACES}>{content}</w:x>" for name, content in parts.items()}
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive, zipfile.ZipFile(io.BytesIO(empty())) as old:
        for name in old.namelist():
            if name not in written:
                archive.writestr(name, old.read(name))
        for name, content in written.items():
            archive.writestr(name, content)
    return data.getvalue()


@cache
def empty() -> bytes:
    """A Word file without text."""
    data = io.BytesIO()
    docx.Document().save(data)
    return data.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same package with this part, instead of one of that name."""
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive, zipfile.ZipFile(io.BytesIO(data)) as old:
        for part in old.namelist():
            if part != name:
                archive.writestr(part, old.read(part))
        archive.writestr(name, content)
    return changed.getvalue()


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The same package with another text of one part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return with_part(data, part, change(archive.read(part).decode()).encode())


def stream(name: str) -> bytes:
    """The entry of a stream in the directory of an old Office file."""
    text = name.encode("utf-16-le")
    return text + bytes(64 - len(text)) + (len(text) + 2).to_bytes(2, "little")


def old_office(name: str) -> bytes:
    """The beginning of an old Office file that has this stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream(name)


def old_word() -> bytes:
    """The beginning of a file of Word 97."""
    return old_office("WordDocument")


def noted(kind: str, notes: Mapping[int, str]) -> str:
    """The content of the part with footnotes or endnotes."""
    return "".join(f'<w:{kind} w:id="{key}">{paragraph(run(text))}</w:{kind}>' for key, text in notes.items())


TEXTS = ("t", "delText", "instrText", "delInstrText")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def texts_of(data: bytes) -> list[str]:
    """Every text run of every part of a package, by the element's name alone.

    A copy for old programs counts only where it says something else.
    """
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                for alternatives in reversed(list(root.iter(f"{_MC}AlternateContent"))):  # inner ones first
                    choice, copy = alternatives
                    if _texts(choice) == _texts(copy):
                        alternatives.remove(copy)
                found += _texts(root)
    return found


def _texts(root) -> list[str]:
    return [node.text or "" for node in root.iter("{*}*") if etree.QName(node).localname in TEXTS]
