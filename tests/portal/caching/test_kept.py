"""What processes keep of public content: until it changes, for each language, never from inside a transaction."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import translation
from django.utils.safestring import mark_safe
from wagtail.models import Page, PageViewRestriction

from portal.caching import content_version, rendered
from portal.caching.content_version import kept_each, kept_many
from showcase.pages.story import cards_in_order
from tests.factories import make_case, make_enterprise, make_technology

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Shown:
    """A view-model of the tests."""

    text: str


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    content_version.forget()


def counted(value: Any) -> tuple[Callable[[], Any], list[int]]:
    calls: list[int] = []
    return lambda: (calls.append(1), value)[1], calls


def test_a_value_is_computed_once_a_language_until_something_public_changes() -> None:
    compute, calls = counted("a")

    for language in ("zh-hans", "en", "zh-hans", "en"):
        with translation.override(language):
            assert kept_each("test", 1, compute) == "a"
    assert len(calls) == 2

    content_version.move()
    kept_each("test", 1, compute)
    assert len(calls) == 3


@pytest.mark.parametrize("later", [dt.timedelta(seconds=601), dt.timedelta(days=1)])
def test_and_no_longer_than_ten_minutes_or_the_day(later: dt.timedelta) -> None:
    compute, calls = counted("a")
    with time_machine.travel(dt.datetime(2026, 12, 1, 15, 0, tzinfo=dt.UTC), tick=False) as clock:
        kept_each("test", 1, compute)
        clock.shift(later)
        kept_each("test", 1, compute)

    assert len(calls) == 2


def test_inside_a_transaction_nothing_is_kept_for_it_may_be_rolled_back() -> None:
    compute, calls = counted("a")

    with transaction.atomic():
        kept_each("test", 1, compute)
        kept_each("test", 1, compute)

    assert len(calls) == 2
    assert kept_each("test", 1, lambda: "b") == "b"


def test_of_several_keys_only_the_missing_ones_are_computed_and_those_without_a_value_are_left_out() -> None:
    asked: list[list[int]] = []

    def compute(keys: list[int]) -> dict[int, str]:
        asked.append(keys)
        return {key: str(key) for key in keys if key != 3}

    assert kept_many("test", [1, 2], compute) == {1: "1", 2: "2"}
    assert kept_many("test", [4, 2, 3], compute) == {4: "4", 2: "2"}
    assert asked == [[1, 2], [4, 3]]


def test_an_equal_value_after_a_change_is_the_same_object_and_stays_rendered() -> None:
    first = kept_each("test", 1, lambda: Shown("a"))
    content_version.move()
    second = kept_each("test", 1, lambda: Shown("a"))
    content_version.move()
    third = kept_each("test", 1, lambda: Shown("b"))

    assert first is second
    assert third == Shown("b")


def test_more_keys_than_allowed_drop_all_others() -> None:
    compute, calls = counted("a")
    for key in range(4):
        kept_each("few", key, compute, most=3)

    kept_each("few", 0, compute, most=3)

    assert len(calls) == 5


def test_a_component_is_rendered_once_for_the_same_object_and_never_for_an_equal_one() -> None:
    safe, unsafe = Shown(mark_safe("<b>a</b>")), Shown("<b>a</b>")

    def render(shown: Shown) -> str:
        tile = {"label": shown.text, "value": 1}
        return rendered.rendered("includes/tile.html", {"tile": tile})

    assert safe == unsafe
    assert "<b>a</b>" in render(safe)
    assert "&lt;b&gt;a&lt;/b&gt;" in render(unsafe)


def test_components_are_rendered_for_each_language() -> None:
    empty: dict[str, Any] = {"matrix": None}

    with translation.override("zh-hans"):
        chinese = rendered.rendered("includes/matrix.html", empty)
    with translation.override("en"):
        english = rendered.rendered("includes/matrix.html", empty)
        again = rendered.rendered("includes/matrix.html", empty)

    assert chinese != english
    assert again is english


def test_a_card_follows_its_story_its_enterprise_and_its_privacy(client: Client) -> None:
    enterprise = make_enterprise("示例纺织有限公司")
    case = make_case("第一个题目", enterprises=[enterprise])
    (before,) = cards_in_order([case.pk])

    enterprise.name_zh = "示例新纺织有限公司"
    enterprise.save()
    (renamed,) = cards_in_order([case.pk])
    case.title = "第二个题目"
    case.save_revision().publish()
    (retitled,) = cards_in_order([case.pk])
    PageViewRestriction.objects.create(page=Page.objects.get(pk=case.pk), restriction_type="login")

    assert before.enterprise_names == ("示例纺织有限公司",)
    assert renamed.enterprise_names == ("示例新纺织有限公司",)
    assert retitled.title == "第二个题目"
    assert cards_in_order([case.pk]) == ()


def test_a_page_follows_what_is_kept_of_others(client: Client) -> None:
    technology = make_technology("热泵技术")
    case = make_case("余热回收", related=[technology])
    headers = {"Authorization": "none"}  # passes the page cache by
    assert "热泵技术" in client.get(case.url, headers=headers).content.decode()

    technology.title = "高温热泵"
    technology.save_revision().publish()
    assert "高温热泵" in client.get(case.url, headers=headers).content.decode()

    technology.unpublish()
    assert "高温热泵" not in client.get(case.url, headers=headers).content.decode()


def test_a_case_and_the_home_page_cost_few_queries_afresh(client: Client, django_assert_max_num_queries: Any) -> None:
    case = make_case()
    headers = {"Authorization": "none"}
    for address in ("/", case.url):
        client.get(address, headers=headers)
        client.get(address, headers=headers)
        with django_assert_max_num_queries(12):
            client.get(address, headers=headers)
