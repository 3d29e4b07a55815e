"""sitemap.xml: every live public page, with its other language. Apps add their own views when ready."""

from django.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap as PageSitemap

SITEMAPS: dict[str, type[Sitemap]] = {"pages": PageSitemap}


def register(name: str, sitemap: type[Sitemap]) -> None:
    """Add the addresses of views to sitemap.xml; a later one of the same name replaces it."""
    SITEMAPS[name] = sitemap
