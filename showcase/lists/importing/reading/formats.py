"""Reads a file by its content, not by its name; in a process of its own (`child.py`)."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePath

import filetype

from portal.files.office_files import OLE, ZIP, has_stream, macro_part, macro_part_of
from showcase.lists.importing.reading.limits import (
    MAX_TAGS,
    MAX_TAGS_IN_MEMORY,
    check_size,
    check_tags,
    open_archive,
)
from showcase.lists.importing.reading.sheets import FileRefused, Progress, Sheet, unwatched

_NAMED = {".xlsx": "xlsx", ".xls": "xls", ".csv": "csv", ".txt": "csv", ".tsv": "csv", ".docx": "docx", ".pdf": "pdf"}
SUFFIXES = tuple(_NAMED)


def parse(name: str, data: bytes, progress: Progress = unwatched) -> tuple[Sheet, ...]:
    """Return the sheets of an XLSX, XLS, CSV, DOCX or PDF file, in order; raises FileRefused.

    `progress` receives (pages done, pages in all), where reading takes long.
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
    """Return `xlsx`, `xls`, `csv`, `docx` or `pdf` by content; raises FileRefused for everything else."""
    if data.startswith(ZIP):
        return _kind_of_archive(data)
    if data.startswith(OLE):
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
    macros = macro_part_of(names)
    if macros:
        raise FileRefused("macros", macros)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    raise FileRefused("other_kind", found="xlsb" if "xl/workbook.bin" in names else "zip")


def _kind_of_ole(data: bytes) -> str:
    """Return the kind of an old Office file by the names in its directory, which are UTF-16."""
    if has_stream(data, "EncryptedPackage"):
        raise FileRefused("encrypted")
    macros = macro_part(data)
    if macros:
        raise FileRefused("macros", macros)
    if has_stream(data, "Workbook") or has_stream(data, "Book"):
        return "xls"
    if has_stream(data, "WordDocument"):
        raise FileRefused("old_word")
    raise FileRefused("other_kind", found="OLE")


def _reader(kind: str) -> Callable[[str, bytes, Progress], tuple[Sheet, ...]]:
    """Return the reader; each imports a large library, so none is imported before it is needed."""
    reader: Callable[[str, bytes, Progress], tuple[Sheet, ...]]
    if kind == "xlsx":
        from showcase.lists.importing.reading.xlsx import read_xlsx as reader  # heavy: each reader brings a library
    elif kind == "xls":
        from showcase.lists.importing.reading.xls import read_xls as reader  # as above
    elif kind == "docx":
        from showcase.lists.importing.reading.docx_tables import read_docx as reader  # as above
    elif kind == "pdf":
        from showcase.lists.importing.reading.pdf_tables import read_pdf as reader  # as above
    else:
        from showcase.lists.importing.reading.delimited import read_csv as reader  # as above
    return reader
