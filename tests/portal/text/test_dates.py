"""Partial dates: what a source printed, no more."""

import calendar
import datetime as dt

import pytest
from django.utils import translation
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from portal.text.dates import PartialDate, PartialDateError, Precision, format_date

days = st.dates(min_value=dt.date(1000, 1, 1))
partial_dates = st.builds(PartialDate.of, days, st.sampled_from(Precision))


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2023", PartialDate(2023), Precision.YEAR),
        ("2023-07", PartialDate(2023, 7), Precision.MONTH),
        ("2024-08-10", PartialDate(2024, 8, 10), Precision.DAY),
        (" 2024-02-29 ", PartialDate(2024, 2, 29), Precision.DAY),
    ],
)
def test_a_printed_date_keeps_its_precision(text: str, expected: PartialDate, precision: Precision) -> None:
    assert PartialDate.parse(text) == expected
    assert expected.precision is precision


@pytest.mark.parametrize(
    "text",
    [
        "",
        "23",
        "2023-7",
        "2023-13",
        "2023-00",
        "2023-02-29",
        "2024-08-10T00:00",
        "２０２３",
        "2023年",
        "0000",
        "0999",
    ],
)
def test_what_is_no_date_is_refused_with_a_message_that_quotes_it(text: str) -> None:
    with pytest.raises(PartialDateError) as error:
        PartialDate.parse(text)
    assert text.lstrip("0") in str(error.value)


def test_a_day_without_a_month_is_refused() -> None:
    with pytest.raises(PartialDateError, match="A day needs a month"):
        PartialDate(2023, None, 3)


def test_a_year_of_five_digits_is_refused() -> None:
    with pytest.raises(PartialDateError, match="four digits"):
        PartialDate(10000)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2024-08-10", dt.date(2024, 8, 10), dt.date(2024, 8, 10)),
    ],
)
def test_a_partial_date_covers_all_days_it_can_mean(text: str, first: dt.date, last: dt.date) -> None:
    date = PartialDate.parse(text)
    assert (date.first_day, date.last_day) == (first, last)


def test_a_coarse_date_sorts_after_every_day_it_can_mean() -> None:
    texts = [
        "2024-01-01",
        "2023",
        "2023-12-31",
        "2023-07",
        "2023-07-31",
        "2023-08-01",
        "2023-12",
    ]
    ordered = sorted(map(PartialDate.parse, texts))
    assert [str(date) for date in ordered] == [
        *(
            "2023-07-31",
            "2023-07",
            "2023-08-01",
            "2023-12-31",
            "2023-12",
            "2023",
            "2024-01-01",
        )
    ]


def test_a_partial_date_is_not_compared_with_a_plain_date() -> None:
    with pytest.raises(TypeError):
        assert PartialDate(2023) < dt.date(2023, 1, 1)


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2025-07-01", "2025年7月1日", "1 July 2025"),
        ("2025-07", "2025年7月", "July 2025"),
        ("2025", "2025年", "2025"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(text: str, chinese: str, english: str) -> None:
    date = PartialDate.parse(text)
    assert format_date(date, "zh-hans") == chinese
    assert format_date(date, "en") == english


def test_a_plain_date_is_written_to_the_day() -> None:
    assert format_date(dt.date(2025, 12, 31), "en") == "31 December 2025"
    assert format_date(dt.date(2025, 12, 31), "zh-hans") == "2025年12月31日"


@given(partial_dates)
def test_writing_and_reading_a_date_gives_it_back(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(days, st.sampled_from(Precision))
def test_a_day_lies_within_what_is_kept_of_it(day: dt.date, precision: Precision) -> None:
    kept = PartialDate.of(day, precision)
    assert kept.precision is precision
    assert kept.first_day <= day <= kept.last_day


@given(partial_dates, partial_dates)
def test_the_order_is_total_and_never_contradicts_the_last_day(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) + (other < one) + (one == other) == 1
    if one.last_day < other.last_day:
        assert one < other


@given(partial_dates)
def test_english_names_the_month_as_the_calendar_does(date: PartialDate) -> None:
    written = format_date(date, "en")
    assert date.month is None or calendar.month_name[date.month] in written.split()


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [("en", "1 December 2026", "1 December 2026, 17:05"), ("zh-hans", "2026年12月1日", "2026年12月1日 17:05")],
)
def test_a_date_without_a_form_is_written_as_everywhere_else(language: str, day: str, moment: str) -> None:
    """Given reports of the admin and columns of Wagtail's tables, whose templates name no form."""
    with translation.override(language):
        assert date_format(dt.date(2026, 12, 1)) == day
        assert date_format(dt.datetime(2026, 12, 1, 17, 5), "DATETIME_FORMAT") == moment  # noqa: DTZ001 - shown as it is
