"""Process many records together and find those that fail on their own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from django.db import InterfaceError, OperationalError

from search.core.engine import FAILED, Change, RecordsRefused, SearchUnavailable

Changes = TypeVar("Changes", bound=Change)


def each_apart(ids: Collection[str], work: Callable[[list[str]], object]) -> dict[str, Exception]:
    """Run `work` on all ids at once; where that fails on halves, down to the single ids that fail.

    Returns id → its error. `work` may run twice for one id. Trouble of the engine or the database is no fault of a
    record and is raised (SearchUnavailable, OperationalError, InterfaceError).
    """
    if not ids:
        return {}
    several = sorted(ids)
    try:
        work(several)
    except (SearchUnavailable, OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - one record, of whatever fault, must not keep back the others
        if len(several) == 1:
            return {several[0]: error}
        middle = len(several) // 2
        return each_apart(several[:middle], work) | each_apart(several[middle:], work)
    return {}


def store_apart(changes: Sequence[Changes], store: Callable[[Sequence[Changes]], object]) -> dict[str, Exception]:
    """Pass all changes to an engine; return id → error of those that it refuses.

    Where the engine fails without naming records, halves are tried, down to the single changes that fail. Raises
    SearchUnavailable for trouble of any other kind, and where not one change could be stored.
    """
    failures = _store_apart(changes, store)
    alone = [error for error in failures.values() if isinstance(error, SearchUnavailable)]
    if alone and len(failures) == len({change.id for change in changes}):
        raise alone[0]
    return failures


def _store_apart(changes: Sequence[Changes], store: Callable[[Sequence[Changes]], object]) -> dict[str, Exception]:
    try:
        store(changes)
    except RecordsRefused as refused:
        return refused.failures
    except SearchUnavailable as trouble:
        if trouble.reason != FAILED:
            raise
        if len(changes) == 1:
            return {changes[0].id: trouble}
        middle = len(changes) // 2
        return _store_apart(changes[:middle], store) | _store_apart(changes[middle:], store)
    return {}
