"""Similar stories as readers see them: on every story, with the reason in words, nothing private among them."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.caching import content_version
from showcase.models import StoryPage
from tests.factories import make_case, make_effect, make_technology, make_translation

pytestmark = pytest.mark.usefixtures("index")


def reasons(client: Client, story_id: str, prefix: str = "") -> dict[str, str]:
    response = client.get(f"{prefix}/search/", {"like": story_id}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    return {card.title: card.reason for card in response.context["cards"]}


def test_every_reason_is_said_in_words_in_the_language_of_the_page(client: Client) -> None:
    model = make_case("模型", industries=["C1713"], techniques=["T02.01"])
    make_translation(make_case("别的行业", industries=["C31"], techniques=["T02.01"], effects=[]), "Elsewhere")
    make_case("别的技术", industries=["C1713"], techniques=["T08.03"], effects=[])
    make_technology("同样", industries=["C1713"], techniques=["T02.01"], effects=[])
    make_case("规模相当", industries=["C31"], techniques=["T02.02"], effects=[make_effect(low=1500, high=1500)])

    assert reasons(client, model.story_id, "/en") == {
        "同样": "same technique, same industry",
        "Elsewhere": "same technique, other industry",
        "别的技术": "same industry, other technique",
        "规模相当": "similar scale: Energy saved a year",
    }


def test_every_story_page_asks_for_the_fragment_and_links_to_the_page(client: Client) -> None:
    model = make_case("模型")
    make_case("邻居")

    address = f"/search/?like={model.story_id}"
    story = client.get(model.url).content.decode()
    assert f'hx-get="{address}"' in story
    assert f'href="{address}"' in story
    page = client.get(address)
    assert "<html" in page.content.decode()
    assert page.context["model"].title == "模型"
    assert [card.title for card in page.context["cards"]] == ["邻居"]


def test_drafts_private_and_linked_stories_and_the_story_itself_are_left_out(client: Client) -> None:
    linked = make_case("手工关联")
    model = make_case("模型", related=[linked])
    make_case("草稿", live=False)
    make_case("撤下").unpublish()

    assert reasons(client, model.story_id) == {}


def test_a_story_that_is_not_public_has_no_similar_ones(client: Client) -> None:
    draft = make_case("草稿", live=False)

    assert client.get("/search/", {"like": draft.story_id}).status_code == 404


def test_more_similar_stories_cost_no_more_queries(client: Client) -> None:
    model = make_case("模型")
    make_case("邻居一")

    def queries(neighbours: int) -> int:
        client.get("/search/", {"like": model.story_id})
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/search/", {"like": model.story_id}, headers={"HX-Request": "true"})
        assert len(page.context["cards"]) == neighbours
        return len(captured)

    queries(1)  # makes what is made once: pictures in their sizes, settings of the site
    content_version.move()
    few = queries(1)
    for number in range(4):
        make_case(f"邻居{number}")

    assert queries(5) == few


INDUSTRIES = ("C1713", "C31", "C384")
TECHNIQUES = ("T02.01", "T02.02", "T08.03")
STORIES = st.lists(
    st.tuples(
        st.sets(st.sampled_from(INDUSTRIES), max_size=2),
        st.sets(st.sampled_from(TECHNIQUES), max_size=2),
        st.sampled_from([None, 900, 1000, 2900, 90_000]),
        st.booleans(),
    ),
    min_size=2,
    max_size=9,
)


def told(client: Client, params: dict[str, str], prefix: str = "") -> dict[str, list[str]]:
    """Ids by the way they are told: page, fragment, JSON, CSV; and of the feed, which has an order of its own."""
    address = f"{prefix}/search/"
    page, fragment = (client.get(address, params, headers=headers) for headers in ({}, {"HX-Request": "true"}))
    answer = client.get(address, {**params, "format": "json"}).json()
    assert (answer["tier"], answer["total"], answer["pages"]) == ("like", len(answer["hits"]), 1)
    written = b"".join(client.get(address, {**params, "format": "csv"}).streaming_content).decode("utf-8-sig")
    feed = client.get(address, {**params, "format": "atom"}).content.decode()
    return {
        "page": [card.id for card in page.context["cards"]],
        "fragment": [card.id for card in fragment.context["cards"]],
        "json": [hit["id"] for hit in answer["hits"]],
        "csv": [row["id"] for row in csv.DictReader(io.StringIO(written))],
        "feed": re.findall(r"<entry>.*?<id>urn:uuid:([^<]+)</id>", feed, re.DOTALL),
    }


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(stories=STORIES, narrowed=st.sampled_from([{}, {"technique": "T02.01"}, {"kind": "technology"}]))
def test_page_fragment_and_data_tell_the_same_similar_stories(
    client: Client, stories: list[tuple[set[str], set[str], int | None, bool]], narrowed: dict[str, str]
) -> None:
    for page in StoryPage.objects.all():
        page.specific.delete()
    made = [
        (make_case if is_case else make_technology)(
            industries=sorted(industries),
            techniques=sorted(techniques),
            effects=[make_effect(low=saved, high=saved)] if saved else [],
        )
        for industries, techniques, saved, is_case in stories
    ]
    make_case("手工关联", related=[made[-1]], industries=["C1713"], techniques=["T02.01"])

    for model in (StoryPage.objects.live().first(), StoryPage.objects.live().last()):
        assert model is not None
        ways = told(client, {"like": model.story_id, **narrowed}, "/en" if model.pk % 2 else "")
        feed = ways.pop("feed")
        assert all(ids == ways["page"] for ids in ways.values()), ways
        assert set(feed) == set(ways["page"])


@pytest.mark.parametrize("way", ["html", "json", "csv", "atom"])
def test_every_format_refuses_a_story_that_is_not_public(client: Client, way: str) -> None:
    draft = make_case("草稿", live=False)

    for story_id in (draft.story_id, "11111111-1111-4111-8111-111111111111", "no-id"):
        assert client.get("/search/", {"like": story_id, "format": way}).status_code == 404
