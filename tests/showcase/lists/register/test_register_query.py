"""What a reader asks of the register, and the address that asks it again."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import override

from showcase.lists.register.query import (
    MAX_CHOICES,
    MAX_TEXT,
    RegisterQuery,
    clean_text,
    day_param,
    moment_param,
    refuse_times_to_come,
)


def read(query: str) -> RegisterQuery:
    return RegisterQuery.from_params(QueryDict(query))


def test_as_many_choices_as_the_bound_are_taken_and_one_more_is_refused() -> None:
    assert read("&".join(["year=2024"] * MAX_CHOICES)).choices == {"year": ("2024",)}
    with override("en"), pytest.raises(BadRequest, match="year"):
        read("&".join(["year=2024"] * (MAX_CHOICES + 1)))


def test_a_text_is_cut_at_its_bound() -> None:
    assert read(f"q={'厂' * MAX_TEXT}").text == "厂" * MAX_TEXT
    assert read(f"q={'厂' * (MAX_TEXT + 1)}").text == "厂" * MAX_TEXT


def test_an_address_asks_what_it_was_made_from() -> None:
    query = read(
        "as_of=2024-01-01&known_at=2024-06-01T00:00:00Z&q=厂&year=2023&year=2024&xiamen=without&sort=city&format=json"
    )

    address = query.address("/register/")

    assert query.as_of == dt.date(2024, 1, 1)
    assert read(address.partition("?")[2]) == query
    assert read("").address("/register/") == "/register/"


def test_an_order_stands_in_the_address_unless_it_is_that_of_the_register() -> None:
    assert read("sort=since&q=厂").address("/register/").endswith("&sort=since")
    assert read("sort=level").address("/register/") == "/register/"


def test_a_choice_that_is_dropped_leaves_the_others() -> None:
    query = read("year=2023&year=2024&level=national&xiamen=without")

    assert query.without("year", "2023") == read("year=2024&level=national&xiamen=without")
    assert query.without_choices() == read("")


def test_every_part_of_an_address_is_read() -> None:
    query = read("as_of=2024-01-01&known_at=2024-06-01T08:00&q=+厂++区%00+&year=2024&xiamen=without&format=csv&page=9")

    assert query == RegisterQuery(
        as_of=dt.date(2024, 1, 1),
        known_at=dt.datetime(2024, 6, 1, 0, 0, tzinfo=dt.UTC),
        text="厂 区",
        choices={"year": ("2024",)},
        xiamen="without",
        format="csv",
    )


def test_an_address_says_moments_in_universal_time_and_leaves_colons_as_they_are() -> None:
    query = read("known_at=2024-06-01T08:00:00.5%2B08:00&format=json")

    assert query.address("/register/") == "/register/?known_at=2024-06-01T00:00:00.500000Z&format=json"


def test_control_characters_and_lone_surrogates_leave_no_trace() -> None:
    assert clean_text(" 绿\x00色\ud800 \n工厂 ") == "绿色 工厂"


@pytest.mark.parametrize("name", ["xiamen", "sort", "format"])
def test_a_word_that_is_not_offered_is_refused_by_name(name: str) -> None:
    with override("en"), pytest.raises(BadRequest, match=f"{name}: one of"):
        read(f"{name}=pdf")


def test_a_choice_of_a_facet_that_has_none_can_be_dropped() -> None:
    assert read("level=national").without("year", "2023") == RegisterQuery(choices={"level": ("national",), "year": ()})


def test_a_query_narrows_to_one_list_and_turns_into_another_format() -> None:
    query = read("year=2024&list=7&format=csv")

    assert query.of_list(12) == read("year=2024&list=12&format=csv")
    assert query.as_format("json") == read("year=2024&list=7&format=json")


# Days and moments ----------------------------------------------------------------------------------------

MIDNIGHT_IN_CHINA = dt.datetime(2026, 11, 25, 16, 0, tzinfo=dt.UTC)  # 26 November has just begun in China


@pytest.mark.parametrize(
    ("day", "read_as"),
    [
        ("2026-11-26", dt.date(2026, 11, 26)),  # today in China, tomorrow in London
        ("1900-01-01", dt.date(1900, 1, 1)),
        ("2024-02-29", dt.date(2024, 2, 29)),
        ("", None),
    ],
)
def test_a_day_is_read_up_to_today_in_china(day: str, read_as: dt.date | None) -> None:
    with time_machine.travel(MIDNIGHT_IN_CHINA, tick=False):
        assert day_param(QueryDict(f"as_of={day}"), "as_of") == read_as
        assert day_param(QueryDict(""), "as_of") is None


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-11-27", "in the future"),
        ("1899-12-31", "from the year 1900 on"),
        ("2025-02-29", "not a valid date"),
        ("2025-2-1", "a date such as"),
        ("２025-02-01", "a date such as"),
    ],
)
def test_a_day_that_cannot_be_answered_for_is_refused_with_the_reason(day: str, reason: str) -> None:
    with time_machine.travel(MIDNIGHT_IN_CHINA, tick=False), override("en"):
        with pytest.raises(BadRequest, match=f"as_of: .*{reason}"):
            day_param(QueryDict(f"as_of={day}"), "as_of")


@pytest.mark.parametrize(
    ("moment", "read_as"),
    [
        ("2026-11-25T16:00:00Z", MIDNIGHT_IN_CHINA),
        ("2026-11-26T00:00", MIDNIGHT_IN_CHINA),  # without a zone: China's
        ("2026-11-26T00:00:00 08:00", MIDNIGHT_IN_CHINA),  # a plus sign that arrived as a space
        ("2026-11-25T11:00:00-05:00", MIDNIGHT_IN_CHINA),
        ("2024-06-01", dt.datetime(2024, 6, 1, 15, 59, 59, 999999, tzinfo=dt.UTC)),  # a day: its end in China
        ("2026-11-26", dt.datetime(2026, 11, 26, 15, 59, 59, 999999, tzinfo=dt.UTC)),
        ("1900-01-01T00:00:00Z", dt.datetime(1900, 1, 1, tzinfo=dt.UTC)),
        ("", None),
    ],
)
def test_a_moment_is_read_up_to_now(moment: str, read_as: dt.datetime | None) -> None:
    with time_machine.travel(MIDNIGHT_IN_CHINA, tick=False):
        found = moment_param(QueryDict(f"known_at={moment}"), "known_at")

    assert found == read_as
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        ("2026-11-25T16:00:00.000001Z", "in the future"),
        ("2026-11-27", "in the future"),
        ("1899-12-31T23:59:00Z", "from the year 1900 on"),
        ("9999-12-31T23:59:00Z", "from the year 1900 on"),  # a zone could carry it past the last year there is
        ("2026-02-30T00:00:00Z", "not a valid date and time"),
        ("yesterday", "a date and time such as"),
    ],
)
def test_a_moment_that_cannot_be_answered_for_is_refused_with_the_reason(moment: str, reason: str) -> None:
    with time_machine.travel(MIDNIGHT_IN_CHINA, tick=False), override("en"):
        with pytest.raises(BadRequest, match=f"known_at: .*{reason}"):
            moment_param(QueryDict(f"known_at={moment}"), "known_at")


@pytest.mark.parametrize("name", ["as_of", "known_at"])
def test_an_address_that_answers_for_today_alone_refuses_a_time_to_come(name: str) -> None:
    with time_machine.travel(MIDNIGHT_IN_CHINA, tick=False), override("en"):
        refuse_times_to_come(QueryDict(f"{name}=2026-11-26"))
        with pytest.raises(BadRequest, match=name):
            refuse_times_to_come(QueryDict(f"{name}=2026-11-27"))
