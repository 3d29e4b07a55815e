"""The photograph beside the facts of a case, and the sections beside its text."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from django.test import Client

from showcase.models import StoryPage
from tests.factories import make_case, make_technology, paragraph
from tests.people import make_image

pytestmark = pytest.mark.django_db


def body_with(**image: Any) -> list[tuple[str, object]]:
    figure = {"image": make_image(**image), "caption": "示例车间"}
    return [("section", "background"), paragraph("余热没有利用。", 1), ("figure", figure)]


def opened(client: Client, story: StoryPage) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(client.get(story.get_url()).content)


def test_a_photograph_with_its_author_stands_beside_the_facts_and_nowhere_else(client: Client) -> None:
    page = opened(client, make_case(body=body_with(credit="示例摄影")))

    (figure,) = page.iter("figure")
    assert figure.get("class") == "fact-photograph"
    assert "示例车间" in figure.text_content()
    assert "示例摄影" in figure.text_content()


def test_a_picture_without_author_and_licence_stays_in_the_text(client: Client) -> None:
    page = opened(client, make_case(body=body_with()))

    assert [figure.get("class") for figure in page.iter("figure")] == ["wide"]


def test_the_picture_of_a_technology_stays_where_the_text_explains_it(client: Client) -> None:
    body = [("section", "principle"), *body_with(credit="示例摄影")[1:]]

    page = opened(client, make_technology(body=body))

    assert [figure.get("class") for figure in page.iter("figure")] == ["wide"]


def test_the_sections_are_named_beside_the_text(client: Client) -> None:
    page = opened(client, make_case())

    (contents,) = page.find_class("story-contents")
    targets = [link.get("href").removeprefix("#") for link in contents.iter("a")]
    assert targets == ["background"]
    assert all(page.get_element_by_id(target) is not None for target in targets)
