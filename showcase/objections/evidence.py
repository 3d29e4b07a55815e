"""Checks evidence files by their content; a file is never unpacked or shown, only offered for download."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import filetype
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from showcase.lists.importing.reading.limits import open_archive
from showcase.lists.importing.reading.sheets import FileRefused

MAX_FILES = 5
MAX_FILE_BYTES = 10_000_000
MAX_PIXELS = 64_000_000
KINDS = {".pdf": "pdf", ".jpg": "jpg", ".jpeg": "jpg", ".png": "png", ".docx": "docx", ".xlsx": "xlsx"}
_OFFICE_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_END_OF_PDF = 2048  # bytes in which PDF readers look for the mark


@dataclass(frozen=True)
class EvidenceFile:
    """An accepted file: its name as sent, its kind, its content."""

    name: str
    kind: str
    content: bytes


class EvidenceRefused(Exception):
    """A file that is refused; the text says which one and why, in the reader's language."""


def read_evidence(name: str, content: bytes, size: int) -> EvidenceFile:
    """Return the file, or raise EvidenceRefused. `size`: bytes sent; `content` may be empty if that is too much."""
    kind = KINDS.get(PurePath(name).suffix.lower())
    values = {"name": name, "most": MAX_FILE_BYTES // 1_000_000}
    if kind is None:
        raise EvidenceRefused(_("“%(name)s”: only PDF, JPG, PNG, DOCX and XLSX files are accepted.") % values)
    if not size:
        raise EvidenceRefused(_("“%(name)s” is empty.") % values)
    if size > MAX_FILE_BYTES:
        raise EvidenceRefused(_("“%(name)s” is larger than %(most)s MB.") % values)
    if not _is(kind, content):
        raise EvidenceRefused(_("“%(name)s” is damaged, or its content does not match its name.") % values)
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
    """Say whether the header is that of a picture of allowed size; nothing is decoded."""
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
        return True  # a zip bomb: `_check_package` refuses it
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _check_package(name: str, content: bytes) -> None:
    """Refuse macros, and packages that would fill the memory of the program that opens them."""
    try:
        package = open_archive(content)
    except FileRefused as refused:
        text = _("“%(name)s” is too large when unpacked.")
        raise EvidenceRefused(text % {"name": name}) from refused
    with package:
        if any(part.lower().endswith("vbaproject.bin") for part in package.namelist()):
            raise EvidenceRefused(_("“%(name)s” contains macros: save it without them.") % {"name": name})


class EvidenceUploadHandler(FileUploadHandler):
    """Keeps MAX_FILES files of MAX_FILE_BYTES in memory, so that no plain text reaches a disk.

    Further bytes are only counted, for the error message.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._files = 0
        self._kept = bytearray()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._files += 1
        self._kept = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._files <= MAX_FILES and start + len(raw_data) <= MAX_FILE_BYTES:
            self._kept += raw_data
        else:
            self._kept.clear()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        content = bytes(self._kept) if len(self._kept) == file_size else b""
        name, kind = self.file_name or "", self.content_type or ""
        return InMemoryUploadedFile(io.BytesIO(content), self.field_name, name, kind, file_size, self.charset)
