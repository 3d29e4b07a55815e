"""Two people at the same moment, each with a database connection of their own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, transaction

from showcase.models import Enterprise


def at_once(*works: Callable[[], Any], on: Sequence[Enterprise] = ()) -> list[Any]:
    """What each gives, or the exception it raises; needs a test with real transactions.

    On PostgreSQL they begin while the enterprises `on` are locked, and are let go once all wait for them.
    """
    answers: list[Any] = [None] * len(works)
    threads = [threading.Thread(target=_do, args=(work, answers, at)) for at, work in enumerate(works)]
    with transaction.atomic():
        list(Enterprise.objects.select_for_update().filter(pk__in=[unit.pk for unit in on]))
        for thread in threads:
            thread.start()
        if connection.vendor == "postgresql" and on:
            _wait_for(len(threads), threads)
    for thread in threads:
        thread.join()
    return answers


def _do(work: Callable[[], Any], answers: list[Any], at: int) -> None:
    try:
        answers[at] = work()
    except Exception as error:  # noqa: BLE001 - the test looks at it
        answers[at] = error
    finally:
        connection.close()


def _wait_for(number: int, threads: list[threading.Thread]) -> None:
    """Until so many wait for a lock, or have ended without one."""
    waiting = "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"
    while True:
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0] + sum(not thread.is_alive() for thread in threads) >= number:
                return
        threading.Event().wait(0.01)
