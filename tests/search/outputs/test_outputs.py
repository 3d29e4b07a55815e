"""Result sets as data: the same stories as on the page, whole, valid, and harmless in a spreadsheet."""

import datetime as dt
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from search.core.query import PER_PAGE
from search.models import Outbox
from search.outputs import as_atom, as_csv
from showcase.models import StoryPage
from tests.factories import make_case, make_effect, make_enterprise, make_translation
from tests.search.finding import found, ids
from tests.search.outputs.answers import ATOM, OPENSEARCH, feed_of, rows_of, texts
from tests.search.scenes import lay_down, two_pages_of_stories

pytestmark = pytest.mark.usefixtures("index")


# CSV -----------------------------------------------------------------------------------------------------


def test_csv_holds_every_page_of_the_result_set_and_pages_give_the_same(client: Client) -> None:
    lay_down(two_pages_of_stories)

    rows = rows_of(client, q="余热", page=2)

    assert [row["id"] for row in rows] == ids(client, "余热") + ids(client, "余热", page=2)
    assert len(rows) == PER_PAGE + 1


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize("chosen", [{}, {"industry": "C17"}, {"technique": "T02", "kind": "case"}, {"sort": "date"}])
def test_csv_follows_text_filters_and_order(client: Client, chosen: dict[str, str]) -> None:
    assert [row["id"] for row in rows_of(client, q="余热", **chosen)] == ids(client, "余热", **chosen)


@pytest.mark.usefixtures("stories")
def test_related_hits_are_never_in_csv_nor_atom(client: Client) -> None:
    answer = found(client, "定型机 余热")
    related = {hit["id"] for hit in answer["hits"] if hit["related"]}
    assert related

    assert not related & {row["id"] for row in rows_of(client, q="定型机 余热")}
    assert not {f"urn:uuid:{key}" for key in related} & set(texts(feed_of(client, q="定型机 余热"), "id"))


@pytest.mark.usefixtures("stories")
def test_what_matches_in_part_is_in_neither_csv_nor_atom_and_no_csv_is_offered(client: Client) -> None:
    text = "定型机 余热 除尘"
    answer = found(client, text)
    assert (answer["total"], answer["in_part"] > 0) == (0, True)

    assert rows_of(client, q=text) == []
    assert texts(feed_of(client, q=text), "id")[1:] == []
    assert "format=csv" not in client.get("/search/", {"q": text}).content.decode()


@pytest.mark.usefixtures("stories")
def test_csv_speaks_the_language_of_its_address(client: Client) -> None:
    chinese, english = rows_of(client, q="定型机"), rows_of(client, "/en/search/", q="stenter")

    assert english[0]["Title"] == "Heat recovered from stenter exhaust"
    assert english[0]["Kind"] == "Case study"
    assert "定型机废气余热回收" in chinese[0].values()
    assert english[0]["Address"].startswith("http://127.0.0.1/en/")
    assert english[0]["technique codes"] == "T02.01"


def test_a_figure_in_csv_keeps_evidence_and_scope(client: Client) -> None:
    make_case("定型机余热", effects=[make_effect(evidence="metered", scope="measure")])

    (row,) = rows_of(client, "/en/search/", q="定型机")

    assert "1,200" in row["Effects"]
    assert "metered" in row["Effects"].lower()
    assert "measure" in row["Effects"].lower()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", " =", "\t="])
def test_a_spreadsheet_takes_no_cell_for_a_formula(client: Client, start: str) -> None:
    formula = f'{start}HYPERLINK("http://example.org","余热")'
    make_case(formula, summary=formula, enterprises=[make_enterprise(formula, formula)])

    (row,) = rows_of(client, "/en/search/", q="余热")

    for value in row.values():
        assert not value.lstrip().startswith(("=", "+", "-", "@", "＝")), value
    assert row["Title"].startswith("'")


def test_csv_is_read_in_parts_whose_number_of_queries_does_not_grow(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_csv, "STORIES_AT_ONCE", 4)
    for number in range(4):
        make_case(f"余热回收之{number}")
    rows_of(client, q="余热")
    with CaptureQueriesContext(connection) as one_part:
        rows_of(client, q="余热")
    for number in range(4, 8):
        make_case(f"余热回收之{number}")
    rows_of(client, q="余热")

    with CaptureQueriesContext(connection) as two_parts:
        assert len(rows_of(client, q="余热")) == 8

    assert len(two_parts) <= 2 * len(one_part)


# Atom ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize("params", [{}, {"q": "余热"}, {"q": "<b>&\ufffe\u200f", "industry": "C17"}, {"q": "没有的词"}])
def test_a_feed_has_all_that_rfc_4287_asks_for(client: Client, params: dict[str, str]) -> None:
    feed = feed_of(client, **params)

    assert feed.tag == f"{ATOM}feed"
    for tag in ("id", "title", "updated"):
        assert len(feed.findall(ATOM + tag)) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")] == ["alternate", "self"]
    for entry in feed.iter(f"{ATOM}entry"):
        for tag in ("id", "title", "updated", "published", "summary"):
            assert len(entry.findall(ATOM + tag)) == 1
        assert entry.find(f"{ATOM}link").get("href").startswith("http://127.0.0.1/")
        assert dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
    every_id = [*texts(feed, "id"), feed.findtext(f"{ATOM}id")]
    assert len(every_id) == len(set(every_id))
    assert all(key.startswith("urn:uuid:") for key in every_id)


@pytest.mark.usefixtures("stories")
def test_a_feed_follows_the_filters_newest_first(client: Client) -> None:
    feed = feed_of(client, q="余热", industry="C17", sort="relevance")

    expected = ids(client, "余热", industry="C17", sort="date")
    assert texts(feed, "id") == [f"urn:uuid:{key}" for key in expected]
    assert expected


@pytest.mark.usefixtures("stories")
def test_the_self_link_of_a_feed_answers_the_same_feed(client: Client) -> None:
    feed = feed_of(client, q="余热", industry="C17", sort="relevance", utm_source="x", page="1")
    own = next(link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")

    again = ElementTree.fromstring(client.get(urlsplit(own).path, dict(parse_qsl(urlsplit(own).query))).content)

    assert own == "http://127.0.0.1/search/?q=%E4%BD%99%E7%83%AD&industry=C17&format=atom"
    assert again.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id")
    assert texts(again, "id") == texts(feed, "id")


def test_the_id_of_an_entry_outlives_its_title_and_address(client: Client) -> None:
    case = make_case("定型机余热")
    before = texts(feed_of(client), "id")
    case.title, case.slug = "另一个题目", "another-address"
    case.save_revision().publish()

    feed = feed_of(client)

    assert texts(feed, "id") == before == [f"urn:uuid:{case.story_id}"]
    assert texts(feed, "title") == ["另一个题目"]


def test_an_entry_is_as_new_as_its_last_publish_and_says_when_it_first_was(client: Client) -> None:
    case = make_case("定型机余热")
    earlier = timezone.now() - dt.timedelta(days=30)
    StoryPage.objects.filter(pk=case.pk).update(first_published_at=earlier)
    english = make_translation(case, "Heat from stenters")

    feed = feed_of(client)

    assert dt.datetime.fromisoformat(texts(feed, "published")[0]) == earlier
    last = StoryPage.objects.get(pk=english.pk).last_published_at
    assert dt.datetime.fromisoformat(texts(feed, "updated")[0]) == last


def test_a_feed_ends_after_its_newest_entries(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_atom, "ENTRIES", 2)
    for number in range(3):
        make_case(f"余热{number}")

    assert texts(feed_of(client), "id") == [f"urn:uuid:{key}" for key in ids(client, sort="date")[:2]]


@pytest.mark.usefixtures("stories")
def test_markup_in_a_title_stays_text_in_a_feed(client: Client) -> None:
    make_case("余热 <b>与</b> 蒸汽", summary="<script>alert(1)</script>")

    feed = feed_of(client, q="蒸汽")

    assert texts(feed, "title") == ["余热 <b>与</b> 蒸汽"]
    assert texts(feed, "summary") == ["&lt;script&gt;alert(1)&lt;/script&gt;"]


# What is private -----------------------------------------------------------------------------------------


def test_a_draft_is_in_no_format(client: Client) -> None:
    make_case("余热草稿", live=False)
    hidden = make_case("余热公开")
    hidden.unpublish()

    assert rows_of(client) == []
    assert texts(feed_of(client), "id") == []


def test_a_story_unpublished_while_the_index_waits_is_in_no_format(client: Client) -> None:
    case = make_case("余热公开")
    StoryPage.objects.filter(pk=case.pk).update(live=False)  # the engine does not know of it
    assert Outbox.objects.count() == 0

    assert rows_of(client) == []
    assert texts(feed_of(client), "id") == []


# The page ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("stories")
def test_the_page_links_its_exports_and_its_feed(client: Client) -> None:
    page = client.get("/search/?q=余热&industry=C17&page=1")

    links = {link.media_type: link.url for link in page.context["exports"]}
    assert set(links) == {"text/csv", "application/json", "application/atom+xml"}
    for link in links.values():
        assert client.get(f"/search/{link}").status_code == 200
    assert f'type="application/atom+xml" href="{escape(page.context["feed_url"])}"' in page.content.decode()


@pytest.mark.usefixtures("stories")
def test_one_search_has_one_canonical_address(client: Client) -> None:
    asked = client.get("/search/?utm_source=x&year=2024&industry=c17&industry=C17&page=1")

    assert asked.context["canonical_url"] == "http://127.0.0.1/search/?industry=C17&year=2024"
    assert 'rel="canonical"' in asked.content.decode()
    assert client.get("/en/search/").context["canonical_url"] == "http://127.0.0.1/en/search/"


@pytest.mark.usefixtures("stories")
def test_free_text_and_data_are_not_for_search_engines_and_filters_are(client: Client) -> None:
    assert 'content="noindex"' in client.get("/search/?q=余热").content.decode()
    assert 'content="noindex"' not in client.get("/search/?industry=C17").content.decode()
    for data in ("json", "csv", "atom"):
        assert client.get(f"/search/?format={data}")["X-Robots-Tag"] == "noindex"


def test_a_browser_is_told_how_to_search_here(client: Client) -> None:
    make_case("余热")
    for base, language in (("", "zh-hans"), ("/en", "en")):
        response = client.get(f"{base}/opensearch.xml")
        described = ElementTree.fromstring(response.content)
        assert response["Content-Type"] == "application/opensearchdescription+xml"
        assert described.tag == f"{OPENSEARCH}OpenSearchDescription"
        assert described.findtext(f"{OPENSEARCH}Language") == language
        assert len(described.findtext(f"{OPENSEARCH}ShortName")) <= 16
        templates = {url.get("type"): url.get("template") for url in described.findall(f"{OPENSEARCH}Url")}
        address = templates["text/html"].replace("{searchTerms}", "余热")
        assert address.startswith(f"http://127.0.0.1{base}/search/?q=")
        assert client.get(address.removeprefix("http://127.0.0.1")).context["total"] == 1
        suggest = templates["application/x-suggestions+json"].replace("{searchTerms}", "余热回收")
        text, labels, _descriptions, addresses = client.get(suggest.removeprefix("http://127.0.0.1")).json()
        assert text == "余热回收"
        assert len(labels) == len(addresses) > 0
        assert all(one.startswith(f"http://127.0.0.1{base}/") for one in addresses)
    assert 'href="/opensearch.xml"' in client.get("/search/").content.decode()


@pytest.mark.parametrize("data", ["json", "csv", "atom"])
def test_without_an_engine_every_format_says_503(client: Client, settings: Any, data: str) -> None:
    make_case("余热")
    settings.SEARCH_URL = "http://127.0.0.1:9/nobody"

    response = client.get("/search/", {"q": "余热", "format": data})

    assert response.status_code == 503
    assert response["Retry-After"]
