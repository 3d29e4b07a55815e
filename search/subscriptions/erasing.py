"""Erases what nobody confirmed; a duty of the worker."""

from __future__ import annotations

import logging

from django.utils import timezone

from search.subscriptions.models import Subscription
from search.subscriptions.rules import UNCONFIRMED_KEPT
from search.subscriptions.subscribing import erase_without_subscriptions

logger = logging.getLogger(__name__)

SECONDS = 3600


def erase_unconfirmed() -> None:
    """Delete subscriptions that were not confirmed in time, and addresses without any."""
    old = Subscription.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - UNCONFIRMED_KEPT)
    erased, _models = old.delete()
    erase_without_subscriptions()
    if erased:
        logger.info("%s unconfirmed subscriptions erased", erased)
