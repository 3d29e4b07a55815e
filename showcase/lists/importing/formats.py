"""Reads a file by what it is, not by what it is called; in a process of its own (`reading_child.py`)."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePath

import filetype

from showcase.lists.importing.limits import (
    MAX_TAGS,
    MAX_TAGS_IN_MEMORY,
    check_size,
    check_tags,
    open_archive,
)
from showcase.lists.importing.sheets import FileRefused, Progress, Sheet, unwatched

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMED = {".xlsx": "xlsx", ".xls": "xls", ".csv": "csv", ".txt": "csv", ".tsv": "csv", ".docx": "docx", ".pdf": "pdf"}
SUFFIXES = tuple(_NAMED)


def parse(name: str, data: bytes, progress: Progress = unwatched) -> tuple[Sheet, ...]:
    """The sheets of an XLSX, XLS, CSV, DOCX or PDF file, in order; raises FileRefused.

    `progress` is called with pages done and pages in all, where reading takes long.
    """
    check_size(data)
    kind = kind_of(data)
    named = _NAMED.get(PurePath(name).suffix.lower())
    if named is None:
        raise FileRefused("unknown_name", found=kind)
    if named != kind:
        raise FileRefused("mislabelled", found=kind, named=named)
    return _reader(kind)(PurePath(name).name, data, progress)


def kind_of(data: bytes) -> str:
    """`xlsx`, `xls`, `csv`, `docx` or `pdf` by content; raises FileRefused for everything else."""
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    guessed = filetype.guess(data[:8192])
    if guessed is not None:
        raise FileRefused("picture" if guessed.mime.startswith("image/") else "other_kind", found=guessed.extension)
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<"):
        raise FileRefused("markup")
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("other_kind", found="binary")
    return "csv"


def _kind_of_archive(data: bytes) -> str:
    try:
        with open_archive(data) as archive:
            names = set(archive.namelist())
            if any(part.flag_bits & 1 for part in archive.infolist()):
                raise FileRefused("encrypted")
            check_tags(archive, MAX_TAGS_IN_MEMORY if "word/document.xml" in names else MAX_TAGS)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
        raise FileRefused("damaged") from error
    macros = sorted(part for part in names if part.lower().endswith("vbaproject.bin"))
    if macros:
        raise FileRefused("macros", macros[0])
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    raise FileRefused("other_kind", found="xlsb" if "xl/workbook.bin" in names else "zip")


def _kind_of_ole(data: bytes) -> str:
    """Old office files tell themselves apart by the names in their directory, which are UTF-16."""
    if _holds(data, "EncryptedPackage"):
        raise FileRefused("encrypted")
    if _holds(data, "_VBA_PROJECT") or _holds(data, "_VBA_PROJECT_CUR"):
        raise FileRefused("macros", "_VBA_PROJECT")
    if _holds(data, "Workbook") or _holds(data, "Book"):
        return "xls"
    if _holds(data, "WordDocument"):
        raise FileRefused("old_word")
    raise FileRefused("other_kind", found="OLE")


def _holds(data: bytes, stream: str) -> bool:
    """Whether the directory of an OLE file has a stream or folder of exactly this name."""
    name = stream.encode("utf-16-le")
    length = (len(name) + 2).to_bytes(2, "little")
    # An entry: 64 bytes of name, padded with zeros, then the length of the name with its final zero.
    return name + bytes(64 - len(name)) + length in data


def _reader(kind: str) -> Callable[[str, bytes, Progress], tuple[Sheet, ...]]:
    """Each reader brings a large library, so none is imported before it is needed."""
    if kind == "xlsx":
        from showcase.lists.importing.xlsx import read_xlsx as reader
    elif kind == "xls":
        from showcase.lists.importing.xls import read_xls as reader
    elif kind == "docx":
        from showcase.lists.importing.docx_tables import read_docx as reader
    elif kind == "pdf":
        from showcase.lists.importing.pdf_tables import read_pdf as reader
    else:
        from showcase.lists.importing.delimited import read_csv as reader
    return reader
