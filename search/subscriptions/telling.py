"""Tells subscribers what is new; a duty of the worker.

What was told and the mail to be sent are written in one transaction: a crash in between leaves neither.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.sealing import LostKeyError
from search.core.engine import SearchUnavailable
from search.subscriptions.letters import news_letter
from search.subscriptions.matching import Matched, Matcher
from search.subscriptions.models import Rhythm, Subscription
from search.subscriptions.news import newest, note_news
from search.subscriptions.rules import last_weekly_moment

logger = logging.getLogger(__name__)

SECONDS = 10
A_TURN = 200
"""Subscriptions that one turn looks at; the next one continues."""


def tell() -> int:
    """Note what is new and tell those who are due; return the number of mails."""
    if not Subscription.objects.filter(confirmed_at__isnull=False).exists():
        return 0
    try:
        note_news()
        return _tell(timezone.now())
    except SearchUnavailable as trouble:
        logger.warning("subscriptions: %s; they are told later", trouble)
        return 0


def _tell(now: dt.datetime) -> int:
    matcher, mails, silent = Matcher(newest()), 0, []
    for row in _due(now, matcher.until)[:A_TURN]:
        matched = matcher.matched(row)
        if not matched:
            silent.append(row.pk)
        elif _told(row, matched, matcher.until, now):
            mails += 1
    told = Subscription.objects.filter(pk__in=silent, told_until__lte=matcher.until)
    told.update(told_until=matcher.until, told_at=now)
    return mails


def _due(now: dt.datetime, until: int) -> QuerySet[Subscription]:
    """Return those that are to be told: at once where there are news, weekly where the moment has passed."""
    confirmed = Subscription.objects.filter(confirmed_at__isnull=False)
    at_once = confirmed.filter(rhythm=Rhythm.AT_ONCE, told_until__lt=until)
    weekly = confirmed.filter(rhythm=Rhythm.WEEKLY, told_at__lt=last_weekly_moment(now))
    return (at_once | weekly).order_by("told_at", "pk")


def _told(row: Subscription, matched: Matched, until: int, now: dt.datetime) -> bool:
    """Queue the mail and note it; False where the subscription ended meanwhile, or another worker was first."""
    with transaction.atomic():
        rows = Subscription.objects.select_for_update(of=("self",)).select_related("subscriber")
        held = (
            rows.defer("subscriber__address").filter(pk=row.pk, told_until=row.told_until, told_at=row.told_at).first()
        )
        if held is None:
            return False
        Subscription.objects.filter(pk=held.pk).update(told_until=until, told_at=now)
        try:
            letter = news_letter(held, matched)
        except LostKeyError:
            logger.warning("subscription %s: its address cannot be read, the key is lost", held.pk)
            return False
        if letter is None:
            return False
        letter.send()
        return True
