"""Until when a story is to be confirmed, and what is due on a day: without a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.freshness.rules import Confirmed, Notice, Stage, dates_to_choose, notice_for, stage

YEAR = dt.timedelta(days=365)
DAY = dt.timedelta(days=1)
PUBLISHED = dt.date(2025, 3, 1)
BY = dt.date(2026, 3, 1)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


def test_a_story_is_to_be_confirmed_a_year_after_its_publishing_then_after_each_confirmation():
    story = Confirmed(PUBLISHED)
    assert story.confirm_by(YEAR) == PUBLISHED + YEAR
    assert story.after(dt.date(2025, 9, 1)).confirm_by(YEAR) == dt.date(2026, 9, 1)


def test_an_editors_own_date_counts_until_the_next_confirmation():
    story = Confirmed(PUBLISHED, None, dt.date(2025, 6, 1))
    assert story.confirm_by(YEAR) == dt.date(2025, 6, 1)
    assert story.after(dt.date(2025, 5, 1)).confirm_by(YEAR) == dt.date(2026, 5, 1)


@given(first=DAYS, second=DAYS)
def test_confirmations_count_whatever_their_order(first: dt.date, second: dt.date):
    story = Confirmed(PUBLISHED)
    assert story.after(first).after(second) == story.after(second).after(first)
    assert story.after(first).after(None) == story.after(first)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (BY - 31 * DAY, Stage.FRESH),
        (BY - 30 * DAY, Stage.SOON),
        (BY - DAY, Stage.SOON),
        (BY, Stage.DUE),
        (BY + DAY, Stage.OVERDUE),
    ],
)
def test_a_story_is_soon_due_for_thirty_days_due_on_its_day_and_overdue_from_the_next(today: dt.date, expected: Stage):
    assert stage(BY, today) is expected


def test_each_mail_is_sent_once_for_a_date_and_again_for_the_next_date():
    assert notice_for(BY, BY - 31 * DAY, None, None) is None
    assert notice_for(BY, BY - 30 * DAY, None, None) is Notice.SOON
    assert notice_for(BY, BY - 29 * DAY, BY, None) is None
    assert notice_for(BY, BY, BY, None) is Notice.DUE
    assert notice_for(BY, BY + 9 * DAY, BY, BY) is None
    assert notice_for(BY + YEAR, BY + YEAR - DAY, BY, BY) is Notice.SOON


def test_a_story_that_is_overdue_already_gets_the_second_mail_alone():
    assert notice_for(BY, BY + 5 * DAY, None, None) is Notice.DUE
    assert notice_for(BY, BY + 5 * DAY, None, BY) is None


def test_an_editor_chooses_from_tomorrow_to_two_intervals_ahead():
    assert dates_to_choose(PUBLISHED, YEAR) == (dt.date(2025, 3, 2), dt.date(2027, 3, 1))
