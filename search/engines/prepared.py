"""Makes the documents of a batch before any is sent, so that one that can't be made does not stop the others."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from search.core.engine import Change, Put

Document = TypeVar("Document")


def prepared(
    changes: Iterable[Change], make: Callable[[Put], Document]
) -> tuple[list[tuple[Change, Document | None]], dict[str, Exception]]:
    """Return each change with its document (None for a removal), and id → error where none can be made."""
    ready: list[tuple[Change, Document | None]] = []
    failures: dict[str, Exception] = {}
    for change in changes:
        try:
            ready.append((change, make(change) if isinstance(change, Put) else None))
        except Exception as error:  # noqa: BLE001 - whatever analysis makes of one text, the others don't wait for it
            failures[change.id] = error
    return ready, failures
