"""Which submissions wait in quarantine instead of on the desk, so that a flood never reaches the editors.

Once it took one no more, this process refuses what arrives unread for a moment: to read a form costs a page and several
queries, on the cores on which readers wait for their pages (`python -m bench.flood --json` measures both). What is
remembered is one moment of this process's clock, nothing of who sent what.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

# No story has had more than a handful of submissions in a day; thirty in an hour of the whole site are no readers.
FLOOD = 30
FLOOD_SPAN = dt.timedelta(hours=1)
# A source or two are welcome in any text; advertisements consist of links.
MOST_LINKS = 5
# Twice may be a person who was not sure; three times the same text is a program.
MOST_REPEATED = 2
REPEATED_SPAN = dt.timedelta(days=1)
FULL = 2_000
"""Submissions that the quarantine holds; beyond it nothing is taken, and the sender reads so."""
# An editor can look through so many of a bad hour; storing more of them would slow the pages of readers.
PACE = 60
PACE_SPAN = dt.timedelta(minutes=1)
"""At most PACE submissions go into quarantine within PACE_SPAN; beyond it nothing is taken, and the sender reads so."""
KEPT = dt.timedelta(days=14)
"""How long a submission stays in quarantine before it is erased."""

MOMENT = 5.0
"""Seconds for which forms are refused unread; who was refused is asked to try again later than that."""
TRY_AGAIN = 60
"""Seconds after which the sender is asked to try again; the pace of the quarantine counts in minutes."""

_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)


class Suspicion(models.TextChoices):
    """Why a submission waits in quarantine."""

    LINKS = "links", _("many links")
    REPEATED = "repeated", _("the same text several times")
    FLOOD = "flood", _("too many submissions at the same time")


@dataclass(frozen=True)
class Arrival:
    """What is known of a submission when it arrives.

    `repeated`: how often the same text came within REPEATED_SPAN; `lately`: submissions of everybody within FLOOD_SPAN.
    """

    text: str
    repeated: int
    lately: int


def is_closed(waiting: int, lately: int) -> bool:
    """Say whether the quarantine takes nothing now: `waiting` in it, `lately` of them within PACE_SPAN."""
    return waiting >= FULL or lately >= PACE


def suspicion_of(arrival: Arrival) -> Suspicion | None:
    """Return why this one is to wait in quarantine; None where nothing speaks for it."""
    if len(_LINK.findall(arrival.text)) > MOST_LINKS:
        return Suspicion.LINKS
    if arrival.repeated >= MOST_REPEATED:
        return Suspicion.REPEATED
    return Suspicion.FLOOD if arrival.lately >= FLOOD else None


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
