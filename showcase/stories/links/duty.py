"""The worker's duty: gathers links, and asks a few addresses that are due, in a thread of its own."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from portal.caching import content_version
from showcase.stories.links.asking import ask
from showcase.stories.links.gathering import gather
from showcase.stories.links.models import CheckedLink
from showcase.stories.links.policy import PUBLIC_WEB, AskingPolicy

SECONDS = 60
AT_ONCE = 5
"""Addresses that one turn asks, no two of one site."""
_LOOKED_AT = 50  # addresses that are due, to choose from
_REST = 600  # seconds between two gatherings, each of which reads every public text


@dataclass
class LinkWatch:
    """Gathers links after a change of what is public, and asks addresses where the operator wants it."""

    policy: AskingPolicy = PUBLIC_WEB
    seen: int | None = None
    gathered: float = 0.0

    def turn(self) -> int:
        """Do what is due, and return how many addresses were asked; called every SECONDS."""
        version, now = content_version.current(), time.monotonic()
        if version != self.seen and (self.seen is None or now - self.gathered >= _REST):
            gather()
            self.seen, self.gathered = version, now
        return check_due(self.policy) if settings.CHECK_LINKS else 0


def check_due(policy: AskingPolicy = PUBLIC_WEB) -> int:
    """Ask at most AT_ONCE addresses that are due, those that were never asked first; return how many."""
    due = CheckedLink.objects.filter(Q(due_at=None) | Q(due_at__lte=timezone.now()))
    by_site: dict[str | None, CheckedLink] = {}
    for link in due.order_by(F("due_at").asc(nulls_first=True), "digest")[:_LOOKED_AT]:
        by_site.setdefault(urlsplit(link.address).hostname, link)
    chosen = list(by_site.values())[:AT_ONCE]
    for link in chosen:
        answer = ask(link.address, policy)
        link.keep(link.known.after(answer, timezone.now()))
    return len(chosen)


WATCH = LinkWatch()
