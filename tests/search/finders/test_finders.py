"""Finders: search pages an editor placed. No parameter, format or trouble shows a story outside the presets."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from portal.caching import content_version
from search.core.query import SORTS
from search.finders.models import FinderOrder
from search.models import FinderPage, FinderTechnique
from tests.factories import (
    make_translation,
    technique,
)
from tests.search.finders.placing import INSIDE, make_finder, titles

pytestmark = pytest.mark.usefixtures("index")


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
