"""Telling the one that fails from the many it came with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from django.db import InterfaceError, OperationalError

from search.engines.base import FAILED, Change, RecordsRefused, SearchUnavailable

Changes = TypeVar("Changes", bound=Change)


def each_apart(ids: Collection[str], work: Callable[[list[str]], object]) -> dict[str, Exception]:
    """Do `work` for all of these at once; where that fails for halves, down to those that fail alone: these, and why.

    `work` may be done twice for one id. An engine or a database out of reach is nobody's fault, and raised.
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
    """Hand all these to an engine; id → why of those it refuses.

    Where it fails without saying at which, halves are tried, down to those that fail alone. Raises SearchUnavailable
    for trouble of another kind, and where nothing at all could be stored.
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
