"""Finding and reading without script, by keyboard alone, on a phone."""

import re

import lxml.html
import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import PHONE, Visit

pytestmark = pytest.mark.browser

CASE = "/cases/stenter-exhaust-heat-fengzhu/"
NO_SCRIPT = {"java_script_enabled": False}


# Without script ------------------------------------------------------------------------------------------


def test_the_search_on_the_home_page_works_without_script(visit: Visit) -> None:
    tab = visit("/", **NO_SCRIPT)

    tab.locator("main input[name=q]").fill("余热回收")
    tab.locator("main input[name=q]").press("Enter")

    expect(tab.locator("#results .hit").first).to_be_visible()
    expect(tab.locator("#results .result-sentence")).to_contain_text("余热回收")
    assert tab.locator("main input[name=q]").first.input_value() == "余热回收"


def test_filters_apply_by_their_button_and_go_by_their_chip_without_script(visit: Visit) -> None:
    tab = visit("/search/", **NO_SCRIPT)
    everything = total(tab)

    tab.locator("#f-technique-T02").check()
    tab.locator(".filters-submit button").click()
    narrowed = total(tab)
    assert 0 < narrowed < everything
    assert count_beside(tab, "technique", "T02") == narrowed
    assert tab.locator("#f-technique-T02").is_checked()

    tab.locator(".chosen a.removable").click()
    assert total(tab) == everything


def test_a_range_of_ones_own_applies_without_script(visit: Visit) -> None:
    tab = visit("/search/", **NO_SCRIPT)
    everything = total(tab)

    tab.locator("[name=investment_from]").fill("100")
    tab.locator("fieldset:has([name=investment_from]) button").click()

    assert tab.url.endswith("/search/?investment=1000000-")
    assert 0 < total(tab) < everything
    assert tab.locator("[name=investment]:checked").get_attribute("value") == "1000000-"


def test_typing_the_first_end_of_a_range_asks_nothing_yet_and_a_tick_asks_at_once(visit: Visit) -> None:
    tab = visit("/search/")
    everything = total(tab)

    tab.locator("[name=investment_from]").fill("100")
    tab.locator("[name=investment_to]").fill("5000")
    assert tab.url.endswith("/search/")
    tab.locator("#f-kind-case").check()

    tab.wait_for_url("**/search/?kind=case&investment=1000000-50000000")
    assert 0 < total(tab) < everything


def test_a_box_finds_values_of_a_long_facet_also_below_others(visit: Visit) -> None:
    tab = visit("/search/")
    facet = tab.locator("fieldset:has(#f-technique-T02)")
    below = facet.locator("#f-technique-T02\\.01")
    expect(below).to_be_hidden()

    facet.locator(".filter-box").fill("余热回收")
    expect(below).to_be_visible()
    expect(facet.locator("#f-technique-T08")).to_be_hidden()

    facet.locator(".filter-box").fill("")
    expect(below).to_be_hidden()
    expect(facet.locator("#f-technique-T02")).to_be_visible()


def test_similar_stories_are_a_plain_link_without_script(visit: Visit) -> None:
    tab = visit(CASE, **NO_SCRIPT)

    tab.locator("a[href*='like=']").click()

    assert "like=" in tab.url
    expect(tab.locator(".similar li .card-title, .similar li a").first).to_be_visible()


def test_similar_stories_come_by_themselves_with_script(visit: Visit) -> None:
    tab = visit(CASE)

    tab.wait_for_load_state("networkidle")

    expect(tab.locator("a[href*='like=']")).to_have_count(0)
    assert tab.locator(".story-aside .similar li a").count() > 1


# With script ---------------------------------------------------------------------------------------------


def test_a_ticked_filter_answers_at_once_and_the_way_back_works(visit: Visit) -> None:
    tab = visit("/search/")
    everything = total(tab)

    tab.locator("#f-technique-T02").check()
    expect(tab.locator(".chosen a.removable")).to_have_count(1)
    assert "technique=T02" in tab.url
    assert total(tab) == count_beside(tab, "technique", "T02") < everything

    tab.go_back()
    expect(tab.locator(".chosen a.removable")).to_have_count(0)
    assert total(tab) == everything


def test_the_language_switcher_leads_to_the_same_page_and_back(visit: Visit) -> None:
    tab = visit(CASE)
    title = tab.locator("h1").inner_text()

    tab.locator(".header-tools a[hreflang=en]").click()
    assert tab.url.endswith(f"/en{CASE}")
    tab.locator(".header-tools a[hreflang=zh-hans]").click()

    expect(tab.locator("h1")).to_have_text(title)


def test_every_cell_of_the_matrix_leads_to_as_many_stories_as_it_says(visit: Visit) -> None:
    tab = visit("/", **NO_SCRIPT)
    cells = [
        (cell.inner_text(), cell.get_attribute("href")) for cell in tab.locator(".matrix-wide a.cell:not(.none)").all()
    ]

    assert len(cells) > 5
    for number, address in cells:
        (sentence,) = lxml.html.fromstring(tab.request.get(address).text()).find_class("result-sentence")
        assert as_number(next(sentence.iter("b")).text_content()) == int(number), address


# By keyboard, on a phone ---------------------------------------------------------------------------------


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visit: Visit) -> None:
    tab = visit("/")

    tab.keyboard.press("Tab")
    expect(tab.locator(".skip-link")).to_be_focused()
    expect(tab.locator(".skip-link")).to_be_in_viewport()
    tab.keyboard.press("Enter")

    expect(tab.locator("#main")).to_be_focused()


def test_the_matrix_is_one_stop_of_the_keyboard_and_the_arrows_move_within_it(visit: Visit) -> None:
    tab = visit("/")
    table = tab.get_by_role("grid")
    focused = tab.locator(".matrix-wide :focus")

    expect(table.locator("a:not([tabindex='-1']), button:not([tabindex='-1'])")).to_have_count(1)
    table.locator("tbody a.cell:not(.none)").first.focus()
    tab.keyboard.press("Home")
    expect(focused).to_have_attribute("href", "/industries/G01/")
    tab.keyboard.press("ArrowRight")
    expect(focused).to_have_attribute("aria-expanded", "false")
    tab.keyboard.press("Enter")
    expect(focused).to_have_attribute("aria-expanded", "true")
    tab.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("href", re.compile(r"/industries/C\d\d/"))
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("End")
    tab.keyboard.press("ArrowDown")
    expect(focused).to_have_class(re.compile("cell"))
    tab.keyboard.press("Control+Home")
    expect(focused).to_have_attribute("href", "/techniques/T01/")
    expect(table.locator("[tabindex='0']")).to_have_count(1)
    tab.keyboard.press("Tab")
    expect(focused).to_have_count(0)


def test_every_stop_of_the_keyboard_is_seen(visit: Visit) -> None:
    tab = visit("/search/?q=%E4%BD%99%E7%83%AD")
    unseen = []
    for _ in range(40):
        tab.keyboard.press("Tab")
        unseen += tab.evaluate(UNSEEN_FOCUS)

    assert unseen == []


UNSEEN_FOCUS = """
() => {
  const stop = document.activeElement;
  // A field may let the box around it and its button carry the mark.
  const marked = [stop, stop.closest("form.search-box:focus-within")].filter(Boolean).some((element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
  return stop === document.body || marked ? [] : [stop.outerHTML.slice(0, 120)];
}
"""


def test_the_filters_of_a_phone_open_by_keyboard_hold_it_and_close_by_escape(visit: Visit) -> None:
    tab = visit("/search/", viewport=PHONE)
    drawer = tab.locator("#filters")
    expect(drawer).to_be_hidden()

    tab.locator(".open-filters").focus()
    tab.keyboard.press("Enter")
    expect(drawer).to_be_visible()
    assert violations(tab) == []
    for _ in range(60):
        tab.keyboard.press("Tab")
        assert tab.evaluate("() => document.activeElement.closest('#filters') !== null")
    tab.keyboard.press("Escape")

    expect(drawer).to_be_hidden()
    expect(tab.locator(".open-filters")).to_be_focused()
    assert "#filters" not in tab.url


def test_the_filters_of_a_phone_open_and_apply_without_script(visit: Visit) -> None:
    tab = visit("/search/", viewport=PHONE, **NO_SCRIPT)

    tab.locator(".open-filters").click()
    tab.locator("#f-technique-T02").check()
    tab.locator(".filters-submit button").click()

    expect(tab.locator("#filters")).to_be_hidden()
    assert "technique=T02" in tab.url
    assert total(tab) == count_beside(tab, "technique", "T02") > 0


# Helpers -------------------------------------------------------------------------------------------------


def total(tab: Page) -> int:
    """The number in "12 results"."""
    return as_number(tab.locator(".result-sentence b").inner_text())


def as_number(text: str) -> int:
    """The number that stands in a text."""
    return int("".join(character for character in text if character.isdigit()))


def count_beside(tab: Page, facet: str, code: str) -> int:
    """The number beside a value of a filter."""
    return int(tab.locator(f"label:has(#f-{facet}-{code}) .count").text_content() or "")
