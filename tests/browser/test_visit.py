"""A visit fills and its waiting list moves: two people without an account or JavaScript, in Chinese and in English."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import PHONE
from tests.browser.test_public_pages import OVERFLOW
from tests.factories import make_translation
from tests.showcase.visits.people import letters, link_in
from tests.visits import make_visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEND = "form.long-form button[type=submit]"
SEAT = re.compile("您已获得名额|You have a seat")
WAITING = re.compile("候补名单上排第 1 位|You are number 1 on the waiting list")


@pytest.fixture
def tab(browser: Browser, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch):
    # Nobody waits here for the time that a person needs to type.
    monkeypatch.setattr("portal.public_forms.tickets.MINIMUM", dt.timedelta(0))
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=False)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def register(tab: Page, address: str, name: str, email: str) -> None:
    """Register from the page of the visit; a fault is said at its field, and what was typed stays."""
    tab.goto(address)
    tab.locator(".state-banner a.button").click()
    tab.locator("#id_name").fill(name)
    tab.locator("#id_employer").fill("示例染整有限公司")
    tab.locator("#id_email").fill(email.partition("@")[0])
    tab.locator(SEND).click()
    expect(tab.get_by_role("alert").get_by_role("listitem")).to_have_count(2)
    expect(tab.locator("#id_name")).to_have_value(name)
    assert tab.evaluate(OVERFLOW) == 0
    tab.locator("#id_email").fill(email)
    tab.locator("#id_consent").check()
    tab.locator(SEND).click()
    expect(tab).to_have_url(re.compile("/received/$"))


def confirm(tab: Page, email: str) -> None:
    tab.goto(link_in(letters(email)[-1]))
    assert tab.evaluate(OVERFLOW) == 0
    tab.locator("button[value=confirm]").click()


def test_a_visit_fills_and_the_waiting_list_moves(tab: Page) -> None:
    visit = make_visit("示例观摩", seats=1)
    english = make_translation(visit, "Open day", address="1 Example Road", organiser="Office", price="free")

    register(tab, visit.get_url(), "林示例", "lin@example.org")
    confirm(tab, "lin@example.org")
    expect(tab.locator("h1")).to_have_text(SEAT)

    register(tab, english.get_url(), "Chen", "chen@example.org")
    confirm(tab, "chen@example.org")
    expect(tab.locator("h1")).to_have_text(WAITING)

    tab.goto(link_in(letters("lin@example.org")[-1]))
    tab.locator("button[value=cancel]").click()
    expect(tab.locator("h1")).to_have_text(re.compile("报名已取消|registration is cancelled"))

    assert len(letters("chen@example.org")) == 3
    tab.goto(link_in(letters("chen@example.org")[-1]))
    expect(tab.locator("h1")).to_have_text(SEAT)
