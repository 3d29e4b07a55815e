"""What a block of a body says, and which sources it cites; the same for all readers of bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from portal.text.citations import Passage, passages


def block_passages(block: Any) -> tuple[Passage, ...]:
    """Return the passages of a block; of a table or a picture one, with all its words. A heading has none."""
    kind, value = block.block_type, block.value
    if kind == "text":
        return passages(value.source)
    if kind == "note":
        return passages(value["text"].source)
    if kind == "table":
        rows = [value["header"], *(row["cells"] for row in value["rows"])]
        words = "\n".join(filter(None, [value["caption"], *(str(cell) for row in rows for cell in row)]))
        # A number that is not chosen yet is None.
        sources = tuple(int(number) for number in value["sources"] if number is not None)
        return (Passage("table", words, sources),) if words.strip() else ()
    if kind == "figure":
        return (Passage("figure", value["caption"]),) if value["caption"].strip() else ()
    return ()


def body_passages(body: Iterable[Any]) -> Iterator[Passage]:
    """Yield the passages of all blocks, in order."""
    for block in body:
        yield from block_passages(block)
