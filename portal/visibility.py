"""Whether a page is public now: the one rule that pages, files, search, feeds, counts and caches ask."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

Pages = TypeVar("Pages", bound=PageQuerySet)


def public_pages(pages: Pages) -> Pages:
    """Narrow `pages` to those that anyone may read at this moment: live, not expired by the clock, not private."""
    expired = Q(expire_at__isnull=False, expire_at__lte=timezone.now())
    found: Pages = pages.live().public().exclude(expired)
    return found


def is_public(page: Page) -> bool:
    """Whether anyone may read this page at this moment, without signing in; asks the database, not the object."""
    return public_pages(Page.objects.filter(pk=page.pk)).exists()
