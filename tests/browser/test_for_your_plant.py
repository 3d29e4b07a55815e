"""A dye-house engineer goes from the home page to a printed check-list."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.test_public_pages import violations

pytestmark = pytest.mark.browser

WORDS = {
    "zh-hans": ("/", "对照自查", "印染", "定型机，染色机", "电力", "查看适用措施", "定型机废气余热回收与净化"),
    "en": (
        *("/en/", "For your plant", "dyeing", "stenters, dyeing machine", "Electricity", "Show what fits"),
        "Heat recovery and cleaning of stenter exhaust",
    ),
}


def shows_on_paper(tab: Page) -> None:
    tab.emulate_media(media="print")
    measure = tab.locator(".measure").filter(has=tab.locator(".to-measure")).first
    expect(measure.locator(".box")).to_be_visible()
    blank = measure.locator(".to-measure tbody tr").first.locator("td.print-only")
    expect(blank).to_have_count(3)
    assert all(cell.is_visible() and cell.inner_text() == "" for cell in blank.all())
    expect(tab.locator(".plant-form")).not_to_be_visible()
    expect(tab.locator(".site-nav")).not_to_be_visible()
    assert tab.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("language", "options"), [("zh-hans", PHONE), ("en", {})], ids=["Chinese on a phone without script", "English"]
)
def test_from_home_to_a_printed_check_list(visit: Visit, language: str, options: dict[str, int]) -> None:
    home, link, industry, machines, carrier, button, title = WORDS[language]
    window = {"viewport": options, "java_script_enabled": False} if options else {}
    tab = visit(home, **window)

    tab.locator("main").get_by_role("link", name=link, exact=True).click()
    tab.locator("input[name=industries]").fill(industry)
    tab.locator("input[name=machines]").fill(machines)
    tab.get_by_label(carrier, exact=True).check()
    tab.get_by_role("button", name=button).click()
    if tab.locator("input[name=industries]").input_value():  # one word that may mean several industries
        tab.locator(".typed input[value=C1713]").check()
        tab.get_by_role("button", name=button).click()

    listed = tab.locator(".measure")
    expect(listed.filter(has_text=title).first).to_contain_text("+10")
    expect(listed.filter(has_text=title).first.locator(".to-measure td")).not_to_have_count(0)
    assert "industry=C1713" in tab.url
    assert "process=P039&process=P040&carrier=electricity" in tab.url
    assert "industries=" not in tab.url
    if not options:
        assert violations(tab) == []
    shows_on_paper(tab)
