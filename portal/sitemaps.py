"""sitemap.xml: every live public page, with its other language. Apps add their own views when ready."""

from django.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap as PageSitemap

SITEMAPS: dict[str, type[Sitemap]] = {"pages": PageSitemap}


def register(name: str, sitemap: type[Sitemap]) -> None:
    SITEMAPS[name] = sitemap
