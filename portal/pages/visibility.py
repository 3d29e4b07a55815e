"""Decides whether a page is public now: the rule used by pages, files, search, feeds, counts and caches.

A page is public if it is live, has not expired, is under no view restriction, and if its Chinese source (for a
translation) and original (for an alias) are public too. Irregular pages stay closed: a translation without a source, an
alias of nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import BooleanField, Func, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from portal.caching import content_version
from portal.caching.content_version import kept_in_process

Pages = TypeVar("Pages", bound=PageQuerySet)

LONGEST_CHAIN = 2
"""Steps of aliases of aliases that are followed; pages behind longer chains stay closed."""


def public_pages(pages: Pages) -> Pages:
    """Narrow `pages` to those that anyone may read at this moment; one query for the restrictions."""
    found: Pages = standing_pages(pages)
    paths = closed_paths()
    if paths:
        found = found.exclude(below(paths))
    return found


def is_public(page: Page) -> bool:
    """Say whether anyone may read this page now, without signing in; queries the database, not the object."""
    return public_pages(Page.objects.filter(pk=page.pk)).exists()


def standing_pages(pages: Pages) -> Pages:
    """Narrow `pages` to those published at this moment, for everybody or for those a restriction admits."""
    found: Pages = pages.filter(_Standing(timezone.now()))
    return found


def is_standing(page: Page) -> bool:
    """Say whether the page is published at this moment, if only for those a restriction admits."""
    return standing_pages(Page.objects.filter(pk=page.pk)).exists()


def in_force(now: dt.datetime | None = None, prefix: str = "") -> Q:
    """Return the condition "live and not expired" for a page or any `DraftStateMixin`.

    `prefix` leads to it (`"unit__"`).
    """
    now = now or timezone.now()
    unexpired = Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": now})
    return Q(**{f"{prefix}live": True}) & unexpired


class _Standing(Func):
    """Whether a page, its source and, over at most `LONGEST_CHAIN` steps, its original are in force.

    In SQL, because Django takes longer to build nested `Exists` than the database to answer, and a page uses it several
    times.
    """

    output_field = BooleanField()

    def __init__(self, now: dt.datetime) -> None:
        super().__init__("live", "expire_at", "locale", "alias_of", "translation_key")
        self.now = now

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        values = {"now": connection.ops.adapt_datetimefield_value(self.now), "language": settings.LANGUAGE_CODE}
        columns = _Columns(*(compiler.compile(column)[0] for column in self.get_source_expressions()))
        sql = _standing_sql(columns, LONGEST_CHAIN)
        return _PLACE.sub("%s", sql), tuple(values[name] for name in _PLACE.findall(sql))


class _Columns(NamedTuple):
    """The names of the columns that decide whether a page is published."""

    live: str
    expire_at: str
    locale: str
    alias_of: str
    translation_key: str

    @classmethod
    def of(cls, table: str) -> _Columns:
        names = ("live", "expire_at", "locale_id", "alias_of_id", "translation_key")
        return cls(*(f"{table}.{name}" for name in names))


_PLACE = re.compile(":(now|language):")
_CHINESE = "(SELECT id FROM wagtailcore_locale WHERE language_code = :language:)"


@cache
def _standing_sql(page: _Columns, chain: int) -> str:
    """Return the condition, with `:now:` and `:language:` in place of those values."""
    source, original = _Columns.of(f"source_{chain}"), _Columns.of(f"original_{chain}")
    source_stands = (
        f"EXISTS(SELECT 1 FROM wagtailcore_page source_{chain}"  # noqa: S608 - names of columns, no values
        f" WHERE {source.translation_key} = {page.translation_key} AND {source.locale} = {_CHINESE}"
        f" AND {source.alias_of} IS NULL AND {_in_force_sql(source)})"
    )
    original_stands = (
        f" OR EXISTS(SELECT 1 FROM wagtailcore_page original_{chain}"  # noqa: S608 - as above
        f" WHERE original_{chain}.id = {page.alias_of} AND {_standing_sql(original, chain - 1)})"
        if chain
        else ""
    )
    return (
        f"({_in_force_sql(page)} AND ({page.locale} = {_CHINESE} OR {source_stands})"
        f" AND ({page.alias_of} IS NULL{original_stands}))"
    )


def _in_force_sql(page: _Columns) -> str:
    return f"{page.live} AND ({page.expire_at} IS NULL OR {page.expire_at} > :now:)"


def closed_paths() -> tuple[str, ...]:
    """Return tree paths at and below which nothing is public: restricted pages, translations and aliases.

    The restrictions are read once a request; in a transaction each time, for what it writes may be rolled back and has
    moved no version yet.
    """
    if connection.in_atomic_block:
        restricted = _restricted()
        return with_followers(restricted) if restricted else ()
    return content_version.once_per_request("closed-paths", _closed_paths)


def _closed_paths() -> tuple[str, ...]:
    restricted = _restricted()
    if not restricted:
        return ()
    version = (content_version.current(), restricted)
    return kept_in_process("closed-paths", version, lambda: with_followers(restricted))


def _restricted() -> tuple[str, ...]:
    return _outermost(PageViewRestriction.objects.values_list("page__path", flat=True))


def with_followers(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return these tree paths and those of all that is closed with them; one query a round, mostly two."""
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
    """Return paths in their order, without those below another."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not (kept and path.startswith(kept[-1])):
            kept.append(path)
    return tuple(kept)


def below(paths: Iterable[str]) -> Q:
    """Return the condition for pages at these tree paths (at least one) and below them."""
    return reduce(or_, (Q(path__startswith=path) for path in paths))


def restrictions_of(page: Page) -> QuerySet[PageViewRestriction]:
    """Return the view restrictions that hold for a page: the same rule as `closed_paths`.

    No further query where nothing is restricted, else one a round, mostly two rounds.
    """
    restrictions = PageViewRestriction.objects.all()
    if not closed_paths():
        return restrictions.none()
    heeded: set[int] = set()
    pages = [page]
    while pages:
        heeded |= {found.pk for found in pages}
        pages = list(Page.objects.filter(_followed_by(pages)).exclude(pk__in=heeded))
    return restrictions.filter(page_id__in=heeded)


def _followed_by(pages: Iterable[Page]) -> Q:
    """Return the condition for pages whose restrictions these pages inherit: ancestors, source, original."""
    pages = list(pages)
    above = {page.path[:end] for page in pages for end in range(Page.steplen, len(page.path), Page.steplen)}
    originals = {page.alias_of_id for page in pages if page.alias_of_id}
    keys = {page.translation_key for page in pages}
    sources = Q(translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE)
    return Q(path__in=above) | Q(pk__in=originals) | sources
