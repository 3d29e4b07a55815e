"""Making the documents of a batch before any is sent, so that one that can't be made spoils none of the others."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from search.engines.base import Change, Put

Document = TypeVar("Document")


def prepared(
    changes: Iterable[Change], make: Callable[[Put], Document]
) -> tuple[list[tuple[Change, Document | None]], dict[str, Exception]]:
    """Each change with its document, a removal with None; and id → why of the records of which none can be made."""
    ready: list[tuple[Change, Document | None]] = []
    failures: dict[str, Exception] = {}
    for change in changes:
        try:
            ready.append((change, make(change) if isinstance(change, Put) else None))
        except Exception as error:  # noqa: BLE001 - whatever analysis makes of one text, the others don't wait for it
            failures[change.id] = error
    return ready, failures
