"""The years of an enterprise on its page: its listings by level, with what ended and what came back."""

import datetime as dt

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests import factories as make

pytestmark = pytest.mark.django_db


def listed(unit, year, level="provincial", **fields):
    day = dt.date(year, 6, 1)
    given = {"effective_on": day, "effective_precision": "day", "year": year, "live": True, **fields}
    return make.make_announcement(entries=[unit], level_code=level, **given)


def removed(unit, year):
    notice = make.make_announcement(kind="adjustment", effective_on=dt.date(year, 6, 1), effective_precision="day")
    make.make_entry(notice, unit, action="remove")
    notice.save_revision().publish()


def page_of(unit):
    return Client().get(f"/en/enterprises/{unit.number}/")


def test_levels_stand_above_each_other_the_highest_first():
    unit = make.make_enterprise()
    listed(unit, 2019, "municipal")
    listed(unit, 2021)
    listed(unit, 2023, "national")

    years = page_of(unit).context["years"]

    assert [(lane.level, lane.said) for lane in years.lanes] == [
        ("National", ("2023 listed",)),
        ("Provincial", ("2021 listed",)),
        ("Municipal", ("2019 listed",)),
    ]


def test_a_removal_and_a_return_show_by_shape_and_in_words():
    unit = make.make_enterprise()
    listed(unit, 2019)
    removed(unit, 2021)
    listed(unit, 2023)

    answer = page_of(unit)

    (lane,) = answer.context["years"].lanes
    assert lane.said == ("2019 listed", "2021 removed", "2023 listed")
    assert [mark.shape for mark in lane.drawing.marks] == ["held", "ended", "returned"]
    assert len(lane.drawing.held) == 2
    assert "Listings over the years" in answer.content.decode()


def test_one_event_and_a_list_that_is_not_public_are_no_years():
    unit = make.make_enterprise()
    listed(unit, 2019)
    PageViewRestriction.objects.create(page=listed(unit, 2022), restriction_type="login")

    assert page_of(unit).context["years"] is None
