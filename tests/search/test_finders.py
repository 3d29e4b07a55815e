"""Finders: search pages an editor placed. No parameter, format or trouble shows a story outside the presets."""

import csv
import io
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal import content_version
from search.finders.models import FinderOrder
from search.models import FinderIndustry, FinderPage, FinderPreset, FinderRegion, FinderTechnique
from search.query import SORTS
from showcase.models import Region
from tests.factories import (
    industry,
    make_case,
    make_practice,
    make_technology,
    make_translation,
    make_user,
    programme,
    region,
    section,
    technique,
)

pytestmark = pytest.mark.usefixtures("index")

INSIDE = {"定型机废气余热", "染缸废水余热"}


def make_finder(
    title: str = "纺织余热",
    slug: str = "textile-heat",
    *,
    industries: tuple[str, ...] = ("C17",),
    techniques: tuple[str, ...] = ("T02",),
    regions: tuple[str, ...] = (),
    others: tuple[str, ...] = ("kind:case",),
    below: str = "cases",
    **fields: Any,
) -> FinderPage:
    """A live finder in a section: cases on waste heat in textiles unless said otherwise."""
    page = FinderPage(title=title, slug=slug, live=False, introduction="纺织行业回收余热的案例。", **fields)
    page.industry_presets = [FinderIndustry(industry=industry(code)) for code in industries]
    page.technique_presets = [FinderTechnique(technique=technique(code)) for code in techniques]
    page.region_presets = [FinderRegion(region=region(code)) for code in regions]
    page.other_presets = [FinderPreset(value=value) for value in others]
    section(below).add_child(instance=page)
    page.save_revision().publish()
    return FinderPage.objects.get(pk=page.pk)


@pytest.fixture
@transaction.atomic
def stories(index: None) -> None:
    """Two cases inside the presets of `make_finder`; three stories that miss one of them each."""
    heat = make_case("定型机废气余热", industries=["C1713"], techniques=["T02.01"], regions=["350582"])
    make_translation(heat, "Heat of stenter exhaust")
    make_case("染缸废水余热", industries=["C1713"], techniques=["T02.01", "T08.03"], regions=["350100"])
    make_case("烧结烟气余热", industries=["C31"], techniques=["T02.01"])
    make_case("染色废水余热与中水", industries=["C1713"], techniques=["T08.03"])
    make_technology("印染余热锅炉", industries=["C17"], techniques=["T02.01"])


@pytest.fixture
def finder(stories: None) -> FinderPage:
    return make_finder()


def titles(response: Any) -> set[str]:
    """Every title on a page of results, related ones too, without their marks."""
    shown = response.context
    cards = [*shown["cards"], *shown.get("unplaced", ()), *shown.get("related", ())]
    return {card.title.replace("<mark>", "").replace("</mark>", "") for card in cards}


# Presets -------------------------------------------------------------------------------------------------


def test_a_finder_shows_its_presets_alone_with_title_and_introduction(client: Client, finder: FinderPage) -> None:
    page = client.get(finder.url)

    assert titles(page) == INSIDE
    assert page.context["total"] == 2
    text = page.content.decode()
    assert "<h1>纺织余热</h1>" in text
    assert "纺织行业回收余热的案例。" in text
    assert {label.text for label in page.context["within"]} >= {technique("T02").zh}


ESCAPES = [
    "q=余热", "q=废水", "q=烧结", "q=烧结烟气余热", "q=印染余热锅炉&typed=1", "q=没有的词", "q=((((",
    "industry=C31", "industry=C31&industry=C17", "technique=T08", "technique=T08&technique=T02", "kind=technology",
    "kind=case&kind=technology", "region=350100", "sort=date", "sort=saving&figures=all", "per=100", "page=1",
    "industry=", "kind=", "presets=", "q=余热&industry=C31", "year=2024", "standing=reference",
]  # fmt: skip


def test_no_parameter_escapes_the_presets(client: Client, finder: FinderPage) -> None:
    for params in ESCAPES:
        for headers in ({}, {"HX-Request": "true"}):
            response = client.get(f"{finder.url}?{params}", headers=headers)
            assert response.status_code == 200, params
            assert titles(response) <= INSIDE, params
            assert response.context["total"] <= len(INSIDE), params


def test_no_format_escapes_them(client: Client, finder: FinderPage) -> None:
    for params in ["", *ESCAPES]:
        answer = client.get(f"{finder.url}?{params}&format=json").json()
        assert {hit["title"] for hit in answer["hits"]} <= INSIDE, params
        for values in answer["facets"].values():
            assert all(value["count"] <= len(INSIDE) for value in values), params

        streamed = client.get(f"{finder.url}?{params}&format=csv")
        rows = list(csv.reader(io.StringIO(b"".join(streamed.streaming_content).decode())))  # type: ignore[arg-type]
        assert {row[2] for row in rows[1:]} <= INSIDE, params

        feed = client.get(f"{finder.url}?{params}&format=atom").content.decode()
        assert set(re.findall("<title>(.*?)</title>", feed.partition("<entry>")[2])) <= INSIDE, params


def test_similar_stories_asked_of_a_finder_stay_within_it(client: Client, finder: FinderPage) -> None:
    model = client.get(f"{finder.url}?q=定型机&format=json").json()["hits"][0]["id"]

    assert titles(client.get(f"{finder.url}?like={model}")) == {"染缸废水余热"}


def test_a_filter_of_the_reader_narrows_and_counts_what_is_within(client: Client, finder: FinderPage) -> None:
    page = client.get(f"{finder.url}?region=350500")

    assert titles(page) == {"定型机废气余热"}
    counts = {v["code"]: v["count"] for v in client.get(f"{finder.url}?format=json").json()["facets"]["industry"]}
    assert counts["C17"] == 2
    assert "C31" not in counts


def test_values_of_one_kind_are_alternatives_and_kinds_narrow_each_other(client: Client, stories: None) -> None:
    finder = make_finder(industries=("C17", "C31"), techniques=("T02",), regions=("350100", "350582"), others=())

    assert titles(client.get(finder.url)) == {"定型机废气余热", "染缸废水余热", "烧结烟气余热", "印染余热锅炉"}


def test_any_other_facet_may_be_fixed(client: Client, stories: None) -> None:
    expected = {"kind:technology": {"印染余热锅炉"}, "standing:compiled": {"印染余热锅炉"}, "year:1999": set()}
    for value, found in expected.items():
        finder = make_finder(value, value.replace(":", "-"), techniques=(), others=(value,))
        assert titles(client.get(finder.url)) == found


def test_a_finder_without_presets_is_the_whole_search(client: Client, stories: None) -> None:
    finder = make_finder(industries=(), techniques=(), others=())

    assert client.get(finder.url).context["total"] == client.get("/search/").context["total"] == 5


def test_the_default_order_holds_until_the_reader_names_one(client: Client, stories: None) -> None:
    finder = make_finder(default_order="date")
    newest = [hit["title"] for hit in client.get("/search/?sort=date&q=余热&format=json").json()["hits"]]

    shown = [hit["title"] for hit in client.get(f"{finder.url}?q=余热&format=json").json()["hits"]]

    assert shown == [title for title in newest if title in INSIDE]
    assert client.get(f"{finder.url}?q=余热&sort=relevance").status_code == 200


def test_the_orders_of_finders_are_those_of_the_search() -> None:
    assert tuple(FinderOrder.values) == SORTS


# As a page -----------------------------------------------------------------------------------------------


def test_the_box_and_the_filters_search_within_the_finder(client: Client, finder: FinderPage) -> None:
    text = client.get(finder.url).content.decode()

    assert text.count(f'action="{finder.url}"') == 2
    assert 'action="/search/"' not in text


def test_the_addresses_of_a_finder_are_its_own(client: Client, finder: FinderPage) -> None:
    page = client.get(f"{finder.url}?utm=x&q=余热")

    assert page.context["canonical_url"].startswith(f"http://127.0.0.1{finder.url}?q=")
    feed = client.get(finder.url + page.context["exports"][2].url).content.decode()
    assert "纺织余热" in feed
    assert f"http://127.0.0.1{finder.url}" in feed


def test_the_english_page_has_its_own_words_and_the_same_presets(client: Client, finder: FinderPage) -> None:
    english = make_translation(finder, "Heat recovery in textiles", introduction="Cases from textile plants.")

    page = client.get(english.url)

    assert english.url.startswith("/en/cases/")
    assert "<h1>Heat recovery in textiles</h1>" in page.content.decode()
    assert titles(page) == {"Heat of stenter exhaust", "染缸废水余热"}
    assert not english.industry_presets.exists()
    assert {link.code: link.url for link in page.context["language_links"]} == {
        "zh-hans": finder.url,
        "en": english.url,
    }


def test_a_changed_preset_is_seen_at_once(client: Client, finder: FinderPage) -> None:
    assert client.get(finder.url).context["total"] == 2

    finder.technique_presets = [FinderTechnique(technique=technique("T08"))]
    finder.save_revision().publish()

    assert titles(Client().get(finder.url)) == {"染缸废水余热", "染色废水余热与中水"}


def test_the_section_names_its_finders_and_not_those_that_are_drafts_or_private(
    client: Client, finder: FinderPage
) -> None:
    make_finder("草稿", "draft").unpublish()
    private = make_finder("内部", "private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    content_version.move()

    placed = client.get("/cases/").context["placed"]

    assert [(item.label, item.url) for item in placed] == [("纺织余热", finder.url)]
    assert client.get(private.url).status_code == 302


def test_the_sitemap_names_live_finders_alone(client: Client, finder: FinderPage) -> None:
    make_finder("草稿", "draft").unpublish()

    found = client.get("/sitemap.xml").content.decode()

    assert f"http://127.0.0.1{finder.url}</loc>" in found
    assert "/cases/draft/" not in found


def test_a_bad_parameter_is_refused_as_in_the_search(client: Client, finder: FinderPage) -> None:
    refused = {"page=77": 404, "page=x": 400, "industry=C99": 404, "format=x": 400, "like=abc": 404}
    for params, status in refused.items():
        assert client.get(f"{finder.url}?{params}").status_code == status


def test_a_finder_costs_the_same_queries_however_much_is_fixed(client: Client, stories: None) -> None:
    few = make_finder("一", "few", industries=("C17",), techniques=(), others=())
    many = make_finder("多", "many", industries=("C17", "C31", "C26"), techniques=(), others=())

    def queries(page: FinderPage) -> int:
        client.get(page.url)
        content_version.move()
        with CaptureQueriesContext(connection) as captured:
            client.get(page.url)
        return len(captured)

    assert queries(few) == queries(many) < 60


# Without the engine --------------------------------------------------------------------------------------


def test_without_the_engine_a_finder_still_shows_nothing_outside(
    client: Client, finder: FinderPage, settings: Any
) -> None:
    settings.SEARCH_URL = "http://127.0.0.1:9/nobody"

    page = client.get(f"{finder.url}?q=余热&industry=C31")

    assert page.status_code == 503
    assert titles(page) == INSIDE
    assert page.context["total"] == 2
    assert "纺织余热" in page.content.decode()
    assert client.get(f"{finder.url}?format=json").status_code == 503


# In the admin --------------------------------------------------------------------------------------------


def create_address(slug: str = "cases", language: str = "zh-hans") -> str:
    return reverse("wagtailadmin_pages:add", args=["search", "finderpage", section(slug, language).pk])


def form(**fields: Any) -> dict[str, str]:
    rows = {name: inline_formset(fields.pop(name, [])) for name in FinderPage.fact_relations}
    return nested_form_data(
        {
            "title": "福建节水",
            "slug": "fujian-water",
            "introduction": "福建的节水案例。",
            "default_order": "date",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
            **rows,
            **fields,
        }
    )


@pytest.fixture
def editor(client: Client, index: None) -> None:
    client.force_login(make_user("publisher"))


@pytest.mark.usefixtures("editor", "stories")
def test_an_editor_places_a_finder_with_presets(client: Client) -> None:
    programme("green-factory")
    data = form(
        technique_presets=[{"technique": str(technique("T08").pk)}],
        region_presets=[{"region": str(Region.objects.get(code="350000").pk)}],
        other_presets=[{"value": "kind:case"}],
        **{"action-publish": "1"},
    )

    answer = client.post(create_address(), data)

    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    finder = FinderPage.objects.get(slug="fujian-water")
    assert finder.presets.choices == {"kind": ("case",), "technique": ("T08",), "region": ("350000",)}
    assert finder.presets.sort == "date"
    assert titles(client.get(finder.url)) == {"染色废水余热与中水", "染缸废水余热"}


@pytest.mark.usefixtures("editor")
def test_the_form_offers_every_value_of_the_other_facets_in_words(client: Client) -> None:
    programme("green-factory")

    text = client.get(create_address()).content.decode()

    for value in ("kind:technology", "standing:listed", "programme:green-factory", "year:2024"):
        assert f'value="{value}"' in text


@pytest.mark.usefixtures("editor")
def test_a_value_that_is_none_is_refused(client: Client) -> None:
    for value in ("", "kind:poem", "colour:blue", "kind", "industry:C17"):
        answer = client.post(create_address(), form(other_presets=[{"value": value}], **{"action-publish": "1"}))
        assert answer.status_code == 200
        assert not FinderPage.objects.exists()


@pytest.mark.usefixtures("editor", "stories")
def test_a_preview_shows_the_presets_as_they_are_in_the_form(client: Client) -> None:
    finder = make_finder()
    finder.technique_presets = [FinderTechnique(technique=technique("T08"))]
    finder.save_revision()

    page = client.get(reverse("wagtailadmin_pages:view_draft", args=[finder.pk]))

    assert titles(page) == {"染缸废水余热", "染色废水余热与中水"}


@pytest.mark.parametrize("role", ["contributor", "list officer", "vocabulary editor"])
def test_who_does_not_lay_out_a_section_places_no_finder_in_it(client: Client, role: str) -> None:
    client.force_login(make_user(role))

    answer = client.post(create_address(), form())

    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")
    assert not FinderPage.objects.exists()


def test_a_finder_begins_in_chinese() -> None:
    english = section("cases", "en")

    assert not FinderPage.can_create_at(english)
    assert FinderPage.can_create_at(section("cases"))
    assert FinderPage.can_create_at(Page.objects.get(depth=2, locale=Locale.get_default()).specific)
    assert not FinderPage.can_create_at(section("about"))


def test_an_administrator_may_take_a_finder_away_from_under_the_home_page(client: Client) -> None:
    section("cases")
    home = Page.objects.get(depth=2, locale=Locale.get_default())
    finder = FinderPage(title="首页下", slug="below-home", live=False)
    home.add_child(instance=finder)
    finder.save_revision().publish()
    client.force_login(make_user("administrator"))

    client.post(reverse("wagtailadmin_pages:delete", args=[finder.pk]))

    assert not FinderPage.objects.filter(pk=finder.pk).exists()


# The demonstration ---------------------------------------------------------------------------------------


@pytest.fixture
def vocabulary(index: None) -> None:
    section("cases")
    call_command("load_vocabulary", verbosity=0)


@pytest.mark.usefixtures("vocabulary")
def test_the_demonstration_places_its_finders_once_in_both_languages(client: Client) -> None:
    make_practice("纺织余热台账", industries=["C17"], techniques=["T02.01"])

    for _ in range(2):
        call_command("seed_finders", verbosity=0)

    finders = FinderPage.objects.live()
    assert {finder.url for finder in finders} == {
        "/technologies/heat-recovery-in-textiles/",
        "/en/technologies/heat-recovery-in-textiles/",
        "/cases/water-saving-in-fujian/",
        "/en/cases/water-saving-in-fujian/",
    }
    assert client.get("/en/technologies/heat-recovery-in-textiles/").context["total"] == 1


@pytest.mark.usefixtures("vocabulary")
def test_the_demonstration_leaves_alone_what_an_editor_changed_or_deleted() -> None:
    call_command("seed_finders", verbosity=0)
    changed = FinderPage.objects.get(slug="heat-recovery-in-textiles", locale=Locale.get_default())
    changed.title = "编辑的题目"
    changed.save_revision().publish()
    FinderPage.objects.get(slug="water-saving-in-fujian", locale=Locale.get_default()).delete()

    call_command("seed_finders", verbosity=0)

    assert FinderPage.objects.get(pk=changed.pk).title == "编辑的题目"
    assert not FinderPage.objects.filter(slug="water-saving-in-fujian").exists()
