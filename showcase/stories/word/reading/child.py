"""Reads one Word file from standard input and prints it as JSON, in a bounded process that does not load Django.

See `showcase.lists.importing.reading.child`, whose bounds it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from showcase.lists.importing.reading.child import run
from showcase.lists.importing.reading.limits import check_size
from showcase.lists.importing.reading.sheets import FileRefused


def answers(name: str, data: bytes) -> Iterator[dict[str, Any]]:
    """Yield `{document}`; raises FileRefused for what is no DOCX file, and for one that is damaged."""
    # Imported here, so that the bounds hold while its libraries are loaded
    from showcase.lists.importing.reading.formats import kind_of
    from showcase.stories.word.reading.blocks import read_document  # after the bounds on memory are set

    check_size(data)
    kind = kind_of(data)
    if kind != "docx":
        raise FileRefused("not_word", found=kind)
    try:
        document = read_document(data)
    except (FileRefused, MemoryError):
        raise
    except Exception as error:  # a damaged package makes zipfile and lxml raise anything
        raise FileRefused("damaged") from error
    yield {"document": asdict(document)}


if __name__ == "__main__":
    run(answers)
