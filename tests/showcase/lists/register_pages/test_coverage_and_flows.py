"""What the statistics page shows of lists as such: how much of each is held, and what complete ones have in common."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from showcase.lists.references import references
from showcase.lists.register_pages.coverage import coverage_of
from tests import factories as make
from tests.caching import forget_caches

pytestmark = pytest.mark.django_db
ADDRESS = "/en/register/statistics/"


def complete_list(year, units, **fields):
    """A complete final list in force from the first of December."""
    day = dt.date(year, 12, 1)
    return make.make_announcement(
        f"名单{year}",
        entries=units,
        **{"coverage": "complete", "year": year, "effective_on": day, "live": True, **fields},
    )


def partial_list(stated_total=None, **fields):
    """A list of which one row is held."""
    entries = [make.make_enterprise()]
    return make.make_announcement(
        entries=entries, **{"coverage": "partial", "stated_total": stated_total, "live": True, **fields}
    )


def shown(name="coverage"):
    return Client().get(ADDRESS).context[name]


def test_a_partial_list_shows_what_is_held_of_its_stated_total_without_any_complete_list():
    partial_list(stated_total=4)

    page = Client().get(ADDRESS)

    (one,) = page.context["coverage"]
    assert (one.held, one.total, one.share, one.is_complete) == (1, 4, 25, False)
    assert 'width="25%"' in page.content.decode()
    assert "1 of 4 units" in page.content.decode()


def test_a_list_whose_total_nobody_states_has_an_empty_bar():
    partial_list()

    assert [(one.total, one.share) for one in shown()] == [(None, None)]


def test_a_list_of_which_one_row_of_many_is_missing_is_not_drawn_as_all():
    partial_list(stated_total=4)
    (ref,) = references().values()

    (one,) = coverage_of([replace(ref, rows=999, stated_total=1000)])

    assert (one.share, one.is_complete) == (99, False)


def test_a_complete_list_is_marked_and_drawn_as_all():
    complete_list(2024, [make.make_enterprise()])

    page = Client().get(ADDRESS)

    assert [(one.share, one.is_complete) for one in page.context["coverage"]] == [(100, True)]
    assert "complete, 1 unit" in page.content.decode()


def test_proposals_examples_drafts_private_lists_and_lists_to_come_are_not_shown():
    partial_list(kind="proposal")
    partial_list(is_example=True)
    partial_list(live=False)
    partial_list(effective_on=dt.date(2999, 1, 1))
    PageViewRestriction.objects.create(page=partial_list(), restriction_type="login")

    assert shown() == ()


def test_the_download_has_what_is_held_and_what_is_stated():
    page = partial_list(stated_total=4)

    answer = Client().get(f"{ADDRESS}?format=csv").content.decode("utf-8-sig")

    rows = {row["figure"]: (row["code"], row["units"]) for row in csv.DictReader(io.StringIO(answer))}
    assert rows["held"] == (str(page.pk), "1")
    assert rows["stated"] == (str(page.pk), "4")


def test_two_complete_lists_show_who_is_on_both_and_who_on_one_alone():
    stays, goes, comes, other = (make.make_enterprise() for _ in range(4))
    complete_list(2023, [stays, goes, "某厂"])
    complete_list(2024, [stays, comes, other])

    (flow,) = shown("flows")

    assert (flow.left, flow.stayed, flow.new) == (1, 1, 2)
    assert [(block.x, block.width, block.role) for block in flow.plot.marks] == [
        (0, 25, "before"),
        (25, 25, "after"),
        (50, 50, "ring"),
    ]


def test_a_unit_that_no_reader_may_see_is_in_no_flow():
    stays, hidden = make.make_enterprise(), make.make_enterprise()
    complete_list(2023, [stays, hidden])
    complete_list(2024, [stays, hidden])
    hidden.unpublish()
    forget_caches()

    (flow,) = shown("flows")

    assert (flow.left, flow.stayed, flow.new) == (0, 1, 0)


@pytest.mark.parametrize(
    "other", [{"coverage": "partial"}, {"level_code": "municipal"}, {"programme_code": "green-park"}]
)
def test_a_partial_list_another_level_or_another_programme_makes_no_flow(other):
    unit = make.make_enterprise()
    complete_list(2023, [unit])
    complete_list(2024, [unit], **other)

    assert shown("flows") == ()


def test_more_lists_do_not_mean_more_queries():
    def queries():
        forget_caches()
        Client().get(ADDRESS)
        forget_caches()
        with CaptureQueriesContext(connection) as captured:
            Client().get(ADDRESS)
        return len(captured)

    unit = make.make_enterprise()
    for year in (2021, 2022):
        complete_list(year, [unit])
    few = queries()
    for year in (2023, 2024, 2025):
        complete_list(year, [unit])

    assert queries() == few
