"""Finds what is broken: of the addresses and pages that a draft names, and of all public pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from portal.pages.visibility import public_pages
from showcase.stories.links.models import CheckedLink, PageLink, digest_of
from showcase.stories.links.rules import BrokenAddress, LinkHistory


def broken_addresses(places: Iterable[tuple[str, str]]) -> tuple[BrokenAddress, ...]:
    """Return what is broken of these addresses, each with the key of its source (empty: in a text); one query.

    None, and no query, unless addresses are checked here.
    """
    named = dict.fromkeys(places)
    if not settings.CHECK_LINKS or not named:
        return ()
    broken = CheckedLink.objects.filter(is_broken=True, pk__in={digest_of(address) for address, _source in named})
    known = {link.address: link.known for link in broken}
    return tuple(
        BrokenAddress(address, source, known[address].state, known[address].status, _day(known[address]))
        for address, source in named
        if address in known
    )


def _day(known: LinkHistory) -> str:
    return timezone.localdate(known.failing_since).isoformat() if known.failing_since else ""


def hidden_pages(keys: Collection[int]) -> frozenset[int]:
    """Return those among these pages that exist and that readers cannot see; three queries at most."""
    if not keys:
        return frozenset()
    found = Page.objects.filter(pk__in=keys)
    return frozenset(found.values_list("pk", flat=True)) - frozenset(public_pages(found).values_list("pk", flat=True))


def with_broken_links(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Narrow pages to live ones with broken links.

    Adds `broken_links`, how many they are, and `broken_address`, one that does not answer (empty where there is none).
    """
    lost = PageLink.objects.exclude(target__in=public_pages(Page.objects.all()).values("pk"))
    outside = CheckedLink.pages.through.objects.filter(checkedlink__is_broken=True)
    if not settings.CHECK_LINKS:
        outside = outside.none()
    address = outside.filter(page=OuterRef("pk")).order_by("checkedlink__address").values("checkedlink__address")[:1]
    return (
        pages.filter(live=True)
        .annotate(
            broken_links=_number(lost) + _number(outside),
            broken_address=Coalesce(Subquery(address), Value(""), output_field=TextField()),
        )
        .filter(broken_links__gt=0)
    )


def _number(rows: QuerySet[Any]) -> Coalesce:
    """Return how many of these rows belong to the page of an outer query."""
    own = rows.filter(page=OuterRef("pk")).order_by().values("page").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(own, output_field=IntegerField()), Value(0))
