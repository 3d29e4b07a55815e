"""The signed links of a subscriber: they need no account, cannot be guessed, and end with their row."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from search.subscriptions.models import Subscriber, Subscription

_SALT = "search.subscriptions"


@dataclass(frozen=True, slots=True)
class Link:
    """What a signed link names: a subscriber, and the one subscription that its mail was about.

    Both are None where the rows were deleted: the link is ours and has ended.
    """

    subscriber: Subscriber | None
    subscription: Subscription | None


def token_of(subscription: Subscription) -> str:
    """Return the secret part of the links of a subscription."""
    owner = subscription.subscriber
    return str(signing.Signer(salt=_SALT).sign_object([owner.pk, owner.nonce, subscription.pk]))


def link_of(token: str) -> Link | None:
    """Return what a token names; None for one that was not made here."""
    try:
        owner, nonce, key = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Subscriber.objects.defer(*Subscriber.SEALED).filter(pk=owner).first()
    if found is None or not secrets.compare_digest(found.nonce, str(nonce)):
        return Link(None, None)
    return Link(found, found.subscriptions.filter(pk=key).first())


def own_address(subscription: Subscription) -> str:
    """Return the whole address of the page with all subscriptions of the same subscriber."""
    return _address("subscriptions", subscription)


def end_address(subscription: Subscription) -> str:
    """Return the whole address that ends the subscription: a page with a button, and the one-click end of RFC 8058."""
    return _address("subscription_end", subscription)


def _address(name: str, subscription: Subscription) -> str:
    with translation.override(subscription.language):
        return str(settings.SITE_URL) + reverse(name, args=[token_of(subscription)])
