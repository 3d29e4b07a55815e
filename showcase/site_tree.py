"""Creates the pages every site has: the home page and its sections, in both languages.

Migration 0002 calls it with historical models, so rows are written with their place in the tree, as in Wagtail's own
first migration. HOME and SECTIONS may therefore name only models and fields that exist when migration 0002 runs: a
later one raises LookupError on every new database. A section of a page type made later is created by a migration of its
own, after that of its model: it stands in LATER_SECTIONS, which are left out while their model is not there. A section
for stories of another kind is a StoryIndexPage and may be added to SECTIONS; a migration that calls `ensure_site_tree`
again adds it to databases that exist.
"""

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps as real_apps
from django.apps.registry import Apps
from django.conf import settings
from django.utils import timezone

STEP = 4  # characters of a tree path per level
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CHINESE, ENGLISH = "zh-hans", "en"


@dataclass(frozen=True)
class Planned:
    """A page of the tree: its model, slug, title in each language, and other fields by language."""

    model: str
    slug: str
    titles: dict[str, str]
    fields: dict[str, dict[str, str]]


def _section(model: str, slug: str, zh: str, en: str, **fields: str) -> Planned:
    return Planned(model, slug, {CHINESE: zh, ENGLISH: en}, {CHINESE: fields, ENGLISH: fields})


HOME = Planned(
    "showcase.HomePage",
    "home",
    {CHINESE: "绿鉴", ENGLISH: "Lüjian"},
    {
        CHINESE: {
            "headline": "看同行怎么做，查技术、成效与依据",
            "introduction": (
                "列入绿色制造名单的企业公开的先进绿色技术与典型做法。按行业、技术和成效搜索，每个数字都有口径与出处。"
            ),
            "examples": "定型机废气余热\n印染 中水回用\n屋顶光伏\n零碳工厂",
        },
        ENGLISH: {
            "headline": "What worked at other plants, what it saved, and who says so",
            "introduction": (
                "Green technologies and practices that listed enterprises have made public. Search by industry, "
                "technique and result; every figure keeps its scope and its source."
            ),
            "examples": "stenter exhaust heat\ndye-house water reuse\nrooftop PV\nzero-carbon factory",
        },
    },
)
SECTIONS = (
    _section("showcase.StoryIndexPage", "cases", "典型案例", "Case studies", story_kind="case"),
    _section("showcase.StoryIndexPage", "technologies", "绿色技术", "Technologies", story_kind="technology"),
    _section("showcase.StoryIndexPage", "practices", "典型做法", "Practices", story_kind="practice"),
    _section("showcase.AnnouncementIndexPage", "notices", "公示公告", "Notices"),
    _section("portal.InfoPage", "about", "关于绿鉴", "About Lüjian"),
)
# Of page types made after migration 0002, which leaves them out; a migration after that of the model adds them.
LATER_SECTIONS = (
    _section("showcase.VisitIndexPage", "visits", "观摩活动", "Visits"),
    Planned(
        "showcase.CollectionIndexPage",
        "collections",
        {CHINESE: "专题", ENGLISH: "Collections"},
        {
            CHINESE: {
                "introduction": "编辑围绕一个问题选出的案例、技术和做法，按阅读顺序排列，并说明每一篇为什么值得看。"
            },
            ENGLISH: {
                "introduction": (
                    "Case studies, technologies and practices that the editors chose on one question, in the order "
                    "to read them, with a word on why each is worth reading."
                )
            },
        },
    ),
)


def ensure_site_tree(apps: Apps = real_apps) -> None:
    """Create what is missing of languages, site, home pages and sections. Safe to repeat."""
    root = _root(apps)
    _delete_welcome_page(apps, root)
    locales = {
        code: apps.get_model("wagtailcore.Locale").objects.get_or_create(language_code=code)[0]
        for code in (CHINESE, ENGLISH)
    }
    homes = _ensure_pages(apps, HOME, dict.fromkeys(locales, root), locales)
    for section in (*SECTIONS, *(one for one in LATER_SECTIONS if _is_made(apps, one))):
        _ensure_pages(apps, section, homes, locales)
    _ensure_site(apps, homes[CHINESE])


def _is_made(apps: Apps, planned: Planned) -> bool:
    """Say whether the model of this page exists in these apps, which may be those of an old migration."""
    try:
        apps.get_model(planned.model)
    except LookupError:
        return False
    return True


def _ensure_pages(apps: Apps, planned: Planned, parents: dict[str, Any], locales: dict[str, Any]) -> dict[str, Any]:
    """Return the page in each language; a new English one is the translation of the Chinese one."""
    pages: dict[str, Any] = {}
    for code, locale in locales.items():
        parent = _fresh(apps, parents[code])
        # Two home pages are siblings below the root, so they need two slugs.
        slug = f"{planned.slug}-{code}" if parent.depth == 1 and code != CHINESE else planned.slug
        found = _children(apps, parent).filter(slug=slug).first()
        key = pages[CHINESE].translation_key if pages else uuid.uuid4()
        pages[code] = found or _create(apps, planned, parent, slug, locale, key)
    return pages


def _create(apps: Apps, planned: Planned, parent: Any, slug: str, locale: Any, key: uuid.UUID) -> Any:
    app_label, model_name = planned.model.lower().split(".")
    content_type, _new = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=app_label, model=model_name
    )
    now = timezone.now()
    page = apps.get_model(planned.model).objects.create(
        title=planned.titles[locale.language_code],
        draft_title=planned.titles[locale.language_code],
        slug=slug,
        url_path=f"{parent.url_path}{slug}/",
        path=_next_path(apps, parent),
        depth=parent.depth + 1,
        numchild=0,
        content_type_id=content_type.pk,
        locale_id=locale.pk,
        translation_key=key,
        live=True,
        first_published_at=now,
        last_published_at=now,
        **planned.fields[locale.language_code],
    )
    _count_children(apps, parent)
    return apps.get_model("wagtailcore.Page").objects.get(pk=page.pk)


def _root(apps: Apps) -> Any:
    """Return the root of the tree; tests that flush the database have lost the one that Wagtail made."""
    pages = apps.get_model("wagtailcore.Page").objects
    found = pages.filter(depth=1).first()
    if found:
        return found
    content_type, _new = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="wagtailcore", model="page"
    )
    locale, _new = apps.get_model("wagtailcore.Locale").objects.get_or_create(language_code=CHINESE)
    return pages.create(
        title="全部页面",
        slug="root",
        path="0001",
        depth=1,
        numchild=0,
        url_path="/",
        content_type_id=content_type.pk,
        locale_id=locale.pk,
    )


def _delete_welcome_page(apps: Apps, root: Any) -> None:
    """Delete Wagtail's "Welcome" page: a plain page directly under the root with nothing below."""
    welcome = _children(apps, root).filter(
        slug="home", content_type__app_label="wagtailcore", content_type__model="page", numchild=0
    )
    for page in welcome:
        apps.get_model("wagtailcore.Site").objects.filter(root_page_id=page.pk).delete()
        page.delete()
    _count_children(apps, root)


def _ensure_site(apps: Apps, home: Any) -> None:
    """Create the default site at the address of SITE_URL."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    sites = apps.get_model("wagtailcore.Site").objects
    if not sites.filter(is_default_site=True).exists():
        sites.create(
            hostname=address.hostname or "localhost",
            port=port,
            site_name=settings.WAGTAIL_SITE_NAME,
            root_page_id=home.pk,
            is_default_site=True,
        )


def _fresh(apps: Apps, page: Any) -> Any:
    return apps.get_model("wagtailcore.Page").objects.get(pk=page.pk)


def _children(apps: Apps, parent: Any) -> Any:
    pages = apps.get_model("wagtailcore.Page").objects
    return pages.filter(path__startswith=parent.path, depth=parent.depth + 1).order_by("path")


def _count_children(apps: Apps, parent: Any) -> None:
    count = _children(apps, parent).count()
    apps.get_model("wagtailcore.Page").objects.filter(pk=parent.pk).update(numchild=count)


def _next_path(apps: Apps, parent: Any) -> str:
    last = _children(apps, parent).last()
    number = int(last.path[-STEP:], len(DIGITS)) + 1 if last else 1
    digits = ""
    while number:
        number, rest = divmod(number, len(DIGITS))
        digits = DIGITS[rest] + digits
    return parent.path + digits.rjust(STEP, "0")
