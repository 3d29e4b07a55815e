"""Similar stories as readers see them: on every story, with the reason in words, nothing private among them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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

    def queries() -> int:
        client.get("/search/", {"like": model.story_id, "x": "0"})
        with CaptureQueriesContext(connection) as captured:
            client.get("/search/", {"like": model.story_id, "x": str(len(captured))}, headers={"HX-Request": "true"})
        return len(captured)

    few = queries()
    for number in range(4):
        make_case(f"邻居{number}")

    assert queries() <= few
