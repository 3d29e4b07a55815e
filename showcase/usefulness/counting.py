"""Decides which answers are counted, and what the counts say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from portal.accounts import pace
from portal.public_forms.tickets import Ticket
from showcase.usefulness import models

VALID = dt.timedelta(days=1)
"""How long a form can be sent; as long as its ticket is known to have been used (`pace.KEPT`)."""
LEAST = 5
"""With fewer answers a share would say more of single readers than of the page."""
_ONCE = (pace.Limit(VALID, 1),)
# Many people in an office share one address.
_OF_A_PAGE = (pace.Limit(pace.KEPT, 5),)
_OF_A_NETWORK = (pace.Limit(dt.timedelta(hours=1), 30), pace.Limit(pace.KEPT, 100))


@dataclass(frozen=True, slots=True)
class Usefulness:
    """How many readers answered, and how many of them said yes."""

    yes: int
    answers: int

    @property
    def is_shown(self) -> bool:
        """Whether there are enough answers to be published."""
        return self.answers >= LEAST


def count(about: str, ticket: Ticket, network: str, *, is_useful: bool) -> bool:
    """Count the answer; return False, and keep nothing, where its form was sent before or the network sent enough."""
    turns = (
        (pace.digest("useful.ticket", ticket.key), _ONCE),
        (pace.digest("useful.page", network, about), _OF_A_PAGE),
        (pace.digest("useful.network", network), _OF_A_NETWORK),
    )
    try:
        for who, limits in turns:  # in a flood most are refused here, without waiting for the only writer
            pace.check(who, limits)
        with transaction.atomic():
            for who, limits in turns:
                pace.take_a_turn(who, limits)
            models.add(about, timezone.localdate(), is_useful=is_useful)
    except pace.TooOften:
        return False
    return True


def usefulness(is_counted: Callable[[str], bool]) -> Usefulness:
    """Return the answers of all days about pages whose name is counted, together; one query."""
    rows = models.UsefulCount.objects.values_list("about").annotate(Sum("yes"), Sum("no"))
    kept = [(yes, no) for about, yes, no in rows if is_counted(about)]
    return Usefulness(sum(yes for yes, _no in kept), sum(yes + no for yes, no in kept))
