"""What the form of effects learns: rows read from words, and the comparable figure of what is typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from showcase.effects.reading import LONGEST_TEXT
from showcase.models import Effect
from showcase.stories.effect_rows.answers import rows_of, understood
from tests.factories import make_user

FIGURE = {"quantity": "electricity_saved", "low": "186", "high": "186", "unit": "万kWh", "per": "year"}


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def test_words_fill_the_fields_of_a_row_in_the_scale_that_they_print() -> None:
    (row,) = rows_of("预计年节电约186万kWh", "zh-hans")
    assert row == {
        "printed": "预计年节电约186万kWh",
        "printed_language": "zh-hans",
        "quantity": "electricity_saved",
        "direction": "saved",
        "low": "186",
        "high": "186",
        "unit": "万kWh",
        "per": "year",
        "evidence": "design_or_expected",
    }


def test_a_number_printed_in_full_stays_in_full() -> None:
    (row,) = rows_of("年减排二氧化碳1,860,000吨", "zh-hans")
    assert (row["low"], row["unit"]) == ("1860000", "吨二氧化碳")


def test_a_pasted_table_gives_a_row_a_line() -> None:
    rows = rows_of("指标\t改造前\t改造后\t单位\n综合能耗\t38\t31\tkgce/t\n年用水量\t12\t9.5\t万立方米", "zh-hans")
    assert [(row["before"], row["after"], row["unit"]) for row in rows] == [
        ("38", "31", "千克标准煤/吨"),
        ("12", "9.5", "万立方米"),
    ]


def test_a_figure_is_shown_in_full_with_its_comparable_one_and_the_factor_used() -> None:
    answer = understood({**FIGURE, "basis": "physical"}, "en")
    assert answer["plain"] == "1,860,000 kWh"
    assert answer["comparable"] == "228.6 tce a year (about 6.7 TJ)"
    assert answer["factor"].startswith("0.1229 kgce/kWh, GB/T 2589")
    assert answer["direction"] == "saved"
    assert answer["faults"] == {}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "how electricity is counted as coal"),
        ({"per": "day"}, "Only figures for a year"),
        ({"unit": "%"}, ""),
        ({"quantity": "energy_intensity", "unit": "kgce/t"}, ""),
    ],
)
def test_where_there_is_no_comparable_figure_the_form_says_what_to_do(fields: dict[str, str], words: str) -> None:
    answer = understood({**FIGURE, **fields}, "en")
    assert "comparable" not in answer
    assert words in answer["note"]


@pytest.mark.parametrize(
    ("fields", "field"), [({"low": "约186"}, "low"), ({"unit": "q"}, "unit"), ({"low": "1万"}, "low")]
)
def test_what_cannot_be_read_is_a_fault_of_its_field(fields: dict[str, str], field: str) -> None:
    assert list(understood({**FIGURE, **fields}, "en")["faults"]) == [field]


def test_one_bound_is_shown_as_a_bound() -> None:
    assert understood({**FIGURE, "high": ""}, "en")["plain"] == "at least 1,860,000 kWh"
    assert understood({**FIGURE, "low": ""}, "en")["plain"] == "at most 1,860,000 kWh"


@pytest.mark.django_db
def test_whoever_writes_pages_is_answered_and_nothing_is_stored(client: Client) -> None:
    client.force_login(make_user("editor"))
    answer = client.post(reverse("effects_read"), {"text": "年节约标准煤1.2万吨"})
    assert [row["low"] for row in answer.json()["rows"]] == ["1.2"]
    assert client.post(reverse("effects_figure"), FIGURE).json()["plain"] == "1,860,000 kWh"
    assert not Effect.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["effects_read", "effects_figure"])
def test_others_are_refused(client: Client, name: str) -> None:
    posted = {"text": "年节约标准煤1.2万吨", **FIGURE}
    signed_out = client.post(reverse(name), posted)
    client.force_login(make_user("vocabulary editor"))
    writes_no_page = client.post(reverse(name), posted)
    assert signed_out["Content-Type"].startswith("text/html")  # the form for signing in
    assert writes_no_page.status_code == 302
    assert writes_no_page.url == reverse("wagtailadmin_home")


@pytest.mark.django_db
def test_addresses_take_posts_of_a_limited_length_only(client: Client) -> None:
    client.force_login(make_user("editor"))
    assert client.get(reverse("effects_read")).status_code == 405
    answer = client.post(reverse("effects_read"), {"text": "节" * (LONGEST_TEXT + 1)})
    assert answer.status_code == 400
    assert "文字太长" in answer.json()["error"]
