"""The admin speaks one language: Chinese without an English word, English without a Chinese one.

A superuser opens one page of every kind that the menu leads to, and what those pages lead to; `Words` reads what each
says in sight, to a screen reader and through its scripts.
"""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import CharField, TextField
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from pytest_django.plugin import DjangoDbBlocker
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Workflow
from wagtail.users.models import UserProfile

from portal.models import Document, InfoPage
from tests import database
from tests.admin_words import Words
from tests.factories import (
    catalogue,
    goal,
    make_announcement,
    make_case,
    make_enterprise,
    make_image,
    make_practice,
    make_superuser,
    make_technology,
    make_translation,
    make_user,
    process,
    section,
)

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
# What a Chinese page may say in Latin letters, and why.
ALLOWED = {
    "kinds of files, and the programs that write them": (
        "CSV|XLSX?|TSV|DOCX?|PDF|JPE?G|PNG|WEBP|AVIF|HEI[CF]|SVG|ZIP|PO|Word|Excel|WPS"
    ),
    "units, keys of keyboards": r"[KMG]B|kWh|Esc|Ctrl|Alt|Shift|Enter|Delete",
    "standards, and what a register is called": "GB/T|ICP",
    "the software and its version, named to whoever runs the site": r"Wagtail v[\d.]+",
    "our own name, and the name of a language in itself": "Lüjian|English",
    "names of files": r"[\w-]+\.(?:png|pdf)",
    "what editors type": r"\[portal\]",
    "names of classes, for those who run the site": r"(?:portal|showcase|search)\.\w+",
    "units by all their names, which are found by typing them": r"[\w/²³°%]+ · .*|ratio",
    "a column of a file, by the name that it has there": "from|to",
    "examples of what finds a term": r"heat recovery|yure|yrhs",
}
# What an English page may say in Chinese, and why.
ALLOWED_CHINESE = {
    "an example of what finds a term": "余热回收",
    "a language by its own name": "中文|简体中文",
    "what a notice prints, quoted in a help text": "第五批|闽工信规〔2025〕1号",
    "rights of groups, which Wagtail translates when it is imported": (
        "编辑任意图片|增加/编辑所属的图片|在选择器中选择图片|添加集合|编辑集合|删除集合|集合|添加|编辑|删除|选择"
    ),
    "units by all their names, which are found by typing them": r"[\w/²³°%]+ · .*",
}
PLACEHOLDER = re.compile(r"%\(\w+\)s")
# Windows that scripts open.
CHOOSERS = (
    "wagtailadmin_choose_page",
    *(f"wagtailadmin_choose_page_{kind}_link" for kind in ("external", "email", "phone", "anchor")),
    "wagtailimages_chooser:choose",
    "wagtaildocs_chooser:choose",
    "wagtailsnippetchoosers_showcase_enterprise:choose",
    *(f"choose_{name}:choose" for name in ("entry", "industry", "technique", "region")),
)
HERE = {"portal", "showcase", "search", "wagtailcore", "auth", "wagtailredirects"}


@pytest.fixture(scope="module", autouse=True)
def content(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Something of everything, with Chinese names."""
    with django_db_blocker.unblock(), database.with_content(_content):
        yield


def _content() -> None:
    enterprise = make_enterprise("示例纺织", former_names=["旧名纺织"])
    case = make_case("定型机余热回收改造", standing="listed", enterprises=[enterprise])
    make_translation(case, title="Heat from setting machines")
    make_technology("热管换热")
    make_practice("班组能耗日报")
    make_announcement("第一批绿色工厂名单", entries=[enterprise, "未对应的单位"])
    section("about").add_child(instance=InfoPage(title="怎样写案例", slug="how-to-write"))
    make_image("示例图片")
    Document.objects.create(title="示例文件", file=ContentFile(b"%PDF-1.4", "example.pdf"))
    Redirect.objects.create(old_path="/old", redirect_link="/")
    goal(), catalogue(), process()
    draft = make_case("送审的案例", live=False, owner=make_user("editor", "编辑甲"))
    draft.save_revision()
    Workflow.objects.get(name="三审").start(draft, draft.owner)


def at_the_door() -> Iterator[tuple[str, Words]]:
    """What users read before they have signed in."""
    for name in ("wagtailadmin_login", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done"):
        yield reverse(name), Words.of(Client().get(reverse(name)).content.decode())
    wrong = Client().post(reverse("wagtailadmin_login"), {"username": "甲", "password": "wrong"})
    yield "a wrong password", Words.of(wrong.content.decode())


def pages(client: Client) -> Iterator[tuple[str, Words]]:
    """One page of every kind: a view, with what its address names besides numbers."""
    waiting = deque(map(reverse, ("wagtailadmin_home", *CHOOSERS)))
    seen, kinds = set(waiting), set()
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        told = answer.headers.get("Content-Type", "")
        if answer.status_code == 302:
            links = [answer.headers["Location"]]
        elif answer.status_code == 200 and ("html" in told or "json" in told):
            text = answer.json().get("html", "") if "json" in told else answer.content.decode()
            words = Words.of(text, menu=address == reverse("wagtailadmin_home"))
            yield address, words
            links = words.links
        else:
            continue
        for link in links:
            kind = kind_of(link)
            if kind and kind not in kinds and link not in seen:
                kinds.add(kind)
                seen.add(link)
                waiting.append(link)


def kind_of(link: str) -> tuple[object, ...] | None:
    """What two addresses share whose pages say the same; None for one that is no page of the admin."""
    parts = urlsplit(link)
    if (
        parts.netloc
        or not parts.path.startswith("/admin/")
        # Guides quote what editors type in either language; tests/portal/guides holds what language they are in.
        or re.search("export=|logout|results/$|view_draft|/view/|preview|/guides/.", link)
    ):
        return None
    try:
        view = resolve(parts.path)
    except Resolver404:
        return None
    named = tuple(sorted((name, value) for name, value in view.kwargs.items() if not str(value).isdigit()))
    return view.view_name, named


def strings(value: object) -> Iterator[str]:
    """The texts of a stored value, also those inside of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def stored(foreign: re.Pattern[str]) -> list[str]:
    """Every text of the database that has such letters, the longest first: content may be in any language."""
    found: set[str] = set()
    for model in apps.get_models():
        fields = [row for row in model._meta.concrete_fields if isinstance(row, CharField | TextField)]
        if model._meta.app_label in HERE and fields and model is not ContentType:
            for row in model._default_manager.values_list(*(one.name for one in fields)):
                found.update(text for value in row for text in strings(value) if foreign.search(text))
    return sorted(found, key=len, reverse=True)


def left(text: str, allowed: re.Pattern[str], content: list[str]) -> str:
    """What a text says besides content and what is allowed."""
    bare = PLACEHOLDER.sub("", text)
    for one in content:
        bare = bare.replace(one, "")
    return allowed.sub("", bare)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "foreign", "allowed"),
    [
        ("zh-hans", LATIN, re.compile(rf"(?<![A-Za-z])(?:{'|'.join(ALLOWED.values())})(?![A-Za-z])")),
        ("en", HAN, re.compile("|".join(ALLOWED_CHINESE.values()))),
    ],
    ids=["Chinese", "English"],
)
def test_no_page_of_the_admin_says_a_word_in_the_other_language(
    client: Client, language: str, foreign: re.Pattern[str], allowed: re.Pattern[str]
) -> None:
    user = make_superuser("站长" if language == "zh-hans" else "master")
    UserProfile.objects.create(user=user, preferred_language=language)
    client.force_login(user)
    content, visited = stored(foreign), 0

    wrong = set()
    for address, words in (*(at_the_door() if language == "zh-hans" else ()), *pages(client)):
        visited += 1
        for text in {text for text, _place in words.said if foreign.search(text)}:
            if foreign.search(allowed.sub("", text)) and foreign.search(left(text, allowed, content)):
                wrong.add((text[:200], address))

    assert sorted(wrong) == []
    assert visited > 150
