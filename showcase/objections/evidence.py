"""What a file is, is decided by its content; it is never unpacked here and never shown, only handed out again."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

import filetype
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from showcase.lists.importing.limits import open_archive
from showcase.lists.importing.sheets import FileRefused

MAX_FILES = 5
MAX_FILE_BYTES = 10_000_000
MAX_PIXELS = 64_000_000
KINDS = {".pdf": "pdf", ".jpg": "jpg", ".jpeg": "jpg", ".png": "png", ".docx": "docx", ".xlsx": "xlsx"}
_OFFICE_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_END_OF_PDF = 2048  # bytes in which readers look for the mark


@dataclass(frozen=True)
class EvidenceFile:
    """A file that may be kept: its name as sent, its kind, its content."""

    name: str
    kind: str
    content: bytes


class EvidenceRefused(Exception):
    """A file that is not taken; the text says which one and why, in the reader's language."""


def read_evidence(name: str, content: bytes, size: int) -> EvidenceFile:
    """The file, or EvidenceRefused. `size` is what was sent; of a file too large `content` may be nothing."""
    kind = KINDS.get(PurePath(name).suffix.lower())
    values = {"name": name, "most": MAX_FILE_BYTES // 1_000_000}
    if kind is None:
        raise EvidenceRefused(_("“%(name)s”: only PDF, JPG, PNG, DOCX and XLSX files are taken.") % values)
    if not size:
        raise EvidenceRefused(_("“%(name)s” is empty.") % values)
    if size > MAX_FILE_BYTES:
        raise EvidenceRefused(_("“%(name)s” is larger than %(most)s MB.") % values)
    if not _is(kind, content):
        raise EvidenceRefused(_("“%(name)s” is damaged, or its content is not what its name says.") % values)
    if kind in _OFFICE_PART:
        _check_package(name, content)
    return EvidenceFile(name, kind, content)


def _is(kind: str, content: bytes) -> bool:
    if kind in _OFFICE_PART:
        return _has_part(content, _OFFICE_PART[kind])
    guessed = filetype.guess(content[:8192])
    if guessed is None or guessed.extension != kind:
        return False
    return b"%%EOF" in content[-_END_OF_PDF:] if kind == "pdf" else _is_picture(content)


def _is_picture(content: bytes) -> bool:
    """By its header alone; nothing is decoded."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            return picture.width * picture.height <= MAX_PIXELS
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _has_part(content: bytes, part: str) -> bool:
    try:
        with open_archive(content) as package:
            return {part, "[Content_Types].xml"} <= set(package.namelist())
    except FileRefused:
        return True  # a bomb: `_check_package` says so
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _check_package(name: str, content: bytes) -> None:
    """Refuse what would fill the memory of whoever opens it, and macros."""
    try:
        package = open_archive(content)
    except FileRefused as refused:
        text = _("“%(name)s” would unpack to more than a document holds.")
        raise EvidenceRefused(text % {"name": name}) from refused
    with package:
        if any(part.lower().endswith("vbaproject.bin") for part in package.namelist()):
            raise EvidenceRefused(_("“%(name)s” holds macros: save it without.") % {"name": name})
