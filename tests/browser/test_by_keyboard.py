"""A reader without a mouse: from the search to a case and back, and the case on paper."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


def tab_to(tab: Page, selector: str, most: int = 60) -> None:
    """Press Tab until what the selector names has the focus, and is in view."""
    for _ in range(most):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            expect(tab.locator(":focus")).to_be_in_viewport()
            return
    raise AssertionError(f"{most} times Tab did not reach {selector}")


def test_a_reader_finds_a_case_by_keyboard_reads_it_and_comes_back_to_the_same_filters(visit: Visit) -> None:
    # Given a reader who types into the search of the home page and narrows the results to cases
    tab = visit("/")
    tab_to(tab, "main input[name=q]")
    tab.keyboard.type("余热")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=*")
    tab_to(tab, "#f-kind-case")
    tab.keyboard.press("Space")
    tab.wait_for_url("**kind=case*")
    tab.wait_for_load_state("networkidle")
    address, found = tab.url, tab.locator(".result-sentence").inner_text()

    # When they open the first result
    tab_to(tab, "#results .hit .card-title a", most=120)
    title = tab.locator(":focus").inner_text()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/cases/**")

    # Then they skip to its text and read it
    expect(tab.locator("h1")).to_have_text(title)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator("#main")).to_be_focused()
    expect(tab.locator(".fact-box").first).to_be_visible()

    # And print it: without what only a screen needs, with its figures
    tab.emulate_media(media="print")
    expect(tab.locator("h1")).to_be_visible()
    expect(tab.locator(".fact-box").first).to_be_visible()
    for on_screen in ("nav >> nth=0", ".actions >> nth=0"):
        expect(tab.locator(on_screen)).to_be_hidden()
    tab.emulate_media(media="screen")

    # And the way back leads to the results as they were
    tab.go_back()  # from the text to the top of the page
    tab.go_back()
    expect(tab).to_have_url(address)
    expect(tab.locator("#f-kind-case")).to_be_checked()
    expect(tab.locator(".chosen a.removable")).to_have_count(1)
    expect(tab.locator(".result-sentence")).to_have_text(found, use_inner_text=True)
