"""A reader reports a mistake on a story, without JavaScript, on a desk and on a telephone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_public_pages import OVERFLOW

pytestmark = pytest.mark.browser

SEND = "form.long-form button[type=submit]"


def first_story(visit: Visit, **options) -> str:
    tab = visit("/cases/", **options)
    address = tab.locator(".story-card .card-title a").first.get_attribute("href")
    assert address
    return address


def test_a_reader_without_javascript_reports_a_mistake_by_telephone(visit: Visit, console_errors: list[str]) -> None:
    tab = visit(first_story(visit), java_script_enabled=False, viewport=PHONE)
    tab.get_by_role("link", name=re.compile("指出错误|Report a mistake")).click()
    expect(tab.locator("h1")).to_have_count(1)

    tab.locator("#id_right").fill("示例：应为一百六十八万度。")
    tab.locator("#id_email").fill("reader@")
    tab.locator(SEND).click()

    # What is wrong was not said, and the address is none: both are named, and what was typed stands there.
    expect(tab.get_by_role("alert").get_by_role("listitem")).to_have_count(2)
    console_errors[:] = [text for text in console_errors if "status of 400" not in text]
    expect(tab.locator("#id_right")).to_have_value("示例：应为一百六十八万度。")
    tab.get_by_role("alert").get_by_role("link").first.click()
    expect(tab.locator("#id_wrong")).to_be_focused()
    tab.locator("#id_wrong").fill("示例：正文与来源的数字不同。")
    tab.locator("#id_email").fill("reader@example.org")
    tab.locator(SEND).click()

    expect(tab.locator(".receipt-number")).to_have_text(re.compile(r"COR-\d{4}-[2-9A-Z]{4}-[2-9A-Z]{4}"))
    assert "一百六十八" not in tab.locator("main").inner_text()


@pytest.mark.parametrize("language", ["", "/en"])
def test_form_and_faults_are_open_to_everyone(visit: Visit, console_errors: list[str], language: str) -> None:
    tab = visit(language + first_story(visit))
    tab.get_by_role("link", name=re.compile("指出错误|Report a mistake")).click()

    for _with_faults in range(2):
        expect(tab.locator("h1")).to_have_count(1)
        assert violations(tab) == []
        assert tab.evaluate(OVERFLOW) == 0
        tab.emulate_media(color_scheme="dark")
        assert violations(tab, "color-contrast") == []
        tab.set_viewport_size(PHONE)
        assert tab.evaluate(OVERFLOW) == 0
        assert violations(tab, "color-contrast", "target-size") == []
        tab.locator(SEND).click()
        expect(tab.get_by_role("alert")).to_be_visible()
        console_errors[:] = [text for text in console_errors if "status of 400" not in text]
