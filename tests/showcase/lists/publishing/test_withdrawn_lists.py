"""A list that is withdrawn lists nobody from its day on, and what was known before stays answered as it was."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from lxml import etree

from showcase.models import AnnouncementPage, Enterprise, ListingEvent
from tests import factories as make
from tests.showcase.lists.notices import NAME, notice

pytestmark = pytest.mark.django_db


def withdraw(page, day: dt.date | None, reason: str = "") -> None:
    page = page.specific_class.objects.get(pk=page.pk)
    page.withdrawn_on, page.withdrawal_reason = day, reason
    page.change_reason = "更正撤回日期"
    page.save_revision().publish()


def test_a_withdrawn_list_lists_nobody_from_that_day_and_before_it_was_known_it_did(client: Client):
    unit = make.make_enterprise(NAME)
    with time_machine.travel("2025-01-01T00:00:00+00:00", tick=False):
        page = notice(unit, "list", dt.date(2023, 3, 1))
    with time_machine.travel("2026-05-01T00:00:00+00:00", tick=False):
        withdraw(page, dt.date(2026, 4, 1), "名单有误")

    def answer(**times: str) -> tuple[str, int]:
        found = client.get("/register/", {"q": NAME, "format": "json", **times}).json()
        return found["answer"], found["total"]

    assert answer() == ("removed", 0)
    assert answer(as_of="2026-03-31") == ("listed", 1)
    assert answer(known_at="2026-04-30") == ("listed", 1)
    found = client.get("/register/", {"q": NAME, "format": "json"}).json()["beside"][0]
    assert (found["event"], found["since"]) == ("withdrawn", "2026-04-01")
    assert "名单有误" in found["reason"]
    assert client.get(f"/register/extract/{unit.number}/").context["answer"] == "removed"
    assert client.get("/register/", {"format": "json"}).json()["total"] == 0


def test_another_list_that_names_the_unit_holds_it_still(client: Client):
    unit = make.make_enterprise(NAME)
    kept = notice(unit, "list", dt.date(2022, 3, 1))
    withdraw(notice(unit, "list", dt.date(2023, 3, 1)), dt.date(2024, 1, 1))

    (listing,) = client.get("/register/", {"format": "json"}).json()["listings"]

    assert listing["announcement"]["id"] == kept.pk


def test_a_withdrawal_entered_twice_changed_or_taken_back_is_told_once_and_leaves_its_trace():
    unit = make.make_enterprise(NAME)
    page = notice(unit, "list", dt.date(2023, 3, 1))

    for _ in range(2):
        withdraw(page, dt.date(2024, 1, 1))
    assert ListingEvent.objects.filter(kind="withdrawn").count() == 1
    withdraw(page, dt.date(2024, 2, 1), "名单有误")
    withdraw(page, None)

    assert list(ListingEvent.objects.order_by("pk").values_list("kind", flat=True)) == [
        *("listed", "withdrawn", "corrected", "withdrawn", "corrected")
    ]
    assert Client().get("/register/", {"format": "json"}).json()["total"] == 1


def test_a_draft_of_a_withdrawal_withdraws_nothing():
    page = AnnouncementPage.objects.get(pk=notice(make.make_enterprise(NAME), "list", dt.date(2023, 3, 1)).pk)
    page.withdrawn_on = dt.date(2024, 1, 1)

    page.save_revision()

    assert not ListingEvent.objects.filter(kind="withdrawn").exists()


def test_a_withdrawn_renaming_gives_the_old_name_back():
    unit = make.make_enterprise("旧名有限公司")
    notice(unit, "list", dt.date(2022, 3, 1))
    page = make.make_announcement(kind="adjustment", effective_on=dt.date(2023, 3, 1), effective_precision="day")
    page.entries.create(
        position=1,
        name="新名有限公司",
        former_name="旧名有限公司",
        action="rename",
        enterprise=unit,
        programme=make.programme(),
    )
    page.save_revision().publish()
    assert Enterprise.objects.get(pk=unit.pk).name_zh == "新名有限公司"

    withdraw(page, dt.date(2024, 1, 1))

    assert Enterprise.objects.get(pk=unit.pk).name_zh == "旧名有限公司"


def test_the_feed_of_lists_says_that_one_was_withdrawn(client: Client):
    notice(make.make_enterprise(NAME), "list", dt.date(2023, 3, 1))
    source = AnnouncementPage.objects.get()
    source.withdrawn_on, source.withdrawal_reason = dt.date(2024, 3, 1), "公布有误"
    source.change_reason = "公布有误"
    source.save_revision().publish()

    (entry,) = etree.fromstring(client.get("/register/feed/").content).findall("{*}entry")

    assert entry.find("{*}category").get("term") == "withdrawn"
    assert entry.findtext("{*}summary").startswith("已撤回")
