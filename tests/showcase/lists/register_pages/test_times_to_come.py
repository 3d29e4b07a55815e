"""Nobody knows what will be listed tomorrow: whoever asks for a day or moment to come is told so, in words or JSON."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 24, 2, tzinfo=dt.UTC)  # 10:00 in China
TO_COME = ("as_of=2026-11-25", "as_of=9999-12-31", "known_at=2026-11-25", "known_at=2026-11-24T10:00:01%2B08:00")
PAST = (
    "as_of=2026-11-24",
    "known_at=2026-11-24",
    "known_at=2026-11-24T10:00:00%2B08:00",
    "known_at=2026-11-24T02:00:00Z",
)


@pytest.fixture
def addresses():
    number = make.make_enterprise().number
    return (
        *("/register/", "/register/changes/", "/register/statistics/", f"/register/extract/{number}/"),
        *("/register/feed/", f"/register/feed/enterprise/{number}/"),
    )


@pytest.mark.parametrize("query", TO_COME)
def test_a_time_to_come_is_refused_with_the_reason_by_every_address_that_takes_one(client: Client, addresses, query):
    with time_machine.travel(NOW, tick=False):
        for address in addresses:
            page = client.get(f"/en{address}?{query}")
            assert page.status_code == 400, address
            assert query.partition("=")[0] in page.content.decode()
            assert "is in the future" in page.content.decode()
            asked = client.get(f"{address}?{query}&format=json")
            assert (asked.status_code, asked["Content-Type"]) == (400, "application/json"), address
            assert query.partition("=")[0] in asked.json()["error"]


@pytest.mark.parametrize("query", PAST)
def test_today_and_this_moment_are_answered(client: Client, addresses, query):
    with time_machine.travel(NOW, tick=False):
        for address in addresses:
            assert client.get(f"{address}?{query}").status_code == 200, address


@pytest.mark.parametrize("query", ["to=2026-11-25", "from=2026-11-25&to=2026-11-26"])
def test_changes_end_today(client: Client, query):
    with time_machine.travel(NOW, tick=False):
        assert client.get(f"/register/changes/?{query}").status_code == 400


def test_the_day_is_the_one_in_china(client: Client):
    with time_machine.travel(dt.datetime(2026, 11, 24, 16, 30, tzinfo=dt.UTC), tick=False):
        assert client.get("/register/?as_of=2026-11-25").status_code == 200


def test_a_list_that_counts_from_a_day_to_come_has_no_figure_yet_and_no_link_that_is_refused(client: Client):
    with time_machine.travel(NOW, tick=False):
        make.make_announcement(
            "今年名单",
            entries=[make.make_enterprise()],
            coverage="complete",
            live=True,
            year=2026,
            effective_on=dt.date(2026, 12, 31),
        )
        make.make_announcement(
            "去年名单",
            entries=[make.make_enterprise()],
            coverage="complete",
            live=True,
            year=2025,
            effective_on=dt.date(2025, 12, 31),
        )
        page = client.get("/register/statistics/")

        assert [bar.label.rpartition(" · ")[2] for bar in page.context["by_list"].bars] == ["去年名单"]
        assert all(client.get(bar.url).status_code == 200 for bar in page.context["by_list"].bars)


@pytest.mark.parametrize("address", ["/register/", "/en/register/"])
def test_no_result_is_cited_as_a_listing_and_no_day_as_one_until_which_it_is_valid(client: Client, address):
    page = client.get(f"{address}?q=无此单位")
    citation = page.context["citation"]

    assert "在名单内" not in citation
    assert "0" in citation
    for text in (citation, page.content.decode()):
        assert "有效" not in text
        assert "in force" not in text
