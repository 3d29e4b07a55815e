"""The limits of subscriptions, and when a weekly mail is due."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from portal.accounts.pace import Limit

MOST = 20
"""Confirmed subscriptions of one address."""
MOST_WAITING = 10
"""Unconfirmed ones of one address: a further one takes the place of the oldest."""
UNCONFIRMED_KEPT = dt.timedelta(days=7)
MAILS_TO_STRANGERS = (Limit(dt.timedelta(days=1), 1),)
"""Mails that ask one address to confirm, whoever entered it."""
FORMS = (Limit(dt.timedelta(hours=1), 10), Limit(dt.timedelta(days=1), 40))
"""Forms from one network; many people in an office share one."""

BEIJING = ZoneInfo("Asia/Shanghai")
WEEKDAY, HOUR = 0, 8
"""Monday, eight o'clock in Beijing."""


def last_weekly_moment(now: dt.datetime) -> dt.datetime:
    """Return the latest Monday, 08:00 in Beijing, that is not after `now`."""
    local = now.astimezone(BEIJING)
    moment = local.replace(hour=HOUR, minute=0, second=0, microsecond=0) - dt.timedelta(
        days=(local.weekday() - WEEKDAY) % 7
    )
    return moment if moment <= local else moment - dt.timedelta(days=7)
