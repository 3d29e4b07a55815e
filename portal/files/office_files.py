"""Looks into Word and Excel files without opening them: what kind each is, and whether it carries macros."""

from __future__ import annotations

import io
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what .doc and .xls begin with
ZIP = b"PK\x03\x04"  # what .docx and .xlsx begin with

# Suffix → the part without which an Office Open XML package is not of that kind (ECMA-376, part 1).
_MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_ENTRY_OF_A_DIRECTORY = b"PK\x01\x02"
_MAX_PARTS = 10_000  # zipfile makes an object of each; a report with 3,000 pictures has some 3,100


class PackageError(ValueError):
    """A zip that cannot be read, or with more parts than any document has."""


def macro_part(data: bytes) -> str:
    """Return the name of the part that holds macros, in an old or new Office file; empty where there is none.

    Raises PackageError for a damaged zip.
    """
    if data.startswith(OLE):
        folders = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros")
        return next((name for name in folders if has_stream(data, name)), "")
    if data.startswith(ZIP):
        return macro_part_of(part_names(data))
    return ""


def macro_part_of(names: set[str]) -> str:
    """Return the part of a package that holds macros, of all its part names; empty where there is none."""
    return next(iter(sorted(name for name in names if name.lower().endswith("vbaproject.bin"))), "")


def is_package_of(suffix: str, data: bytes) -> bool:
    """Say whether this is a package of that kind (`docx`, `xlsx`); True for suffixes that are no package.

    Raises PackageError for a damaged zip.
    """
    return suffix not in _MAIN_PART or _MAIN_PART[suffix] in part_names(data)


def part_names(data: bytes) -> set[str]:
    """Return the names of the parts of a zip; raises PackageError where it is damaged or has too many."""
    if data.count(_ENTRY_OF_A_DIRECTORY) > _MAX_PARTS:
        raise PackageError("too many parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return set(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise PackageError("damaged") from error


def has_stream(data: bytes, name: str) -> bool:
    """Say whether the directory of an OLE file has a stream or folder of exactly this name ([MS-CFB] 2.6.1)."""
    encoded = name.encode("utf-16-le")
    length = (len(encoded) + 2).to_bytes(2, "little")
    # An entry: 64 bytes of name, padded with zeros, then the length of the name with its final zero.
    return encoded + bytes(64 - len(encoded)) + length in data
