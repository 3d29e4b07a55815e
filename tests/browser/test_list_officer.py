"""One thread from end to end: a list officer's XLSX, from the upload to the published announcement and its file."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from showcase.models import AnnouncementPage, ListEntry
from tests.browser.admin import Admin, account
from tests.factories import level, make_enterprise, programme, region, section
from tests.showcase.lists.importing import list_files as make

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

ROWS = [
    ["福建省2024年度绿色工厂名单", "", "", ""],
    ["序号", "企业名称", "所属地区", "第三方评价机构"],
    ["1", "示例纺织有限公司", "泉州市晋江市", "示例评价机构"],
    ["2", "示例化工有限公司", "泉州市", "示例评价机构"],
]


def upload(page: Page) -> None:
    page.goto("/admin/list-imports/")
    page.get_by_role("link", name="Upload files of a list").click()
    page.get_by_label("Programme").select_option(label="Green factory")
    page.get_by_label("Level").select_option(label="Provincial")
    page.get_by_label("Year of the list").fill("2024")
    page.get_by_label("Kind").select_option("final")
    page.get_by_label("Basis").select_option("press")
    data = make.xlsx(ROWS, merges=[(0, 0, 0, 3)])
    page.get_by_label("Files").set_input_files({"name": "附件1.xlsx", "mimeType": "", "buffer": data})
    page.get_by_role("button", name="Read the files").click()


def decide_and_apply(page: Page) -> None:
    page.locator("#which").select_option("none")
    page.locator("#all-decision").select_option("create")
    page.get_by_role("button", name="Decide for all").click()
    page.get_by_role("button", name="Apply to the pending announcement").click()


def test_an_officer_takes_a_file_from_upload_to_a_published_list(page: Page) -> None:
    section("notices")
    programme(), level(), region("350582")
    make_enterprise("示例纺织有限公司", "Example Textile")
    admin = Admin(page, account("list officer"))

    upload(page)
    rows = page.locator("table.listing tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("by name")
    expect(rows.nth(1).locator("select")).to_have_value("open")
    page.get_by_role("button", name="Apply to the pending announcement").click()
    expect(page.locator(".messages")).to_contain_text("附件1.xlsx, Sheet1")

    decide_and_apply(page)
    page.get_by_role("link", name="Open the announcement").click()
    with admin.leaving_the_page():
        admin.more_action("button[name=action-publish]")

    notice = AnnouncementPage.objects.get()
    assert (notice.live, notice.events.count()) == (True, 2)
    assert ListEntry.objects.get(position=2).file_row == 4
    assert "Shili Huagong" in Client().get("/en/enterprises/").content.decode()
    shown = Client().get(notice.url).content.decode()
    assert "示例化工有限公司" in shown
    assert "附件1.xlsx" in shown
