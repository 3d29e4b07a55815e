"""Editors find what they look for by a Chinese word inside a name, wherever the admin lists or offers it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from portal.models import Document, InfoPage
from search.models import FinderPage
from tests.factories import (
    industry,
    make_announcement,
    make_case,
    make_enterprise,
    make_image,
    make_practice,
    make_superuser,
    make_technology,
    make_translation,
    section,
    technique,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client) -> None:
    client.force_login(make_superuser())


def shown(client: Client, name: str, query: str, *args: Any, **params: Any) -> str:
    """What a listing or chooser answers; chooser windows wrap their HTML in JSON."""
    answer = client.get(reverse(name, args=args), {"q": query, **params})
    assert answer.status_code == 200, name
    return answer.json()["html"] if answer["Content-Type"].startswith("application/json") else answer.content.decode()


def home() -> Page:
    return Page.objects.get(depth=2, slug="home")


# Pages ---------------------------------------------------------------------------------------------------


def page_lists() -> Iterator[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Every place of the admin where pages are searched: name of the view, its arguments, its parameters."""
    yield "wagtailadmin_pages:search", (), {}
    yield "wagtailadmin_pages:search_results", (), {}
    yield "wagtailadmin_explore_results", (home().pk,), {"search_all": "1"}
    yield "wagtailadmin_explore_results", (section("cases").pk,), {}
    yield "wagtailadmin_choose_page_search", (), {}
    yield "wagtailadmin_choose_page_search", (), {"page_type": "showcase.CaseStudyPage"}
    yield "admin_cases:index_results", (), {}


def test_a_case_is_found_in_every_listing_and_chooser(client: Client) -> None:
    enterprise = make_enterprise("甲印染有限公司", "Jia Dyeing Ltd", former_names=["旧名染厂"])
    case = make_case(
        "某厂定型机与锅炉余热回收改造", slug="example-slug", industries=["C1713"], enterprises=[enterprise]
    )
    make_case("屋顶光伏", industries=["C31"], techniques=["T06.01"])
    queries = ["余热", "餘熱", "定型机 回收", "锅炉余", "example-slug", "甲印染", "旧名", "C1713", "T02.01", "Jia"]

    for query in queries:
        for name, args, params in page_lists():
            html = shown(client, name, query, *args, **params)
            assert case.title in html, (query, name, params)
            assert "屋顶光伏" not in html, (query, name, params)


def test_a_page_is_found_by_the_title_of_its_draft_and_of_the_live_page(client: Client) -> None:
    case = make_case("某厂余热回收")
    case.title = "改过的题目"
    case.save_revision()

    for query in ("余热", "改过"):
        assert "改过的题目" in shown(client, "wagtailadmin_pages:search_results", query)


def test_pages_of_every_kind_are_found_by_a_word_inside_their_title(client: Client) -> None:
    made = [make_technology("工业热泵的选型"), make_practice("车间热泵巡检"), make_announcement("省级热泵试点公布")]
    for page in (
        InfoPage(title="怎样理解热泵数据", slug="heat-pumps"),
        FinderPage(title="热泵专题", slug="pump-finder"),
    ):
        section("about" if isinstance(page, InfoPage) else "cases").add_child(instance=page)
        made.append(page)

    html = shown(client, "wagtailadmin_pages:search_results", "热泵")

    for page in made:
        assert page.title in html


@pytest.mark.parametrize(
    ("name", "make"), [("admin_technologies", make_technology), ("admin_practices", make_practice)]
)
def test_lists_of_one_kind_find_it(client: Client, name: str, make: Any) -> None:
    make("工业热泵的选型")
    make("屋顶光伏")

    html = shown(client, f"{name}:index_results", "热泵")

    assert "工业热泵的选型" in html
    assert "屋顶光伏" not in html


def test_an_announcement_is_found_by_document_number_in_any_brackets(client: Client) -> None:
    make_announcement("某市示例公布一", document_number="闽工信规〔2025〕3号")
    make_announcement("别的通知", document_number="闽工信规〔2024〕9号")

    for query in ("闽工信规〔2025〕3号", "闽工信规[2025]3号", "闽工信规（2025）3号", "2025〕3", "示例公布"):
        for name in ("wagtailadmin_pages:search_results", "admin_announcements:index_results"):
            html = shown(client, name, query)
            assert "某市示例公布一" in html, (query, name)
            assert "别的通知" not in html, (query, name)


def test_an_english_page_is_found_by_its_own_title(client: Client) -> None:
    make_translation(make_case("定型机余热"), "Heat of stenter exhaust")

    assert "Heat of stenter exhaust" in shown(client, "wagtailadmin_pages:search_results", "STENTER")


@pytest.mark.parametrize("query", ["没有的词", "%", "_", "余热 没有的词", "(" * 500])
def test_what_no_name_holds_is_not_found(client: Client, query: str) -> None:
    make_case("定型机余热")

    assert "定型机余热" not in shown(client, "wagtailadmin_pages:search_results", query)


def test_a_page_that_several_names_match_comes_once(client: Client) -> None:
    two = [make_enterprise("示例余热甲", "Yi"), make_enterprise("示例余热乙", "Er")]
    make_case("余热回收", slug="only-once", enterprises=two)

    listed = client.get(reverse("admin_cases:index_results"), {"q": "余热"}).context["object_list"]

    assert [page.slug for page in listed] == ["only-once"]


# Files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["锅炉", "鍋爐", "红色外壳", "red casing", "张三摄", "改造前"])
@pytest.mark.parametrize("name", ["wagtailimages:index_results", "wagtailimages_chooser:choose_results"])
def test_a_picture_is_found_by_title_description_credit_and_tag(client: Client, name: str, query: str) -> None:
    image = make_image("厂区锅炉房外景", alt_zh="红色外壳的设备", alt_en="Plant with a red casing", credit="张三摄")
    image.tags.add("改造前后")
    make_image("屋顶光伏", alt_zh="蓝", alt_en="blue")

    html = shown(client, name, query)

    assert "厂区锅炉房外景" in html
    assert "屋顶光伏" not in html


@pytest.mark.parametrize("query", ["公示名单", "公示", "gongshi-2025", "附件"])
@pytest.mark.parametrize("name", ["wagtaildocs:index_results", "wagtaildocs_chooser:choose_results"])
def test_a_document_is_found_by_title_file_name_and_tag(client: Client, name: str, query: str) -> None:
    document = Document.objects.create(
        title="第五批绿色工厂公示名单", file=ContentFile(b"%PDF-1.4", name="gongshi-2025.pdf")
    )
    document.tags.add("附件一")
    Document.objects.create(title="别的文件", file=ContentFile(b"%PDF-1.4", name="other.pdf"))

    html = shown(client, name, query)

    assert "第五批绿色工厂公示名单" in html
    assert "别的文件" not in html


# Enterprises, entries, terms -----------------------------------------------------------------------------


def test_an_enterprise_is_found_by_every_name_and_code(client: Client) -> None:
    make_enterprise("福建甲印染有限公司", "Jia Dyeing", former_names=["旧名染厂"], credit_code="91350582MA00000A1X")
    make_enterprise("乙化工", "Yi Chemicals")
    chooser = "wagtailsnippetchoosers_showcase_enterprise:choose_results"

    for query in ("印染", "甲印染有限", "舊名", "Jia Dye", "91350582MA0000"):
        for name in ("wagtailsnippets_showcase_enterprise:list_results", chooser):
            html = shown(client, name, query)
            assert "福建甲印染有限公司" in html, (query, name)
            assert "乙化工" not in html, (query, name)


@pytest.mark.parametrize("name", ["entries:index_results", "choose_entry:choose_results"])
def test_an_entry_is_found_by_a_word_inside_its_printed_name(client: Client, name: str) -> None:
    make_announcement(entries=["福建甲印染厂", "乙化工厂"])

    html = shown(client, name, "印染")

    assert "福建甲印染厂" in html
    assert "乙化工厂" not in html


def test_a_term_is_found_in_its_list_and_its_chooser(client: Client) -> None:
    wanted = {"technique": technique("T02.01"), "industry": industry("C1713")}
    other = {"technique": technique("T08.03"), "industry": industry("C31")}

    for kind, query in (("technique", "热回"), ("technique", "餘熱"), ("industry", "印染"), ("industry", "C1713")):
        for name in (f"terms_{kind}:index_results", f"choose_{kind}:choose_results"):
            html = shown(client, name, query)
            assert wanted[kind].zh in html, (query, name)
            assert other[kind].zh not in html, (query, name)
