"""Every kind of public page, as readers meet it: both languages, both schemes, desk and phone, and for everyone."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import PHONE, Visit

pytestmark = pytest.mark.browser

# One address of each kind of page; all of them also exist under /en/.
PAGES = {
    "home": "/",
    "search": "/search/?q=%E4%BD%99%E7%83%AD%E5%9B%9E%E6%94%B6",
    "search with filters": "/search/?industry=C17&technique=T02",
    "search without result": "/search/?q=xyzzyplugh",
    "similar stories": "",  # its address is known to the page of a story alone
    "case studies": "/cases/",
    "case study": "/cases/stenter-exhaust-heat-fengzhu/",
    "technologies": "/technologies/",
    "technology": "/technologies/dyehouse-effluent-reuse/",
    "practices": "/practices/",
    "practice": "/practices/machine-level-energy-metering/",
    "collections": "/collections/",
    "collection": "/collections/dye-house-starter-kit/",
    "technique": "/techniques/T02.01/",
    "technique group": "/techniques/T02/",
    "industry": "/industries/C17/",
    "region": "/regions/350500/",
    "enterprises": "/enterprises/",
    "enterprise": "/enterprises/1/",
    "notices": "/notices/",
    "announcement": "/notices/fujian-provincial-2023/",
    "open notice": "/notices/example-2026-proposal/",
    "register": "/register/",
    "register extract": "/register/extract/1/",
    "register changes": "/register/changes/?from=2022-01-01&to=2024-12-31",
    "statistics": "/register/statistics/",
    "about": "/about/",
    "site in figures": "/about/statistics/",
    "information": "/about/how-a-factory-gets-listed/",
    "bad query": "/search/?page=x",
    "not found": "/nothing-here/",
}
STATUS = {"bad query": 400, "not found": 404}
LANGUAGES = {"zh-hans": "", "en": "/en"}

BROKEN_PICTURES = """
() => [...document.images].filter((image) => !(image.complete && image.naturalWidth > 0)).map((image) => image.src)
"""
EMPTY_ICONS = """
() => [...document.querySelectorAll("svg use")]
  .filter((use) => use.getBoundingClientRect().width === 0 && use.closest("svg").checkVisibility())
  .map((use) => use.getAttribute("href"))
"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def opened(visit: Visit, console_errors: list[str]):
    """Open one of PAGES in a language; the browser's own message about an error status is taken off the list."""

    def page_of(kind: str, language: str) -> Page:
        address = PAGES[kind] or _similar(visit, language)
        tab = visit(LANGUAGES[language] + address)
        tab.wait_for_load_state("networkidle")
        if kind in STATUS:
            console_errors[:] = [text for text in console_errors if f"status of {STATUS[kind]}" not in text]
        return tab

    return page_of


def _similar(visit: Visit, language: str) -> str:
    tab = visit(LANGUAGES[language] + PAGES["case study"], java_script_enabled=False)
    address = tab.locator("a[href*='like=']").get_attribute("href")
    return address.removeprefix(LANGUAGES[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_whole_and_open_to_everyone(opened, kind: str, language: str) -> None:
    tab = opened(kind, language)

    assert tab.answer.status == STATUS.get(kind, 200)
    assert tab.locator("html").get_attribute("lang") == language
    assert tab.title().endswith("· Lüjian" if language == "en" else "· 绿鉴")
    assert not tab.title().startswith("·")
    assert tab.locator("h1").count() == 1
    assert tab.locator("h1").inner_text().strip()
    assert tab.evaluate(BROKEN_PICTURES) == []
    assert tab.evaluate(EMPTY_ICONS) == []
    assert violations(tab) == []
    assert tab.evaluate(OVERFLOW) == 0
    # Both languages have the same colours; English words are the longer ones.
    tab.emulate_media(color_scheme="dark")
    if language == "zh-hans":
        assert violations(tab, "color-contrast", "link-in-text-block") == []
    tab.set_viewport_size(PHONE)
    assert tab.evaluate(OVERFLOW) == 0
    if language == "en":
        assert violations(tab, "color-contrast", "target-size", "scrollable-region-focusable") == []
