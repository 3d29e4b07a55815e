"""Back leads to whole pages, whichever way a reader left them."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


def expect_whole_page(tab: Page) -> None:
    expect(tab.locator("header").first).to_be_visible()
    expect(tab.locator("#results")).to_be_visible()
    assert tab.evaluate("document.styleSheets.length") > 0


def filtered(tab: Page) -> str:
    """Tick the first filter, which htmx answers; the address it leads to."""
    before = tab.url
    tab.locator("#filter-groups input[type=checkbox]:visible").first.check()
    tab.wait_for_url(lambda url: url != before)
    tab.wait_for_load_state("networkidle")
    return tab.url


def follow_first_hit(tab: Page) -> None:
    tab.locator("#results h3 a, #results h2 a").first.click()
    tab.wait_for_url(lambda url: "/search/" not in url)


def test_back_from_a_hit_shows_the_filtered_search_as_a_whole_page(visit: Visit) -> None:
    # Given a reader who searched, filtered and followed a hit
    tab = visit("/search/?q=余热")
    address = filtered(tab)
    follow_first_hit(tab)

    # When they go back
    tab.go_back()

    # Then the filtered search stands there, whole, and so does the search before it
    assert tab.url == address
    expect_whole_page(tab)
    tab.go_back()
    expect_whole_page(tab)
    assert tab.url.endswith("/search/?q=%E4%BD%99%E7%83%AD")


def test_back_and_forward_over_filters_alone_shows_whole_pages(visit: Visit) -> None:
    tab = visit("/search/?q=余热")
    address = filtered(tab)
    tab.go_back()
    expect_whole_page(tab)
    tab.go_forward()
    tab.wait_for_url(address)
    tab.wait_for_load_state("networkidle")
    expect_whole_page(tab)


def test_the_address_of_a_filtered_search_opened_anew_is_a_whole_page(visit: Visit) -> None:
    tab = visit("/search/?q=余热")
    address = filtered(tab)

    tab.reload()
    expect_whole_page(tab)
    expect_whole_page(visit(address))
