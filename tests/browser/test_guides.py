"""The guides and the tour in an editor's browser, by keyboard and in both languages; axe: `test_admin_views`."""

import pytest
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from portal.models import TourAnswer
from tests.browser.admin import PATIENCE, Admin, account
from tests.browser.axe import violations
from tests.factories import section

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

POPOVER = ".driver-popover.tour"


def signed_in(page: Page, role: str = "editor", language: str = "en") -> Admin:
    section("cases")
    user = account(role)
    UserProfile.objects.filter(user=user).update(preferred_language=language)
    return Admin(page, user)


def faults(page: Page, *parts: str) -> list[str]:
    return violations(page, include=parts)


def begin(page: Page) -> None:
    """Press the button of the first page by keyboard."""
    page.goto("/admin/")
    page.locator("[data-tour]").press("Enter")
    expect(page.locator(POPOVER)).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_tour_leads_through_all_its_pages_by_keyboard_and_is_not_offered_again(page: Page, language: str) -> None:
    signed_in(page, language=language)
    begin(page)
    steps = page.request.get("/admin/guides/tour/").json()["steps"]

    for number, step in enumerate(steps):
        expect(page.locator(f"{POPOVER} .driver-popover-title")).to_have_text(step["title"], timeout=PATIENCE)
        expect(page.locator(".driver-active-element")).to_be_visible(timeout=PATIENCE)
        if step["page"]:
            assert step["page"] in page.url
        if number == 0:
            assert faults(page, POPOVER) == []
        page.keyboard.press("ArrowRight")
    expect(page.locator(POPOVER)).to_have_count(0)

    page.goto("/admin/")
    expect(page.locator("[data-tour]")).to_be_visible()
    expect(page.locator("[data-tour-offer]")).to_have_count(0)
    assert TourAnswer.objects.count() == 1


def test_escape_ends_the_tour_and_no_later_page_goes_on_with_it(page: Page) -> None:
    signed_in(page)
    begin(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator(POPOVER)).to_have_count(0)

    page.goto("/admin/cases/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(POPOVER)).to_have_count(0)


def test_the_button_of_the_popover_goes_on_by_enter_and_back(page: Page) -> None:
    signed_in(page, "list officer")
    begin(page)
    title = page.locator(f"{POPOVER} .driver-popover-title")
    first = title.inner_text()

    page.locator(f"{POPOVER} .driver-popover-next-btn").press("Enter")
    expect(title).not_to_have_text(first)
    page.locator(f"{POPOVER} .driver-popover-prev-btn").press("Enter")
    expect(title).to_have_text(first)


def test_the_offer_is_declined_without_the_tour(page: Page) -> None:
    signed_in(page)
    page.goto("/admin/")
    page.locator("[data-tour-offer] button").press("Enter")

    expect(page.locator("[data-tour-offer]")).to_have_count(0)
    expect(page.locator(POPOVER)).to_have_count(0)


def test_a_link_of_a_panel_opens_the_section_in_a_new_tab(page: Page) -> None:
    signed_in(page)
    page.goto("/admin/guides/effects/#checks")
    expect(page.locator("#checks")).to_be_in_viewport()

    page.goto("/admin/account/")
    with page.expect_popup() as opened:
        page.locator(".guide-link").first.click()
    expect(opened.value.locator("#account")).to_be_in_viewport()
