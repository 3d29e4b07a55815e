"""What a notice behind a restriction says of a unit is told nowhere in public."""

import datetime as dt

import pytest
from django.test import Client

from showcase.models import AnnouncementPage, Enterprise
from tests import factories as make
from tests.caching import forget_caches
from tests.hidden import restrict

pytestmark = pytest.mark.django_db

REASON = "只在受限公告中写明的理由"
PLACES = {
    "its page": "/enterprises/{number}/",
    "its English page": "/en/enterprises/{number}/",
    "all enterprises": "/enterprises/?q=甲厂",
    "the register": "/register/?q=甲厂",
    "the register as data": "/register/?q=甲厂&format=json",
    "the register as a table": "/register/?q=甲厂&format=csv",
    "the extract": "/register/extract/{number}/",
    "its feed": "/register/feed/enterprise/{number}/",
    "the feed of lists": "/register/feed/",
    "the changes": "/register/changes/?from=2023-01-01&to=2025-01-01",
    "the list that names it": "{list}",
    "all notices": "/notices/",
}


@pytest.fixture
def unit() -> Enterprise:
    """On a public list of 2023, removed in 2024 by a notice that only some may read."""
    unit = make.make_enterprise("甲厂")
    make.make_announcement("公开名单", entries=[unit], live=True)
    page = make.make_announcement(
        "受限公告", kind="adjustment", effective_on=dt.date(2025, 3, 1), effective_precision="day"
    )
    make.make_entry(page, unit, action="remove", reason_printed=REASON)
    page.save_revision().publish()
    return unit


def text_of(client: Client, place: str, unit: Enterprise) -> str:
    forget_caches()
    source = AnnouncementPage.objects.get(title="公开名单")
    answer = client.get(PLACES[place].format(number=unit.number, list=source.get_url()))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("place", PLACES)
def test_it_is_told_nowhere(client: Client, unit: Enterprise, place: str):
    restrict(AnnouncementPage.objects.get(title="受限公告"))

    text = text_of(client, place, unit)

    for words in (REASON, "受限公告", "2025年3月1日", "1 March 2025", "2025-03-01"):
        assert words not in text


@pytest.mark.parametrize("place", ["its page", "the register", "the extract", "its feed", "the list that names it"])
def test_it_is_told_where_the_notice_is_public(client: Client, unit: Enterprise, place: str):
    assert REASON in text_of(client, place, unit)


def test_a_list_calls_no_unit_continued_because_a_restricted_list_named_it(client: Client):
    unit = make.make_enterprise("甲厂")
    make.make_announcement("受限名单", entries=[unit], effective_on=dt.date(2023, 12, 31), year=2023, live=True)
    source = make.make_announcement("公开名单", entries=[unit], live=True)
    assert "延续" in client.get(source.get_url()).content.decode()

    restrict(AnnouncementPage.objects.get(title="受限名单"))
    forget_caches()

    assert "延续" not in client.get(source.get_url()).content.decode()
