"""The finders of the demonstration: written once and updated, unless an editor changed or deleted them."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from django.db import transaction
from wagtail.models import Locale, Page

from search.finders.models import FinderIndustry, FinderPage, FinderPreset, FinderRegion, FinderTechnique
from showcase.demo import translating
from showcase.demo.ledger import Report, digest, find, is_settled, remember, revisions_of
from showcase.models import Industry, Region, Technique

KIND = "finder"


@dataclass(frozen=True)
class DemoFinder:
    """A finder below the section with the slug `section`; titles and introductions are Chinese, then English."""

    slug: str
    section: str
    title: tuple[str, str]
    introduction: tuple[str, str]
    industries: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    order: str = ""


FINDERS = (
    DemoFinder(
        slug="heat-recovery-in-textiles",
        section="technologies",
        title=("纺织余热", "Heat recovery in textiles"),
        introduction=(
            "定型、烘干、染色和洗涤排出的废气、废水、冷凝水里还有可用的热量。这里收集纺织行业回收这些热量的案例、技术与做法。",
            (
                "Exhaust, effluent and condensate of stenters, dryers, dyeing and washing still hold useful heat. "
                "These cases, technologies and practices recover it in the textile industry."
            ),
        ),
        industries=("G08",),
        techniques=("T02",),
    ),
    DemoFinder(
        slug="water-saving-in-fujian",
        section="cases",
        title=("福建企业怎样节水", "How plants in Fujian save water"),
        introduction=(
            "福建省内企业和园区节水与废水回用的典型案例，各行业都在一处。",
            "Case studies of water saving and wastewater reuse at plants and parks in Fujian, in every industry.",
        ),
        techniques=("T08",),
        regions=("350000",),
        others=("kind:case",),
    ),
)


def seed(report: Report) -> None:
    """Write the finders that are new or changed here and untouched on the site, each in a transaction of its own."""
    for finder in FINDERS:
        with transaction.atomic():
            _seed_one(finder, report)


def _seed_one(finder: DemoFinder, report: Report) -> None:
    key, state, known = f"finder {finder.slug}", digest(repr(astuple(finder))), find(KIND, finder.slug)
    page = FinderPage.objects.filter(pk=known.object_id).first() if known else None
    english = page.get_translation_or_none(Locale.objects.get(language_code="en")) if page else None
    if is_settled(known, revisions_of(page, english), state, key, report):
        return
    page = page or _made(finder)
    _write(page, finder)
    page.save_revision().publish()
    page = FinderPage.objects.get(pk=page.pk)
    texts = translating.plain(*finder.title) | translating.plain(*finder.introduction)
    english = translating.publish_english(page, texts)
    remember(KIND, finder.slug, page, state, revisions_of(page, english))
    (report.updated if known else report.made).append(key)


def _made(finder: DemoFinder) -> FinderPage:
    section = Page.objects.get(depth=3, slug=finder.section, locale=Locale.get_default()).specific
    page = FinderPage(title=finder.title[0], slug=finder.slug, live=False)
    section.add_child(instance=page)
    return page


def _write(page: FinderPage, finder: DemoFinder) -> None:
    page.title, page.introduction, page.default_order = finder.title[0], finder.introduction[0], finder.order
    page.search_description = finder.introduction[0]
    page.industry_presets = [FinderIndustry(industry=Industry.objects.get(code=code)) for code in finder.industries]
    page.technique_presets = [FinderTechnique(technique=Technique.objects.get(code=code)) for code in finder.techniques]
    page.region_presets = [FinderRegion(region=Region.objects.get(code=code)) for code in finder.regions]
    page.other_presets = [FinderPreset(value=value) for value in finder.others]
