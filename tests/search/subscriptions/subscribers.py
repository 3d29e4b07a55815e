"""Readers who subscribe, and the mails that reach them."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from portal.public_forms.tickets import new_ticket
from portal.running import worker
from search.subscriptions.models import Rhythm, Subscription
from search.subscriptions.subject import Subject, subject_of
from search.subscriptions.subscribing import confirm, subscribe
from search.subscriptions.views import PURPOSE

ADDRESS = "wang.reader@example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def subject(language: str = "zh-hans", **params: Any) -> Subject:
    with override(language):
        found = subject_of({name: [str(value)] for name, value in params.items()}, language)
    assert found is not None
    return found


def send(address: str = ADDRESS, language: str = "zh-hans", *, rhythm: str = "now", **params: Any) -> Any:
    """Send the form about the search, finder or enterprise that `params` name, as one that was shown a minute ago."""
    form = {key: params.pop(key) for key in ("website", "seconds") if key in params}
    shown_at = timezone.now() - dt.timedelta(seconds=form.get("seconds", 60))
    prefix = "/en" if language == "en" else ""
    fields = {
        "ticket": new_ticket(PURPOSE, subject(language, **params).identity, shown_at),
        "email": address,
        "rhythm": rhythm,
        "website": form.get("website", ""),
    }
    return Client().post(f"{prefix}/subscriptions/new/?{urlencode(params)}", fields)


def own_path(letter: Any) -> str:
    """The path of the page that the mail's link leads to."""
    found = re.search(r"http://127\.0\.0\.1(\S*/subscriptions/[^/\s]+/)(?=\s|$)", letter.body)
    assert found, letter.body
    return found[1]


def end_path(letter: Any) -> str:
    """The path that the mail's header names for ending with one click."""
    return urlsplit(letter.extra_headers["List-Unsubscribe"].strip("<>")).path


def subscribed(
    address: str = ADDRESS, language: str = "zh-hans", *, rhythm: str = "now", **params: Any
) -> Subscription:
    """A confirmed subscription; the mail about it is forgotten."""
    subscribe(address, subject(language, **params), Rhythm(rhythm), language)
    row = Subscription.objects.latest("pk")
    confirm(row.subscriber, [row.pk])
    mail.outbox.clear()
    row.refresh_from_db()
    assert row.confirmed_at is not None
    return row


def told() -> list[Any]:
    """The mails of the worker's next turn."""
    before = len(mail.outbox)
    worker._duties["subscriptions"].work()
    return mail.outbox[before:]


def html_of(letter: Any) -> str:
    (content, kind) = letter.alternatives[0]
    assert kind == "text/html"
    return str(content)
