"""sitemap.xml: every public page, with its other language. Apps add their own views when ready."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap as WagtailSitemap

from portal.pages.visibility import public_pages


class PageSitemap(WagtailSitemap):
    """Pages that are public now."""

    def items(self) -> Any:
        pages = self.get_wagtail_site().root_page.get_descendants(inclusive=True)
        return public_pages(pages).order_by("path").defer_streamfields().specific()


SITEMAPS: dict[str, type[Sitemap]] = {"pages": PageSitemap}


def register(name: str, sitemap: type[Sitemap]) -> None:
    """Add the addresses of views to sitemap.xml; a later one with the same name replaces it."""
    SITEMAPS[name] = sitemap
