"""A reader subscribes to a search, confirms, is told of one new story, and ends it with one click."""

import datetime as dt

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from portal.public_forms import tickets
from search.subscriptions.models import Subscriber
from search.subscriptions.telling import tell
from tests.browser.conftest import PHONE
from tests.browser.test_public_pages import OVERFLOW, violations
from tests.factories import make_case
from tests.search.subscriptions.subscribers import ADDRESS, end_path, own_path

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

SEND = "main form button[type=submit]"


@pytest.fixture(autouse=True)
def readers_are_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "MINIMUM", dt.timedelta(0))


def assert_open_to_everyone(tab: Page) -> None:
    expect(tab.locator("h1")).to_have_count(1)
    assert violations(tab) == []
    tab.set_viewport_size(PHONE)
    assert tab.evaluate(OVERFLOW) == 0
    assert violations(tab, "target-size") == []


def test_from_a_search_to_the_mail_and_its_end(page: Page) -> None:
    make_case("早先的余热案例")
    page.goto("/search/?q=余热")
    page.locator('a[href^="/subscriptions/new/"]').click()
    expect(page.locator(".lead")).to_contain_text("余热")
    assert_open_to_everyone(page)
    page.locator("#id_email").fill(ADDRESS)
    page.locator("input[value=now]").check()
    page.locator(SEND).click()
    expect(page).to_have_url("/subscriptions/sent/")

    (confirmation,) = mail.outbox
    page.goto(own_path(confirmation))
    assert_open_to_everyone(page)
    page.locator("button[value=confirm]").click()
    expect(page.locator("input[type=checkbox]")).to_have_count(0)
    assert_open_to_everyone(page)

    make_case("定型机余热回收的新案例")
    tell()
    (told,) = mail.outbox[1:]
    assert "定型机余热回收的新案例" in told.body
    assert "早先的余热案例" not in told.body

    page.goto(end_path(told))
    assert_open_to_everyone(page)
    page.locator(SEND).click()
    expect(page.locator("main .stack a")).to_have_attribute("href", "/search/")
    assert Subscriber.objects.count() == 0
