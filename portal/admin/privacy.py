"""Tells editors which other pages a view restriction makes private (`portal.pages.visibility`)."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.pages.visibility import restrictions_of, with_followers

NAMED = 5


def followers(page: Page) -> list[Page]:
    """Return pages elsewhere in the tree that become private with this one: translations and aliases."""
    paths = [path for path in with_followers((page.path,)) if not path.startswith(page.path)]
    return list(Page.objects.filter(path__in=paths).order_by("path"))


def private_through(page: Page) -> list[Page]:
    """Return pages that make this one private and are not its ancestors: source, original, their sections."""
    lineage = {page.pk, *page.get_ancestors().values_list("pk", flat=True)}
    restrictions = restrictions_of(page).exclude(page_id__in=lineage).select_related("page")
    return [restriction.page for restriction in restrictions]


def titles(pages: Iterable[Page]) -> str:
    """Return the titles of the first pages, in quotation marks."""
    pages = list(pages)
    named = ", ".join(f"“{page.title}”" for page in pages[:NAMED])
    return f"{named} …" if len(pages) > NAMED else named


def say_why_private(request: HttpRequest, page: Page) -> None:
    """Warn the user who edits or publishes a page that is private because of another page."""
    closing = private_through(page)
    if closing:
        text = _(
            "Readers cannot open this page: %(titles)s is private, which also applies to its translations and aliases."
        )
        messages.warning(request, text % {"titles": titles(closing)})
