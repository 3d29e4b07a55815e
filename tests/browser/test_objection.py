"""A citizen objects to the open example notice, in Chinese, from its page to the receipt; also without JavaScript.

All readers here share one address, which may send five in an hour: these tests send four.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_public_pages import OVERFLOW
from tests.showcase.objections.senders import PDF

pytestmark = pytest.mark.browser

NOTICE = "/notices/example-2026-proposal/"
SEND = "form.long-form button[type=submit]"


def assert_open_to_everyone(tab: Page) -> None:
    expect(tab.locator("h1")).to_have_count(1)
    assert violations(tab) == []
    assert tab.evaluate(OVERFLOW) == 0
    tab.emulate_media(color_scheme="dark")
    assert violations(tab, "color-contrast") == []
    tab.set_viewport_size(PHONE)
    assert tab.evaluate(OVERFLOW) == 0
    assert violations(tab, "color-contrast", "target-size") == []


def fill(tab: Page) -> None:
    tab.locator("#id_unit").fill("示例企业戊")
    tab.locator("#id_text").fill("该单位二〇二五年有环境处罚记录，见附件。")
    tab.locator("#id_evidence").set_input_files({"name": "处罚决定.pdf", "mimeType": "", "buffer": PDF})
    tab.locator("#id_name").fill("张三丰")
    tab.locator("#id_consent").check()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_citizen_objects_and_gets_a_receipt(visit: Visit, console_errors: list[str], scripts: bool) -> None:
    tab = visit(NOTICE, java_script_enabled=scripts)
    banner = tab.locator(".state-banner")
    expect(banner).to_contain_text("office@example.org")
    expect(banner).to_contain_text(re.compile("剩余 \\d+ 天"))

    banner.locator("a[href$='/objection/']").click()
    expect(tab.locator(".notice-line.warn")).to_be_visible()  # a demonstration: nothing is forwarded
    fill(tab)
    tab.locator(SEND).click()

    # Neither telephone nor e-mail was given: all that was typed stands there, the file is asked for again.
    summary = tab.get_by_role("alert")
    expect(summary.get_by_role("listitem")).to_have_count(1)
    console_errors[:] = [text for text in console_errors if "status of 400" not in text]
    expect(tab.locator("#id_unit")).to_have_value("示例企业戊")
    summary.get_by_role("link").click()
    expect(tab.locator("#id_phone")).to_be_focused()
    tab.locator("#id_phone").fill("0591-8000000")
    tab.locator("#id_evidence").set_input_files({"name": "处罚决定.pdf", "mimeType": "", "buffer": PDF})
    tab.locator(SEND).click()

    expect(tab.locator(".receipt-number")).to_have_text(re.compile(r"OBJ-\d{4}-[2-9A-Z]{4}-[2-9A-Z]{4}"))
    assert "张三丰" not in tab.locator("main").inner_text()


@pytest.mark.parametrize("language", ["", "/en"])
def test_form_faults_and_receipt_are_open_to_everyone(visit: Visit, console_errors: list[str], language: str) -> None:
    tab = visit(language + NOTICE)
    tab.locator(".state-banner a[href$='/objection/']").click()
    assert_open_to_everyone(tab)

    tab.locator(SEND).click()
    expect(tab.get_by_role("alert")).to_be_visible()
    console_errors[:] = [text for text in console_errors if "status of 400" not in text]
    assert_open_to_everyone(tab)

    tab.locator("#id_unit").fill("示例企业己")
    tab.locator("#id_text").fill("示例：该单位材料与事实不符。")
    tab.locator("#id_name").fill("李四光")
    tab.locator("#id_email").fill("li@example.org")
    tab.locator("#id_consent").check()
    tab.locator(SEND).click()
    expect(tab.locator(".receipt-number")).to_be_visible()
    assert_open_to_everyone(tab)
