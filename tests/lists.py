"""Enterprises for tests, section pages, and the notices that list enterprises. `tests.factories` passes them on."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page

from showcase import models
from showcase.site_tree import ensure_site_tree
from tests.terms import industry, level, programme, region

_serial = count(1)


@transaction.atomic  # here and below: what runs after a commit runs once, as after a form of the admin
def make_enterprise(
    name_zh: str = "",
    name_en: str = "",
    *,
    region_code: str = "350582",
    industries: Sequence[str] = ("C1713",),
    former_names: Sequence[str] = (),
    live: bool = True,
    **fields: Any,
) -> models.Enterprise:
    """An invented enterprise that stands for a real one, live unless said otherwise; unnamed it gets a number.

    `is_example=True` makes one that says it is invented: it is neither listed nor suggested.
    """
    number = next(_serial)
    enterprise = models.Enterprise(
        name_zh=name_zh or f"示例企业{number}",
        name_en=name_en or f"Example Enterprise {number}",
        region=region(region_code),
        live=live,
        **{"is_example": False, **fields},
    )
    enterprise.industries = [industry(code) for code in industries]
    enterprise.former_names = [models.FormerName(name_zh=name, sort_order=at) for at, name in enumerate(former_names)]
    enterprise.save()
    return enterprise


@transaction.atomic
def invented_enterprise() -> models.Enterprise:
    """The one that stands for nobody; always the same row."""
    found = models.Enterprise.objects.filter(name_zh="虚构单位", is_example=True).first()
    return found or make_enterprise("虚构单位", "Invented Unit", is_example=True, industries=())


@transaction.atomic
def section(slug: str, language: str = "zh-hans") -> Any:
    """The section page `cases`, `technologies`, `practices`, `notices` or `about`; lays the site tree if it is gone."""
    pages = Page.objects.filter(depth=3, slug=slug, locale__language_code=language)
    if not pages.exists():
        ensure_site_tree()
    return pages.get().specific


@transaction.atomic
def make_announcement(
    title: str = "",
    *,
    entries: Iterable[models.Enterprise | str] = (),
    programme_code: str = "green-factory",
    level_code: str = "provincial",
    live: bool = False,
    **fields: Any,
) -> models.AnnouncementPage:
    """A press-based final list of 2024, a draft unless `live`. An entry is an enterprise, or a bare name as printed."""
    number = next(_serial)
    page = models.AnnouncementPage(
        title=title or f"示例公布{number}",
        slug=fields.pop("slug", f"notice-{number}"),
        locale=Locale.get_default(),
        level=level(level_code),
        live=False,
        **{
            "kind": "final",
            "year": 2024,
            "effective_on": date(2024, 12, 31),
            "effective_precision": "year",
            "basis": "press",
            "coverage": "unknown",
            "is_example": False,
            **fields,
        },
    )
    section("notices").add_child(instance=page)
    for position, entry in enumerate(entries, start=1):
        make_entry(page, entry, position=position, programme=programme(programme_code))
    revision = page.save_revision()
    if live:
        revision.publish()
    return models.AnnouncementPage.objects.get(pk=page.pk)


def make_entry(page: models.AnnouncementPage, unit: models.Enterprise | str, **fields: Any) -> models.ListEntry:
    enterprise = unit if isinstance(unit, models.Enterprise) else None
    name = enterprise.name_zh if enterprise else str(unit)
    values = {"position": page.entries.count() + 1, **fields}
    values.setdefault("programme", programme())
    return models.ListEntry.objects.create(announcement=page, name=name, enterprise=enterprise, **values)
