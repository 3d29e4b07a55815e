"""The worker: one loop that does what depends on time. Apps register their duties when ready."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connections

logger = logging.getLogger(__name__)

LAST_SECONDS = 3  # time for a duty in its own thread to end; the next worker continues what it leaves


@dataclass
class Duty:
    """Something to do every `seconds`; `work` may raise, the loop goes on and tries again.

    `beside`: it may wait long for another service, so it runs in a thread of its own, one at a time.
    """

    name: str
    seconds: float
    work: Callable[[], object]
    beside: bool = False
    due: float = field(default=0.0)
    thread: threading.Thread | None = field(default=None)


_duties: dict[str, Duty] = {}


def register(name: str, seconds: float, work: Callable[[], object], *, beside: bool = False) -> None:
    """Add a duty by name; a later one with the same name replaces it."""
    _duties[name] = Duty(name, seconds, work, beside)


def publish_scheduled() -> None:
    """Apply go-live and expiry dates of pages and enterprises."""
    call_command("publish_scheduled", verbosity=0)


register("publish_scheduled", 30, publish_scheduled)


def run_due(now: float, *, threads: bool = False) -> list[str]:
    """Do every duty that is due at the monotonic time `now`; return their names. Logs failures, raises none.

    With `threads` the duties marked `beside` are only started, and are not among the names.
    """
    done = []
    for duty in _duties.values():
        if duty.due > now:
            continue
        duty.due = now + duty.seconds
        if threads and duty.beside:
            _begin(duty)
        elif _is_done(duty):
            done.append(duty.name)
    return done


def _is_done(duty: Duty) -> bool:
    try:
        duty.work()
    except DatabaseError:
        logger.exception("%s: the database failed; trying again in %s s", duty.name, duty.seconds)
    except Exception:  # a duty that fails must not stop the others; its next turn tries again
        logger.exception("%s failed; trying again in %s s", duty.name, duty.seconds)
    else:
        return True
    return False


def _begin(duty: Duty) -> None:
    if duty.thread is None or not duty.thread.is_alive():
        duty.thread = threading.Thread(target=_in_thread, args=(duty,), name=duty.name, daemon=True)
        duty.thread.start()


def _in_thread(duty: Duty) -> None:
    try:
        _is_done(duty)
    finally:
        connections.close_all()  # those of this thread


def loop(stop: threading.Event, tick: float = 0.5) -> None:
    """Run duties until `stop` is set."""
    while not stop.is_set():
        close_old_connections()
        run_due(time.monotonic(), threads=True)
        stop.wait(tick)
    for duty in _duties.values():
        if duty.thread is not None:
            duty.thread.join(LAST_SECONDS)


def stop_on_signals(stop: threading.Event) -> None:
    """Let SIGTERM and Ctrl-C end the loop after the duty that is running."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
