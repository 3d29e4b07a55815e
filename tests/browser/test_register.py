"""A citizen's way: from a name to the unit in the register, the very row it rests on, and an extract to keep."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit

pytestmark = pytest.mark.browser

PLACES = {
    "zh-hans": ("/", "榕升纸业", "不是证书"),
    "en": ("/en/", "Rongsheng", "not a certificate"),
}


@pytest.mark.parametrize("language", PLACES)
def test_a_citizen_finds_a_unit_its_row_and_its_extract(visit: Visit, language: str) -> None:
    home, name, no_certificate = PLACES[language]
    tab = visit(f"{home}register/", java_script_enabled=False, viewport=PHONE)
    tab.locator("#phone-name").fill(name)
    tab.locator("#phone-name").press("Enter")
    row = tab.locator("table.register tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("榕升纸业")

    row.locator("summary").click()
    row.locator("details a").click()

    assert re.search(r"/notices/fujian-provincial-2023/.*#row-9$", tab.url)
    expect(tab.locator("#row-9")).to_contain_text("福建榕升纸业有限公司")

    tab.go_back()
    row.locator("th a").click()
    expect(tab.locator("main")).to_contain_text("福建榕升纸业有限公司")
    tab.locator("a[href*='/register/extract/']").first.click()
    expect(tab.locator(".not-a-certificate")).to_contain_text(no_certificate)
    assert tab.locator(".extract-address svg").count() == 1
    lasting = tab.locator(".extract-address a").inner_text()
    assert "known_at=" in lasting


def test_a_name_that_no_list_holds_is_said_to_be_missing_from_our_records_not_from_the_lists(visit: Visit) -> None:
    tab = visit("/register/?q=查无此厂")

    expect(tab.locator("main")).to_contain_text("未收录")
    expect(tab.locator("main")).to_contain_text("本站收录不完整，不表示该单位未列入名单")
