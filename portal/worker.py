"""The clock: one loop that does what depends on time. Apps register their duties when ready."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.management import call_command
from django.db import DatabaseError, close_old_connections

logger = logging.getLogger(__name__)


@dataclass
class Duty:
    """Something to do every `seconds`; `work` may raise, the loop goes on and tries again."""

    name: str
    seconds: float
    work: Callable[[], object]
    due: float = field(default=0.0)


_duties: dict[str, Duty] = {}


def register(name: str, seconds: float, work: Callable[[], object]) -> None:
    """Add a duty by name; a later one of the same name replaces it."""
    _duties[name] = Duty(name, seconds, work)


def publish_scheduled() -> None:
    """Go-live and expiry dates of pages and enterprises."""
    call_command("publish_scheduled", verbosity=0)


register("publish_scheduled", 30, publish_scheduled)


def run_due(now: float) -> list[str]:
    """Do every duty that is due at the monotonic time `now`; return the names done. A failure is logged, not raised."""
    done = []
    for duty in _duties.values():
        if duty.due > now:
            continue
        duty.due = now + duty.seconds
        try:
            duty.work()
        except DatabaseError:
            logger.exception("%s: the database failed; trying again in %s s", duty.name, duty.seconds)
        except Exception:  # a duty that fails must not stop the others; its next turn tries again
            logger.exception("%s failed; trying again in %s s", duty.name, duty.seconds)
        else:
            done.append(duty.name)
    return done


def loop(stop: threading.Event, tick: float = 0.5) -> None:
    """Run duties until `stop` is set."""
    while not stop.is_set():
        close_old_connections()
        run_due(time.monotonic())
        stop.wait(tick)


def stop_on_signals(stop: threading.Event) -> None:
    """Let SIGTERM and Ctrl-C end the loop after the duty that is running."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
