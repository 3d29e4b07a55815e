"""Keeps a flood of forms cheap: once one was refused, this process refuses further ones unread for a moment.

A form costs a page and several queries to read; in a flood thousands arrive that would all be refused, on the cores on
which readers wait for their pages (`python -m bench.flood --json` measures both). What is remembered is one moment of
this process's clock: nothing of who sent what.
"""

from __future__ import annotations

import time

MOMENT = 5.0
"""Seconds for which forms are refused unread: a reader whose form was refused tries again after a minute, not sooner."""
TRY_AGAIN = 60
"""Seconds after which the sender is asked to try again; the pace of the quarantine counts in minutes."""

_until = 0.0


def refuse_for_a_moment() -> None:
    """Refuse what arrives during the next MOMENT."""
    global _until  # noqa: PLW0603  one moment of the process, which threads may overwrite with a later one
    _until = time.monotonic() + MOMENT


def is_refusing() -> bool:
    """Say whether a form that arrives now is refused unread."""
    return time.monotonic() < _until


def over() -> None:
    """Take forms again."""
    global _until  # noqa: PLW0603  as above
    _until = 0.0
