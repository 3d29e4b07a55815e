"""The calendar of notices: when objections open and close, and when lists are published."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.caching import forget_caches
from tests.factories import make_announcement, make_translation

pytestmark = pytest.mark.django_db

WINDOW = {
    "kind": "proposal",
    "basis": "official_file",
    "office_contact": "示例处 0591-00000000",
    "discipline_contact": "示例纪检 0591-00000001",
    "objections_from": dt.date(2026, 11, 2),
    "objections_until": dt.datetime(2026, 11, 6, 9, 30, tzinfo=dt.UTC),
}


def proposal(title: str = "第十批绿色工厂公示", **fields: Any) -> Any:
    return make_announcement(title, entries=["示例单位"], live=True, **{**WINDOW, **fields})


def lines(language: str = "", **headers: str) -> list[str]:
    answer = Client().get(f"{language}/notices/calendar.ics", headers=headers)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content.decode().replace("\r\n ", "").splitlines()


def test_it_says_when_objections_open_and_close_and_when_the_list_was_published() -> None:
    page = proposal()
    make_announcement("第十批绿色工厂公布", live=True, published_on=dt.date(2026, 11, 20), decides=page)
    make_announcement("只知年份的名单", live=True)

    found = lines()

    assert "DTSTART;VALUE=DATE:20261102" in found
    assert "DTSTART:20261106T093000Z" in found
    assert "DTSTART;VALUE=DATE:20261120" in found
    assert found.count("BEGIN:VEVENT") == 3
    assert len({line for line in found if line.startswith("UID:")}) == 3


def test_it_is_english_where_the_notice_is() -> None:
    proposal("只有中文的公示")
    make_translation(proposal(), "Green factories, tenth batch")

    summaries = [line for line in lines("/en") if line.startswith("SUMMARY:")]

    assert "SUMMARY:Objections open: Green factories\\, tenth batch" in summaries
    assert "SUMMARY:Objections close: 只有中文的公示" in summaries


@pytest.mark.parametrize("hidden", ["draft", "private", "invented"])
def test_it_names_no_notice_that_is_not_public_or_invented(hidden: str) -> None:
    page = proposal(is_example=hidden == "invented")
    if hidden == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    if hidden == "draft":
        type(page).objects.filter(pk=page.pk).update(live=False)

    assert "BEGIN:VEVENT" not in lines()


def test_what_was_withdrawn_before_its_day_is_cancelled() -> None:
    page = proposal()
    type(page).objects.filter(pk=page.pk).update(withdrawn_on=dt.date(2026, 11, 4), withdrawal_reason="文件有误")

    assert [line for line in lines() if line.startswith("STATUS:")] == ["STATUS:CONFIRMED", "STATUS:CANCELLED"]


def test_a_calendar_program_gets_it_once_until_it_changes() -> None:
    proposal()
    first = Client().get("/notices/calendar.ics")

    for _kept_in_the_cache_too in range(2):
        again = Client().get("/notices/calendar.ics", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    proposal("第十一批绿色工厂公示")
    forget_caches()
    changed = Client().get("/notices/calendar.ics", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_the_page_of_notices_leads_to_it() -> None:
    proposal()

    assert 'href="/notices/calendar.ics"' in Client().get("/notices/").content.decode()
    assert 'href="/en/notices/calendar.ics"' in Client().get("/en/notices/").content.decode()
