"""What runs once after a transaction, however often it was requested within it."""

from __future__ import annotations

from collections.abc import Callable

from asgiref.local import Local
from django.db import transaction

_thread = Local()


def once_after_commit(function: Callable[[], object]) -> None:
    """Call `function` once after the transaction, or at once where there is none. A failure is logged, not raised.

    Functions that are requested for one transaction run in no certain order.
    """
    _due().add(function)
    # Registered each time: a savepoint that is rolled back takes its callbacks with it.
    transaction.on_commit(lambda: run_if_due(function), robust=True)


def run_if_due(function: Callable[[], object]) -> None:
    """Call a function that was requested and has not run since: for another one that needs it to have run."""
    if function in _due():
        _due().discard(function)
        function()


def _due() -> set[Callable[[], object]]:
    if not hasattr(_thread, "due"):
        _thread.due = set()
    due: set[Callable[[], object]] = _thread.due
    return due
