"""Limits how often one address may send."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from portal.accounts import pace

# Many people in an office share one address; beyond the limit there are the contacts of the notice.
LIMITS = (pace.Limit(dt.timedelta(hours=1), 5), pace.Limit(dt.timedelta(days=1), 20))


def sender_of(request: HttpRequest) -> str:
    """Return a keyed hash of the network that the request comes from."""
    return pace.digest("objection", pace.network_of(request))


def take_a_turn(sender: str) -> None:
    """Count one objection; raises pace.TooOften where that is one too many."""
    pace.take_a_turn(sender, LIMITS)
