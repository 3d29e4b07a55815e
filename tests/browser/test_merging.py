"""A list officer finds that two records are one enterprise, merges them, and takes it back; readers see each step."""

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from showcase.models import Enterprise
from tests.browser.admin import Admin, account
from tests.factories import make_announcement, make_case, make_enterprise

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("MERGE_SHOTS"):
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1440, "height": 900})


def merge(page: Page, kept: Enterprise) -> None:
    """From the form of one enterprise to the merge with the other."""
    page.goto(f"/admin/snippets/showcase/enterprise/edit/{kept.pk}/")
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Merge with another …").click()
    shot(page, "choose")
    page.get_by_role("link", name="示例纺织厂").click()
    expect(page.locator(".help-warning")).to_contain_text("Different regions")
    shot(page, "compare")
    page.get_by_label("Why the two are one enterprise").fill("同一厂，名称写法不同")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("示例纺织厂")
    shot(page, "merges")


def undo(page: Page) -> None:
    page.goto("/admin/merges/")
    page.get_by_role("link", name="Undo").click()
    page.get_by_label("Why the two are different enterprises").fill("两家不同的厂")
    shot(page, "undo")
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.locator("table.listing")).to_contain_text("两家不同的厂")


def test_an_officer_merges_two_records_and_takes_it_back(page: Page) -> None:
    kept = make_enterprise("示例纺织有限公司", "Example Textile", credit_code="91350582MA2XYABC1P")
    duplicate = make_enterprise("示例纺织厂", "Example Works", region_code="350200")
    make_announcement("二〇二〇年名单", entries=[duplicate], effective_on=dt.date(2020, 12, 31), live=True)
    make_announcement("二〇二二年名单", entries=[kept], effective_on=dt.date(2022, 12, 31), live=True)
    make_case("余热回收改造", enterprises=[duplicate])
    officer = account("list officer")

    Admin(page, officer)
    merge(page, kept)
    page.context.clear_cookies()
    page.goto(f"/en/enterprises/{duplicate.number}/")
    expect(page).to_have_url(re.compile(rf"/en/enterprises/{kept.number}/$"))
    expect(page.locator(".timeline")).to_contain_text("Merged with Example Works")
    expect(page.get_by_role("link", name="余热回收改造").first).to_be_visible()
    shot(page, "enterprise-en")
    page.goto(f"/enterprises/{kept.number}/")
    shot(page, "enterprise-zh")
    page.goto("/register/changes/?change=merged")
    shot(page, "changes-zh")

    Admin(page, officer)
    undo(page)
    page.context.clear_cookies()
    page.goto(f"/en/enterprises/{duplicate.number}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Example Works")
