"""A save while an autosave is under way."""

import pytest
from playwright.sync_api import Page, Route, expect

from showcase.models import CaseStudyPage
from tests.browser.admin import PATIENCE, Admin, account
from tests.factories import section

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]


def test_a_save_waits_for_the_autosave_so_that_no_editor_is_in_conflict_with_himself(
    page: Page, console_errors: list[str], settings: pytest.FixtureRequest
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 500
    held: list[Route] = []
    sent: list[str] = []
    page.route(
        "**/pages/add/**", lambda route: held.append(route) if route.request.method == "POST" else route.fallback()
    )
    page.on(
        "request",
        lambda asked: sent.append(asked.url) if asked.method == "POST" and asked.is_navigation_request() else None,
    )
    admin = Admin(page, account("editor"))
    sent.clear()
    page.goto(f"/admin/pages/add/showcase/casestudypage/{section('cases').pk}/")
    with page.expect_request(lambda asked: asked.method == "POST" and "/pages/add/" in asked.url):
        page.wait_for_timeout(4_000)  # Wagtail compares with the form as it is two seconds after it opened
        page.locator("#id_title").fill("余热回收")

    # The autosave is with the server when the editor presses the button.
    page.get_by_role("button", name="Save draft").first.click()
    assert sent == []
    with admin.leaving_the_page():
        for route in held:
            route.continue_()

    expect(page.get_by_text("another window")).to_have_count(0)
    case = CaseStudyPage.objects.get(title="余热回收")
    assert len(sent) == 1
    assert case.latest_revision == case.revisions.latest("pk")
    admin.more_action("button[name=action-submit]")
    # Not complete: the submission is refused, which says that the button pressed was the one that was sent.
    expect(page.locator(".messages")).to_contain_text("could not be", timeout=PATIENCE)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/")  # nothing is saved any more when the database goes
    assert all("400" in text for text in console_errors)  # an autosave of what was refused is refused too
    console_errors.clear()
