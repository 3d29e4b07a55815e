"""Whether a page is public now: the one rule that pages, files, search, feeds, counts and caches ask.

Public is what is live, has not expired by the clock, is under no view restriction, and whose Chinese source (for a
translation) and original (for an alias) are public too. What is odd stays closed: a translation without a source, an
alias of nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from portal import content_version
from portal.content_version import kept_in_process

Pages = TypeVar("Pages", bound=PageQuerySet)

LONGEST_CHAIN = 2
"""Aliases of aliases that are followed; nobody makes longer chains, and they stay closed."""


def public_pages(pages: Pages) -> Pages:
    """Narrow `pages` to those that anyone may read at this moment; one query for the restrictions."""
    found: Pages = standing_pages(pages)
    paths = closed_paths()
    if paths:
        found = found.exclude(below(paths))
    return found


def is_public(page: Page) -> bool:
    """Whether anyone may read this page at this moment, without signing in; asks the database, not the object."""
    return public_pages(Page.objects.filter(pk=page.pk)).exists()


def standing_pages(pages: Pages) -> Pages:
    """Narrow `pages` to those that are published at this moment, for everybody or for those a restriction lets in."""
    found: Pages = pages.filter(_standing(timezone.now(), LONGEST_CHAIN))
    return found


def is_standing(page: Page) -> bool:
    """Whether the page is published at this moment, if only for those a restriction lets in."""
    return standing_pages(Page.objects.filter(pk=page.pk)).exists()


def in_force(now: dt.datetime | None = None, prefix: str = "") -> Q:
    """Live and not expired by the clock: of a page or of any `DraftStateMixin`; `prefix` leads to it (`"unit__"`)."""
    now = now or timezone.now()
    unexpired = Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": now})
    return Q(**{f"{prefix}live": True}) & unexpired


def _standing(now: dt.datetime, chain: int) -> Q:
    """In force, as are its source and, over at most `chain` steps, its original."""
    is_source = Q(locale__language_code=settings.LANGUAGE_CODE)
    is_original = Q(alias_of__isnull=True)
    sources = Page.objects.filter(is_source, translation_key=OuterRef("translation_key"))
    if not chain:
        return in_force(now) & is_original & (is_source | Q(Exists(sources.filter(in_force(now)))))
    originals = Page.objects.filter(_standing(now, chain - 1), pk=OuterRef("alias_of_id"))
    source_stands = is_source | Q(Exists(sources.filter(_standing(now, 0))))
    return in_force(now) & source_stands & (is_original | Q(Exists(originals)))


def closed_paths() -> tuple[str, ...]:
    """Tree paths at and below which nothing is public: restricted pages, their translations and their aliases."""
    restricted = _outermost(PageViewRestriction.objects.values_list("page__path", flat=True))
    if not restricted:
        return ()
    if connection.in_atomic_block:  # what is written here may be rolled back, and has moved no version yet
        return with_followers(restricted)
    version = (content_version.current(), restricted)
    return kept_in_process("closed-paths", version, lambda: with_followers(restricted))


def with_followers(paths: tuple[str, ...]) -> tuple[str, ...]:
    """These tree paths and those of all that is closed where they are; a query a round, mostly two rounds."""
    while True:
        closed = Page.objects.filter(below(paths))
        sources = closed.filter(locale__language_code=settings.LANGUAGE_CODE)
        following = Q(translation_key__in=sources.values("translation_key")) | Q(alias_of__in=closed.values("pk"))
        found = Page.objects.filter(following).exclude(below(paths)).order_by("path")
        more = _outermost([*paths, *found.values_list("path", flat=True)])
        if more == paths:
            return paths
        paths = more


def _outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """Paths in their order, without those below another."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not (kept and path.startswith(kept[-1])):
            kept.append(path)
    return tuple(kept)


def below(paths: Iterable[str]) -> Q:
    """Pages at these tree paths (at least one) and below them."""
    return reduce(or_, (Q(path__startswith=path) for path in paths))


def restrictions_of(page: Page) -> QuerySet[PageViewRestriction]:
    """The view restrictions that hold for a page: the same rule as `closed_paths`, seen from the page.

    One query where nothing is restricted, else one more a round, mostly two rounds.
    """
    restrictions = PageViewRestriction.objects.all()
    if not restrictions.exists():
        return restrictions.none()
    heeded: set[int] = set()
    pages = [page]
    while pages:
        heeded |= {found.pk for found in pages}
        pages = list(Page.objects.filter(_followed_by(pages)).exclude(pk__in=heeded))
    return restrictions.filter(page_id__in=heeded)


def _followed_by(pages: Iterable[Page]) -> Q:
    """Where restrictions of these pages come from: the pages above each, its source and its original."""
    pages = list(pages)
    above = {page.path[:end] for page in pages for end in range(Page.steplen, len(page.path), Page.steplen)}
    originals = {page.alias_of_id for page in pages if page.alias_of_id}
    keys = {page.translation_key for page in pages}
    sources = Q(translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE)
    return Q(path__in=above) | Q(pk__in=originals) | sources
