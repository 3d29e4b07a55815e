"""Reads a Word file in a process of its own: see `child.py`."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from portal.text.plain_text import clean_value
from showcase.lists.importing.reading.limits import check_size, open_archive
from showcase.lists.importing.reading.process import child_answers
from showcase.lists.importing.reading.sheets import FileRefused
from showcase.stories.word.reading.document import WordDocument

_CHILD = (sys.executable, "-m", "showcase.stories.word.reading.child")


def read_word(name: str, data: bytes) -> WordDocument:
    """Return the content of a DOCX file without characters that cannot be seen; raises FileRefused."""
    check_size(data)
    for answer in child_answers((*_CHILD, name), data):
        return restored(answer["document"])
    raise FileRefused("damaged")


def restored(plain: Any) -> WordDocument:
    """Return a document that was stored as JSON."""
    return _adapter().validate_python(clean_value(plain))


def stored(document: WordDocument) -> Any:
    """Return a document as plain lists and dictionaries, for JSON."""
    return _adapter().dump_python(document, mode="json", exclude_defaults=True)


def picture_bytes(data: bytes, part: str) -> bytes:
    """Return the bytes of a part of a DOCX file; raises KeyError where there is no such part."""
    with open_archive(data) as archive:
        return archive.read(part)


@cache
def _adapter() -> TypeAdapter[WordDocument]:
    return TypeAdapter(WordDocument)
