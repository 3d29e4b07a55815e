"""A notice on the day its window closes: the page follows the clock, nobody touches it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import factories as make

pytestmark = pytest.mark.browser

CLOSES = dt.datetime(2027, 3, 10, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("moment", "state", "other"),
    [
        (CLOSES - dt.timedelta(days=2), "剩余 2 天", "异议受理期已结束"),
        (CLOSES - dt.timedelta(minutes=1), "今日截止", "异议受理期已结束"),
        (CLOSES + dt.timedelta(minutes=1), "异议受理期已结束", "剩余"),
    ],
)
def test_a_window_closes_by_the_clock(
    page: Page, live_server: LiveServer, moment: dt.datetime, state: str, other: str
) -> None:
    contacts = {"office_contact": "示例处室\n0591-0000001", "discipline_contact": "示例纪检\n0591-0000002"}
    notice = make.make_announcement(
        kind="proposal",
        basis="official_file",
        entries=[make.make_enterprise()],
        objections_from=CLOSES.date() - dt.timedelta(days=14),
        objections_until=CLOSES,
        live=True,
        **contacts,
    )
    page.goto(live_server.url + notice.url)
    expect(page.locator("main")).to_contain_text("异议受理")

    with time_machine.travel(moment, tick=False):
        page.reload()

        expect(page.locator(".state-banner")).to_contain_text(state)
        expect(page.locator(".state-banner")).not_to_contain_text(other)
        expect(page.locator("main")).to_contain_text("0591-0000002")
