"""Content for tests: terms, enterprises, stories with facts, announcements, users. Invented units only.

    case = make_case(industries=["C1713"], techniques=["T02.01"], enterprises=[make_enterprise()])
    make_translation(case, title="Heat from dyeing")

Every function makes what it needs below it (the ancestors of a term, the section page) and takes field values as
keywords. Terms are named by their code and shared: `industry("C1713")` twice is one row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.blocks.list_block import ListValue
from wagtail.models import Locale, ReferenceIndex
from wagtail.rich_text import RichText
from wagtail.signal_handlers import reference_index_auto_update_disabled
from wagtail_localize.fields import get_translatable_fields

from portal.pages.base import BasePage
from portal.text.chinese_text import han_count
from portal.text.citations import OWN, cite, cited_sources
from showcase import models
from showcase.stories.checks.answers import overrule
from showcase.stories.publishing import holds_listing
from tests.lists import invented_enterprise, make_announcement, make_enterprise, make_entry, section
from tests.people import make_image, make_superuser, make_user
from tests.terms import catalogue, goal, industry, level, process, programme, region, technique

__all__ = [
    "catalogue",
    "goal",
    "industry",
    "later",
    "level",
    "make_announcement",
    "make_case",
    "make_collection",
    "make_effect",
    "make_enterprise",
    "make_entry",
    "make_image",
    "make_practice",
    "make_source",
    "make_story",
    "make_superuser",
    "make_technology",
    "make_translation",
    "make_user",
    "paragraph",
    "process",
    "programme",
    "region",
    "section",
    "technique",
]

_serial = count(1)


def make_effect(**fields: Any) -> models.Effect:
    """An exact yearly saving in tonnes of coal equivalent, stated by the company, from source 1."""
    return models.Effect(
        **{
            "quantity": "energy_saved",
            "of_what_zh": "全厂综合能耗",
            "of_what_en": "energy use of the plant",
            "printed": "年节约标准煤1200吨",
            "low": Decimal(1200),
            "high": Decimal(1200),
            "unit": "tce",
            "per": "year",
            "direction": "saved",
            "scope": "project",
            "evidence": "company_statement",
            "source_number": 1,
            **fields,
        }
    )


def make_source(number: int = 1, **fields: Any) -> models.StorySource:
    return models.StorySource(
        **{
            "number": number,
            "publisher": "示例报",
            "publisher_en": "Example News",
            "title": "示例企业节能改造见效",
            "title_en": "An example enterprise saves energy",
            "date": "2024-08-10",
            "kind": "press",
            **fields,
        }
    )


def paragraph(text: str, *sources: int, own: bool = False) -> tuple[str, object]:
    """A block of a body: `body=[("section", "background"), paragraph("…", 1)]`."""
    return ("text", f"<p>{text}{cite(*sources, *([OWN] if own else []))}</p>")


def _body(kind: str) -> list[tuple[str, object]]:
    first = {"case": "background", "technology": "principle", "practice": "what"}[kind]
    return [("section", first), paragraph("印染工序排出大量高温废气，余热没有利用。", 1)]


@transaction.atomic  # as the admin does: what runs after a commit runs once
def make_case(title: str = "", **fields: Any) -> models.CaseStudyPage:
    """A live reference case with one effect and one source. `live=False` makes a draft; `make_story` has the rest.

    Unless given, its enterprise is an invented one, which no list or suggestion shows; one that is `listed` or
    `proposed` gets the published notice that says so.
    """
    fields = {"standing": "reference", "case_depth": "short", **fields}
    if "enterprises" not in fields:
        fields["enterprises"] = [invented_enterprise()]
    kind = {"listed": "final", "proposed": "proposal"}.get(fields["standing"])
    if kind and fields.get("live", True) and not holds_listing([unit.pk for unit in fields["enterprises"]]):
        make_announcement(kind=kind, entries=fields["enterprises"], live=True)
    return make_story(models.CaseStudyPage, "cases", title, **fields)


def make_technology(title: str = "", **fields: Any) -> models.TechnologyPage:
    return make_story(models.TechnologyPage, "technologies", title, **{"standing": "compiled", **fields})


def make_practice(title: str = "", **fields: Any) -> models.PracticePage:
    return make_story(models.PracticePage, "practices", title, **{"standing": "compiled", **fields})


@transaction.atomic
def make_collection(
    title: str = "", stories: Iterable[models.StoryPage] | None = None, *, live: bool = True, **fields: Any
) -> models.CollectionPage:
    """A Chinese collection of these stories in their order (two new cases unless given), each with a remark on it."""
    chosen = [make_case(), make_case()] if stories is None else list(stories)
    number = next(_serial)
    values = {
        "title": title or f"示例专题{number}",
        "slug": f"collection-{number}",
        "summary": "先量清楚，再改造。",
        "introduction": "<p>几篇放在一起看。</p>",
        "locale": Locale.get_default(),
        **fields,
    }
    page = models.CollectionPage(**values, live=False)
    page.items = [
        models.CollectionItem(
            story=story, remark_zh=f"第{place}篇的看点", remark_en=f"Remark {place}", sort_order=place
        )
        for place, story in enumerate(chosen, start=1)
    ]
    section("collections").add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return models.CollectionPage.objects.get(pk=page.pk)


# Keyword of `make_story` → child relation, and how one given value becomes a row.
RELATIONS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "industries": ("industry_items", lambda code: models.IndustryItem(tag=industry(code))),
    "techniques": ("technique_items", lambda code: models.TechniqueItem(tag=technique(code))),
    "regions": ("region_items", lambda code: models.StoryRegion(region=region(code))),
    "processes": ("process_items", lambda code: models.StoryProcess(process=process(code))),
    "goals": ("goal_items", lambda code: models.StoryGoal(goal=goal(code))),
    "catalogues": ("catalogue_items", lambda code: models.StoryCatalogue(catalogue=catalogue(code))),
    "listings": (
        "cited_listings",
        lambda pair: models.StoryListing(programme=programme(pair[0]), level=level(pair[1])),
    ),
    "enterprises": ("enterprise_items", lambda row: models.StoryEnterprise(enterprise=row)),
    "effects": ("effects", lambda row: row),
    "sources": ("sources", lambda row: row),
    "related": ("related_items", lambda row: models.RelatedStory(target=row)),
}


@transaction.atomic
def make_story(page_class: type[Any], section_slug: str, title: str = "", *, live: bool = True, **values: Any) -> Any:
    """A Chinese story in its section, with a revision and, where live, the dates of a publish.

    Relations by keyword (`RELATIONS`): terms by code, listings as (programme, level), the rest as objects; other
    keywords are fields. Unless given: class C1713, technique T02.01, Jinjiang, one effect, one source.
    """
    number = next(_serial)
    given = {
        "industries": ["C1713"],
        "techniques": ["T02.01"],
        "regions": ["350582"],
        "effects": [make_effect()],
        "sources": [make_source()],
        **values,
    }
    fields = {name: value for name, value in given.items() if name not in RELATIONS}
    defaults = {
        "title": title or f"示例改造{number}",
        "slug": f"example-{number}",
        "summary": "利用废气余热预热新风，能耗下降。",
        "year": 2024,
        "body": _body(page_class.kind),
        "locale": Locale.get_default(),
    }
    page = page_class(**{**defaults, **fields, "live": False})
    for name in RELATIONS.keys() & given.keys():
        relation, row = RELATIONS[name]
        setattr(page, relation, _ordered(row(value) for value in given[name]))
    parent = section(section_slug)
    with _no_reference_index():  # a third of the time
        parent.add_child(instance=page)
        if live:  # what a test says of figures need not be plausible: tests of the checks give their own reasons
            overrule(page, lambda _finding: "示例数字，仅供测试。", "测试")
        revision = page.save_revision()
        if live:
            revision.publish()
    found = page_class.objects.get(pk=page.pk)
    if _REFERS & values.keys():
        ReferenceIndex.create_or_update_for_object(found)
    return found


_REFERS = {"cover", "body", "related"}
"""What refers to files and pages whose use the product looks up."""


@contextmanager
def _no_reference_index() -> Iterator[None]:
    """Leave the reference index as it is. Wagtail's own context manager can't be nested in one of a caller."""
    reference_index_auto_update_disabled.value = True
    try:
        yield
    finally:
        reference_index_auto_update_disabled.value = False


def _ordered(rows: Iterable[Any]) -> list[Any]:
    rows = list(rows)
    for position, row in enumerate(rows):
        if hasattr(row, "sort_order"):
            row.sort_order = position
    return rows


def make_translation(
    page: BasePage, title: str = "Heat recovered from dyeing", *, live: bool = True, **fields: Any
) -> Any:
    """The English page of a Chinese one, made the way Wagtail makes it (`copy_for_translation`)."""
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    values = {"title": title, "slug": f"english-{next(_serial)}", **_in_english(page), **fields}
    for name, value in values.items():
        setattr(english, name, value)
    revision = english.save_revision()
    if live:
        revision.publish()
    return type(page).objects.get(pk=english.pk)


def _in_english(page: BasePage) -> dict[str, Any]:
    """English for every text of the page that is Chinese: no page goes live under /en/ without."""
    texts: dict[str, Any] = {name: ENGLISH_FIELD for name in _text_fields(page) if han_count(getattr(page, name))}
    if getattr(page, "body", None):
        texts["body"] = [(block.block_type, in_english(block.value)) for block in page.body]
    return texts


def _text_fields(page: BasePage) -> Iterable[str]:
    names = [field.field_name for field in get_translatable_fields(type(page)) if field.is_translated(page)]
    return [name for name in names if isinstance(getattr(page, name, None), str) and name != "title"]


ENGLISH_FIELD = "Waste gas preheats fresh air; energy use falls."


def in_english(value: Any) -> Any:
    """A block's value with an English sentence in place of every Chinese text."""
    if isinstance(value, RichText):
        cited = cite(*cited_sources(value.source))
        return RichText(f"<p>Hot waste gas left the dryers; its heat was not used.{cited}</p>")
    if isinstance(value, str):
        return "Hot waste gas" if han_count(value) else value
    if isinstance(value, Mapping):
        return type(value)(value.block, [(name, in_english(part)) for name, part in value.items()])
    if isinstance(value, ListValue):
        return ListValue(value.list_block, [in_english(part) for part in value])
    return value


def later(**delta: float) -> Any:
    """A time from now, for go-live and expiry dates."""
    return timezone.now() + timedelta(**delta)
