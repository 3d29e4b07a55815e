"""An absurd figure in the editor: shown, refused by name, answered in writing, published, told in the history."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from showcase.models import CaseStudyPage, FindingAnswer
from tests.browser.admin import PATIENCE, Admin, account
from tests.browser.axe import violations
from tests.factories import make_effect, make_enterprise, make_story

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

REASON = "报道原文如此，企业已书面确认，为设备全寿命期的累计值。"
SETTLED = 4_000  # milliseconds: Wagtail compares with the form as it is two seconds after it opened


@pytest.fixture
def case() -> CaseStudyPage:
    """A draft whose only figure pays back in 290 years."""
    effect = make_effect(
        quantity="payback",
        direction="level",
        unit="a",
        per="none",
        low=Decimal(290),
        high=Decimal(290),
        printed="投资回收期290年",
        of_what_zh="投资回收期",
        of_what_en="payback",
    )
    values = {"standing": "reference", "case_depth": "short", "enterprises": [make_enterprise()]}
    return make_story(CaseStudyPage, "cases", live=False, effects=[effect], **values)


@pytest.fixture(autouse=True)
def _saves_soon(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 500


def publish(admin: Admin) -> None:
    with admin.leaving_the_page():
        admin.more_action("button[name=action-publish]")


def test_from_the_warning_to_the_history(page: Page, case: CaseStudyPage) -> None:
    admin = Admin(page, account("publisher"))
    admin.open_editor(case.pk)
    publish(admin)
    expect(page.locator(".messages")).to_contain_text("投资回收期290年", timeout=PATIENCE)
    expect(page.locator(".messages")).to_contain_text("Checks")
    assert not CaseStudyPage.objects.get(pk=case.pk).live

    admin.open_tab("Checks")
    finding = page.locator(".checks__finding--open")
    expect(finding).to_contain_text("投资回收期290年")
    finding.get_by_label("Reason why it is published all the same").fill(REASON)
    publish(admin)
    expect(page.locator(".messages")).to_contain_text("published", timeout=PATIENCE)
    assert FindingAnswer.objects.get(page=case).reason == REASON

    page.goto(f"/admin/pages/{case.pk}/history/")
    expect(page.locator("main")).to_contain_text(REASON)


def test_the_list_is_new_after_an_automatic_save(page: Page, case: CaseStudyPage) -> None:
    admin = Admin(page, account("publisher"))
    admin.open_editor(case.pk)
    admin.open_tab("Checks")
    page.wait_for_timeout(SETTLED)
    page.locator(".checks__finding--open").get_by_role("button", name="Go to").click()
    printed = page.locator("#id_effects-0-printed")
    expect(printed).to_be_visible()
    printed.fill("投资回收期2年")
    page.locator("#id_effects-0-high").fill("2")
    page.locator("#id_effects-0-low").fill("2")
    page.keyboard.press("Tab")
    admin.open_tab("Checks")
    expect(page.locator(".checks__finding--open")).to_have_count(0, timeout=PATIENCE)
    expect(page.locator(".checks__finding--note")).to_be_visible()


def test_a_reason_being_typed_survives_the_automatic_save(page: Page, case: CaseStudyPage) -> None:
    admin = Admin(page, account("publisher"))
    admin.open_editor(case.pk)
    admin.open_tab("Checks")
    field = page.locator(".checks__finding--open textarea")
    page.wait_for_timeout(SETTLED)
    field.focus()
    with page.expect_response(lambda answer: answer.url.endswith("/checks/"), timeout=PATIENCE):
        page.keyboard.insert_text("报道原文如此，")
    page.keyboard.insert_text("企业已书面确认。")
    expect(page.locator(".checks__reason")).to_have_value("报道原文如此，企业已书面确认。")
    expect(page.locator(".checks__reason")).to_be_focused()


def test_axe_finds_nothing_in_the_tab(page: Page, case: CaseStudyPage) -> None:
    admin = Admin(page, account("publisher"))
    admin.open_editor(case.pk)
    admin.open_tab("Checks")
    expect(page.locator(".checks__finding--open")).to_be_visible()
    assert violations(page, include=[".checks"]) == []
