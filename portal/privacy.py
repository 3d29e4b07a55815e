"""Saying in the admin for what a view restriction holds beyond its own page (`portal.visibility`)."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.visibility import restrictions_of, with_followers

NAMED = 5


def followers(page: Page) -> list[Page]:
    """Pages elsewhere in the tree that become private with this one: translations and aliases, outermost first."""
    paths = [path for path in with_followers((page.path,)) if not path.startswith(page.path)]
    return list(Page.objects.filter(path__in=paths).order_by("path"))


def private_through(page: Page) -> list[Page]:
    """Pages that make this one private and do not stand above it: its Chinese source, an original, their sections."""
    lineage = {page.pk, *page.get_ancestors().values_list("pk", flat=True)}
    restrictions = restrictions_of(page).exclude(page_id__in=lineage).select_related("page")
    return [restriction.page for restriction in restrictions]


def titles(pages: Iterable[Page]) -> str:
    """The first of them, in quotation marks."""
    pages = list(pages)
    named = ", ".join(f"“{page.title}”" for page in pages[:NAMED])
    return f"{named} …" if len(pages) > NAMED else named


def say_why_private(request: HttpRequest, page: Page) -> None:
    """To whoever edits or publishes a page that readers cannot open because another page is private."""
    closing = private_through(page)
    if closing:
        text = _("Readers cannot open this page: %(titles)s is private, and that holds for translations and aliases.")
        messages.warning(request, text % {"titles": titles(closing)})
