"""An enterprise's contact reads a draft on a phone, comments on a passage and confirms it, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from showcase.models import SignOff
from showcase.signoff.asking import ask
from showcase.signoff.links import token_of
from tests.browser.admin import account
from tests.browser.axe import violations
from tests.factories import make_case, paragraph

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

TABLE = {
    "caption": "改造前后",
    "header": ["指标", "改造前", "改造后", "单位"],
    "rows": [{"cells": ["单位产品综合能耗（千克标准煤每吨产品）", "38", "31", "千克标准煤/吨"]}],
    "sources": [1],
}


def test_a_contact_comments_and_confirms_on_a_phone(page: Page) -> None:
    case = make_case("定型机余热回收", live=False, body=[paragraph("回收余热。", 1), ("table", TABLE)])
    case.summary = ""  # not written yet
    case.save_revision(clean=False)
    sign_off = ask(case, name="陈工", email="c@x.example", language="zh-hans", days=3, user=account("editor"))
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/sign-off/{token_of(sign_off)}/")

    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert all(text.strip() for text in page.locator(".passage .prose").all_inner_texts())
    assert violations(page) == []
    page.locator("#passage-title summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Too long")
    page.get_by_role("button", name="发送意见").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1")
    page.get_by_label("您的姓名").focus()
    page.keyboard.type("Chen")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已确认")

    assert SignOff.objects.get().confirmed_by == "Chen"
    assert violations(page) == []
