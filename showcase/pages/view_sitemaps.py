"""What is no page in Wagtail's tree, for sitemap.xml, in both languages. A term without a story is left out."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Q, QuerySet
from django.urls import reverse

from portal.frame import sitemaps
from showcase.enterprises.models import Enterprise
from showcase.lists.choices import OUT_OF_FORCE_KINDS
from showcase.lists.register.events import ListingEvent
from showcase.stories.coded import coded_stories
from showcase.vocabulary.models import CodedTerm, Industry, Region, Technique
from showcase.vocabulary.trees import industry_codes


class TwoLanguageSitemap(Sitemap):
    """Addresses of a view that exists under each language, each linking to the other."""

    i18n = True
    alternates = True
    x_default = False
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        """Return the host of SITE_URL, like every absolute address; the host that was asked for may be another."""
        return urlsplit(settings.SITE_URL).netloc

    def location(self, item: Any) -> str:
        return str(item.get_absolute_url())


class TermSitemap(TwoLanguageSitemap):
    """Terms of one vocabulary that a public story carries, or that stand above one it carries."""

    model: ClassVar[type[CodedTerm]]
    facet: ClassVar[str]

    def items(self) -> QuerySet[CodedTerm]:
        codes = {code for story in coded_stories() for code in getattr(story, self.facet)}
        return self.model._default_manager.filter(code__in=codes).order_by("code")  # noqa: SLF001 — Django's public way


class IndustrySitemap(TermSitemap):
    """Industries, their sections and industry groups, also those of an enterprise alone: their pages show it."""

    model = Industry
    facet = "industries"

    def items(self) -> QuerySet[CodedTerm]:
        named = Industry.objects.filter(enterprises__in=Enterprise.objects.published().filter(is_example=False))
        codes = industry_codes(named.values_list("code", flat=True).distinct())
        of_stories = super().items().values("pk")
        carried = Industry.objects.filter(Q(pk__in=of_stories) | Q(code__in=codes)).values("pk")
        return Industry.objects.filter(Q(pk__in=carried) | Q(children__in=carried)).distinct().order_by("code")


class TechniqueSitemap(TermSitemap):
    """Techniques and their groups."""

    model = Technique
    facet = "techniques"


class RegionSitemap(TermSitemap):
    """Provinces, cities and counties."""

    model = Region
    facet = "regions"


class EnterpriseSitemap(TwoLanguageSitemap):
    """Published enterprises, except those of which a notice reports an ending."""

    def items(self) -> QuerySet[Enterprise]:
        ended = ListingEvent.objects.filter(kind__in=OUT_OF_FORCE_KINDS)
        published = Enterprise.objects.published().exclude(pk__in=ended.values("enterprise_id"))
        merged = ended.filter(enterprise__merged__isnull=False).values("enterprise__merged__into_id")
        return published.exclude(pk__in=merged).order_by("number")


class ViewSitemap(TwoLanguageSitemap):
    """Addresses that stand alone: lists, the register, what readers fill in."""

    def items(self) -> tuple[str, ...]:
        return (
            *("search", "enterprises", "register", "register_statistics"),
            *("for_your_plant", "contribute", "public_counts"),
        )

    def location(self, item: str) -> str:
        return reverse(item)


def register() -> None:
    """Register the sitemaps; called once when the app is ready."""
    for name, sitemap in (
        ("industries", IndustrySitemap),
        ("techniques", TechniqueSitemap),
        ("regions", RegionSitemap),
        ("enterprises", EnterpriseSitemap),
        ("views", ViewSitemap),
    ):
        sitemaps.register(name, sitemap)
