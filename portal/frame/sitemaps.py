"""sitemap.xml: every public page, with its other language. Apps add their own views when ready."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap as WagtailSitemap
from wagtail.models import Page

from portal.pages.visibility import public_pages


class PageSitemap(WagtailSitemap):
    """Pages that are public now."""

    def items(self) -> Any:
        homes = self.get_wagtail_site().root_page.get_translations(inclusive=True)
        below = reduce(or_, (Q(path__startswith=home.path) for home in homes))
        # The address of an alias leads on to its original.
        pages = public_pages(Page.objects.filter(below, alias_of=None))
        return pages.order_by("path").defer_streamfields().specific()


SITEMAPS: dict[str, type[Sitemap]] = {"pages": PageSitemap}


def register(name: str, sitemap: type[Sitemap]) -> None:
    """Add the addresses of views to sitemap.xml; a later one with the same name replaces it."""
    SITEMAPS[name] = sitemap
