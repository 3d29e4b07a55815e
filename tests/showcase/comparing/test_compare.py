"""Stories beside each other: what readers see at /compare/."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from showcase.comparing.asked import MOST, Asked
from showcase.comparing.table import factors_of, rows_of
from showcase.models import Effect, StoryPage
from tests.factories import make_case, make_effect

ELECTRICITY: dict[str, Any] = {
    "quantity": "electricity_saved",
    "unit": "kWh",
    "basis": "physical",
    "low": Decimal(1_860_000),
    "high": Decimal(1_860_000),
    "printed": "年节电186万千瓦时",
}


def computed(**fields: Any) -> Effect:
    effect = make_effect(**fields)
    effect.set_comparable()
    return effect


def address(*stories: StoryPage, path: str = "/compare/") -> str:
    return Asked(tuple(story.translation_key for story in stories)).address(path)


def test_an_address_names_each_story_once_and_no_more_than_four() -> None:
    ids = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(6)]

    asked = Asked.from_texts([ids[0], ids[0], "no-id", *ids[1:]])

    assert [str(one) for one in asked.ids] == ids[:MOST]
    assert asked.is_full
    assert str(asked.without(asked.ids[0]).ids[0]) == ids[1]


def test_figures_printed_in_other_units_stand_in_the_unit_of_their_row_with_the_factor_named() -> None:
    stories = [
        [computed(**ELECTRICITY)],
        [computed(**{**ELECTRICITY, "unit": "MWh", "low": Decimal(18), "high": Decimal(18)})],
    ]

    (row,) = rows_of(stories)

    assert row.unit == "吨标准煤"
    assert [cell[0].value for cell in row.cells] == ["约 229 吨标准煤/年", "约 2.2 吨标准煤/年"]
    assert row.cells[0][0].printed == "年节电186万千瓦时"
    assert [factor.unit for factor in factors_of(stories)] == ["kgce/kWh"]


def test_kilowatt_hours_and_megawatt_hours_are_one_row() -> None:
    without_basis = {**ELECTRICITY, "basis": ""}
    stories = [
        [computed(**without_basis)],
        [computed(**{**without_basis, "unit": "MWh", "low": Decimal(18), "high": Decimal(18)})],
    ]

    (row,) = rows_of(stories)

    assert [cell[0].value for cell in row.cells] == ["186 万千瓦时/年", "1.8 万千瓦时/年"]


def test_what_no_source_states_is_missing_and_never_zero() -> None:
    only_one = [[computed()], [computed(quantity="water_saved", unit="m3")]]

    rows = rows_of(only_one)

    assert [[len(cell) for cell in row.cells] for row in rows] == [[1, 0], [0, 1]]


def test_an_increase_and_a_saving_are_no_row() -> None:
    both = [[computed()], [computed(direction="increased")]]

    assert len(rows_of(both)) == 2


def test_what_two_stories_publish_comes_before_what_one_does() -> None:
    per_product = {"quantity": "water_intensity", "unit": "m3/t", "per": "unit", "direction": "level"}
    both = [[computed(), computed(**per_product)], [computed(**per_product)]]

    assert [row.filled for row in rows_of(both)] == [2, 1]


@pytest.mark.django_db
def test_stories_stand_beside_each_other_in_the_order_of_the_address(client: Client) -> None:
    one, other = make_case("示例甲改造"), make_case("示例乙改造")

    page = client.get(address(other, one))
    shown = page.content.decode()

    assert page["X-Robots-Tag"] == "noindex"
    assert [found.card.title for found in page.context["compared"]] == ["示例乙改造", "示例甲改造"]
    assert f'href="{address(one)}"' in shown, "the link that removes the other"
    assert "年节约标准煤1200吨" in shown


@pytest.mark.django_db
def test_drafts_and_expired_stories_are_neither_compared_nor_offered(client: Client) -> None:
    draft = make_case("示例草稿改造", live=False)
    expired = make_case("示例过期改造")
    StoryPage.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    public = make_case("示例公开改造")

    page = client.get(address(draft, expired, public))
    shown = page.content.decode()

    assert [found.card.title for found in page.context["compared"]] == ["示例公开改造"]
    assert "示例草稿改造" not in shown
    assert "示例过期改造" not in shown
    assert page.context["is_missing"]


@pytest.mark.django_db
def test_the_next_story_is_added_by_a_form_that_keeps_the_others(client: Client) -> None:
    one, other = make_case("示例甲改造"), make_case("示例乙改造")

    shown = client.get(address(one)).content.decode()

    assert f'<input type="hidden" name="id" value="{one.translation_key}">' in shown
    assert f'<option value="{other.translation_key}">示例乙改造</option>' in shown
    assert f'<option value="{one.translation_key}">' not in shown


@pytest.mark.django_db
def test_the_workbook_has_a_line_for_each_figure_and_says_what_is_not_published(client: Client) -> None:
    one = make_case("示例甲改造", effects=[make_effect()])
    other = make_case("示例乙改造", effects=[make_effect(quantity="water_saved", unit="m3")])

    answer = client.get(address(one, other, path="/compare/table.xlsx"))
    lines = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)

    assert [line[2:4] for line in lines[1:]] == [
        ("示例甲改造", "1,200 吨标准煤/年"),
        ("示例乙改造", "未公布"),
        ("示例甲改造", "未公布"),
        ("示例乙改造", "1,200 立方米/年"),
    ]


@pytest.mark.django_db
def test_the_page_without_stories_offers_a_choice(client: Client) -> None:
    make_case("示例甲改造")

    assert "示例甲改造" in client.get("/compare/").content.decode()


@pytest.mark.django_db
def test_every_card_of_a_list_leads_to_a_comparison_with_its_story(client: Client) -> None:
    story = make_case("示例甲改造")

    assert f"{address(story)}" in client.get("/cases/").content.decode()
    assert f"{address(story)}" in client.get(story.get_url()).content.decode()
