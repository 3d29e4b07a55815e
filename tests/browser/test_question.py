"""A question travels to the enterprise and back, is published with the consent of both, and the search finds it."""

import datetime as dt
import os
import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from portal.public_forms import tickets
from showcase.models import Submission
from tests.browser.admin import Admin, account
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_public_pages import OVERFLOW, violations
from tests.factories import make_case, make_translation

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]


def shown_well(page: Page, name: str) -> None:
    """The page is open to everyone on a telephone too."""
    if "/admin/" not in page.url:
        assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate(OVERFLOW) == 0
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}-360.png", full_page=True)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}-1440.png", full_page=True)
    page.set_viewport_size(DESK)


def follow(page: Page, pattern: str) -> None:
    """Open the newest link of this kind that a mail contains, without an account."""
    page.context.clear_cookies()
    bodies = "\n".join(str(letter.body) for letter in mail.outbox)
    page.goto(re.findall(rf"http://[^/]+({pattern}\S+)", bodies)[-1])


def press(page: Page, act: str) -> None:
    page.locator(f"button[name=act][value={act}]").click()


def ask(page: Page, story: str) -> None:
    """A reader asks on the page of a story, and confirms the address."""
    page.goto(story)
    page.locator('a[href*="/send/question/"]').click()
    shown_well(page, "ask")
    page.locator("#id_question").fill("How often is the exchanger cleaned?")
    page.locator("#id_email").fill("reader@reader.example")
    page.locator("form.long-form button[type=submit]").click()
    follow(page, "/en/sent/")
    press(page, "confirm")


def send_on(page: Page) -> None:
    """An editor sends the question to the enterprise, in Chinese."""
    Admin(page, account("editor"))
    page.goto(f"/admin/questions/{Submission.objects.get().pk}/")
    page.locator("#id_question").fill("换热器多久清洗一次？")
    page.locator("#id_name").fill("陈工")
    page.locator("#id_email").fill("chen@factory.example")
    page.locator('form[action$="send-on/"] button').click()


def reply(page: Page) -> None:
    """The contact answers under the link and agrees to publication."""
    follow(page, "/answer/")
    expect(page.locator("blockquote")).to_contain_text("换热器多久清洗一次？")
    shown_well(page, "reply")
    page.locator("#id_text").fill("每两周清洗一次，停机四小时。")
    page.locator("#id_signed_by").fill("陈工")
    page.locator("#id_may_publish").check()
    press(page, "answer")
    expect(page.get_by_role("status")).to_be_visible()


def agree(page: Page) -> None:
    """The reader reads the answer and agrees to publication."""
    follow(page, "/en/sent/[^/]+/answer")
    shown_well(page, "answer")
    press(page, "agree")
    expect(page.locator("button[value=refuse]")).to_be_visible()


def publish(page: Page) -> None:
    """A publisher writes the public version in both languages."""
    Admin(page, account("publisher"))
    page.goto(f"/admin/questions/{Submission.objects.get().pk}/")
    shown_well(page, "desk")
    page.locator("#id_question_zh").fill("换热器多久清洗一次？")
    page.locator("#id_answer_zh").fill("每两周清洗一次，停机四小时。")
    page.locator("#id_question_en").fill("How often is the exchanger cleaned?")
    page.locator("#id_answer_en").fill("Every fortnight, with a standstill of four hours.")
    page.locator('form[action$="publish/"] button').click()
    expect(page.locator('form[action$="publish/"]')).to_have_count(0)
    page.context.clear_cookies()


def test_a_question_travels_to_the_enterprise_and_back(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "MINIMUM", dt.timedelta(0))  # programs type quickly
    case = make_case("示例定型机余热回收")
    english = make_translation(case, title="Example: heat from stenters")

    ask(page, english.get_url())
    send_on(page)
    reply(page)
    agree(page)
    publish(page)

    for address, search, text in (
        (case.get_url(), "/search/?q=每两周清洗", "停机四小时"),
        (english.get_url(), "/en/search/?q=exchanger+cleaned", "Every fortnight"),
    ):
        page.goto(address)
        expect(page.locator("#questions")).to_contain_text(text)
        assert "陈工" not in page.locator("main").inner_text()
        page.goto(search)
        expect(page.locator("main mark").first).to_be_visible()
