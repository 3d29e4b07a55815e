"""What was public of an enterprise in a year, from the versions that readers could see: without a database."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from showcase.yearly.periods import LogEvent, LoggedVersion, Period, Version, shown_in, versions_of_log
from showcase.yearly.statements import StatedEnterprise, Statement

DAY = dt.timedelta(days=1)
PERIOD = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
ONE = Version("a", "余热回收", "https://x/cases/a/", "d1", dt.date(2025, 3, 1), dt.date(2025, 3, 31))
DAYS = st.dates(dt.date(2024, 6, 1), dt.date(2026, 6, 1))
VERSIONS = st.lists(
    st.builds(
        lambda story, began, days: replace(ONE, story=story, began=began, ended=began + days * DAY if days else None),
        st.sampled_from("ab"),
        DAYS,
        st.integers(0, 400),
    ),
    max_size=5,
)


def at(month: int, day: int) -> dt.datetime:
    return dt.datetime(2025, month, day, 12, tzinfo=dt.UTC)


def test_a_year_ends_today_and_one_to_come_is_none():
    assert Period.of(2025, dt.date(2026, 2, 1)) == PERIOD
    assert Period.of(2026, dt.date(2026, 2, 1)) == Period(dt.date(2026, 1, 1), dt.date(2026, 2, 1))
    assert Period.of(2027, dt.date(2026, 2, 1)) is None


def test_first_and_last_day_are_those_within_the_year_and_both_count():
    (shown,) = shown_in([ONE], PERIOD)
    assert (shown.first, shown.last, shown.days) == (dt.date(2025, 3, 1), dt.date(2025, 3, 31), 31)

    (whole,) = shown_in([replace(ONE, began=dt.date(2020, 5, 5), ended=None)], PERIOD)
    assert (whole.first, whole.last, whole.days) == (PERIOD.first, PERIOD.last, 365)


def test_a_version_outside_the_year_is_not_in_it():
    assert shown_in([replace(ONE, began=dt.date(2026, 1, 1), ended=None)], PERIOD) == ()
    assert shown_in([replace(ONE, began=dt.date(2024, 1, 1), ended=dt.date(2024, 12, 31))], PERIOD) == ()


def test_versions_that_follow_each_other_on_a_day_count_it_once_and_the_last_gives_title_and_hash():
    second = replace(ONE, title="余热回收（更新）", digest="d2", began=dt.date(2025, 3, 31), ended=dt.date(2025, 4, 9))

    (shown,) = shown_in([second, ONE], PERIOD)

    assert (shown.days, shown.title, shown.digest) == (40, "余热回收（更新）", "d2")


def test_days_between_two_publications_do_not_count():
    again = replace(ONE, began=dt.date(2025, 12, 1), ended=dt.date(2025, 12, 10))

    (shown,) = shown_in([ONE, again], PERIOD)

    assert (shown.first, shown.last, shown.days) == (dt.date(2025, 3, 1), dt.date(2025, 12, 10), 41)


def test_one_day_that_was_not_recorded_at_the_time_marks_the_story():
    (shown,) = shown_in([ONE, replace(ONE, began=dt.date(2025, 5, 1), ended=None, is_recorded=False)], PERIOD)
    assert not shown.is_recorded


@given(VERSIONS)
def test_the_days_of_each_story_are_those_on_which_any_version_was_public(versions: list[Version]):
    found = {shown.story: shown.days for shown in shown_in(versions, PERIOD)}
    days = [PERIOD.first + at * DAY for at in range(365)]
    for story in "ab":
        own = [one for one in versions if one.story == story]
        public = sum(any(one.began <= day and (one.ended is None or day <= one.ended) for one in own) for day in days)
        assert found.get(story, 0) == public


def test_a_log_gives_a_version_for_each_publish_until_the_next_or_its_end():
    log = [
        LogEvent(at(5, 1), True, 2),
        LogEvent(at(3, 1), True, 1),
        LogEvent(at(6, 1), False),
        LogEvent(at(8, 1), True),
    ]

    assert versions_of_log(log) == (
        LoggedVersion(1, at(3, 1), at(5, 1)),
        LoggedVersion(2, at(5, 1), at(6, 1)),
        LoggedVersion(None, at(8, 1)),
    )
    assert versions_of_log([LogEvent(at(3, 1), False)]) == ()


def test_a_statement_comes_back_from_json_and_its_hash_changes_with_every_word():
    unit = StatedEnterprise("示例印染有限公司", "Sample Dyeing Co.", 7, "91350582MA00000A1X")
    statement = Statement.of(PERIOD, [unit], shown_in([ONE], PERIOD))

    assert Statement.from_dict(statement.to_dict()) == statement
    assert statement.year == 2025
    other = Statement.of(PERIOD, [replace(unit, credit_code="")], shown_in([ONE], PERIOD))
    assert other.digest != statement.digest == Statement.from_dict(statement.to_dict()).digest
