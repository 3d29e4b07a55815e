"""The mails of subscriptions: plain text and HTML, no picture, no address but the portal's own, nothing that counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from portal.frame.context import demo_notice
from search.page.search_page import cards_by_id
from search.subscriptions.links import end_address, own_address
from search.subscriptions.matching import Matched
from search.subscriptions.models import Rhythm, Subscription
from search.subscriptions.rules import UNCONFIRMED_KEPT
from search.subscriptions.subject import Described, Subject, described, public_enterprise
from showcase.lists.register_pages.feeds import event_entries, event_id

LISTED = 50
"""Stories that one mail lists; of more it says how many, with a link."""


@dataclass(frozen=True, slots=True)
class NewsLine:
    """A story or an event in a mail. `url`: whole; `language`: of the title, empty for that of the mail."""

    kind: str
    title: str
    url: str
    text: str = ""
    language: str = ""


def confirmation_letter(row: Subscription, address: str) -> EmailMultiAlternatives:
    """Return the mail that asks the owner of the address whether it was the owner who subscribed."""
    with translation.override(row.language):
        context = {
            **_common(row),
            "described": described(Subject.of(row), row.language, to_strangers=True),
            "is_confirmed": row.confirmed_at is not None,
            "days": UNCONFIRMED_KEPT.days,
        }
        subject = _("Please confirm your subscription")
        return _letter(row, address, subject, "search/mail/confirm", context)


def news_letter(row: Subscription, matched: Matched) -> EmailMultiAlternatives | None:
    """Return the mail that tells of the news; None where nothing of them is public any more. Raises LostKeyError."""
    with translation.override(row.language):
        stories, events = list(_stories(row, matched.stories)), list(_events(row, matched.events))
        count = len(stories) + len(events)
        if not count:
            return None
        common = _common(row)
        context = {
            **common,
            "lines": [*events, *stories][:LISTED],
            "more": max(0, count - LISTED),
            "is_weekly": row.rhythm == Rhythm.WEEKLY,
        }
        about = _("%(count)s new: %(what)s")
        subject = about % {"count": count, "what": common["described"].text}
        return _letter(row, row.subscriber.address, subject, "search/mail/news", context)


def _common(row: Subscription) -> dict[str, Any]:
    what: Described = described(Subject.of(row), row.language)
    return {
        "language": row.language,
        "described": what,
        "subject_url": settings.SITE_URL + what.url,
        "own_url": own_address(row),
        "end_url": end_address(row),
        "site_url": settings.SITE_URL,
        "demo": demo_notice(),
    }


def _letter(
    row: Subscription, address: str, subject: str, template: str, context: dict[str, Any]
) -> EmailMultiAlternatives:
    headers = {
        "List-Unsubscribe": f"<{context['end_url']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"subscriptions <subscriptions.{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>",
        "Auto-Submitted": "auto-generated",
    }
    context = {**context, "title": " ".join(subject.split())}
    text = render_to_string(f"{template}.txt", context).strip() + "\n"
    letter = EmailMultiAlternatives(context["title"], text, settings.DEFAULT_FROM_EMAIL, [address], headers=headers)
    letter.attach_alternative(render_to_string(f"{template}.html", context).strip() + "\n", "text/html")
    return letter


def _stories(row: Subscription, ids: tuple[str, ...]) -> Iterator[NewsLine]:
    """Yield those that are public now, with their English page where there is one and the mail is English."""
    cards = cards_by_id(ids) if ids else {}
    for card in (cards[one] for one in ids if one in cards):
        language = "" if card.language == row.language else card.language
        yield NewsLine(card.kind_label, card.title, settings.SITE_URL + card.url, card.summary, language)


def _events(row: Subscription, keys: tuple[int, ...]) -> Iterator[NewsLine]:
    unit = public_enterprise(row.enterprise) if keys else None
    if unit is None:
        return
    wanted = {event_id(key) for key in keys}
    for entry in event_entries(unit):
        if entry.id in wanted:
            yield NewsLine(_("Notice"), entry.title, settings.SITE_URL + entry.url, entry.text)
