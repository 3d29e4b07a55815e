"""The first page of the admin and its menu by keyboard; what axe says of the page: `test_admin_views`."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import Workflow

from showcase.freshness.models import interval
from tests.browser.admin import Admin, account
from tests.browser.axe import violations
from tests.factories import make_announcement, make_case, make_user

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]


def busy(role: str) -> Admin:
    """Something of each kind that waits for this role."""
    author = make_user("editor", "编辑甲")
    draft = make_case("送审的余热回收案例", live=False, owner=author)
    draft.save_revision(user=author)
    Workflow.objects.get(name="三审").start(draft, author)
    make_case("久未核对的案例", confirmed_on=timezone.localdate() - interval() * 2)
    contacts = {"office_contact": "0591-1", "discipline_contact": "0591-2", "basis": "official_page"}
    make_announcement(
        "2026年度绿色工厂公示",
        kind="proposal",
        live=True,
        objections_until=timezone.now() + timedelta(days=3),
        **contacts,
    )
    return account(role)


def faults(tab: Page) -> list[str]:
    """What axe objects to in what is ours: the menu and the first page; Wagtail's frame around it is Wagtail's."""
    return violations(tab, include=["#wagtail-sidebar", "main"])


def test_the_menu_opens_by_keyboard_and_leads_to_the_list(page: Page) -> None:
    Admin(page, busy("publisher"))
    page.goto("/admin/")

    page.get_by_role("button", name="Content", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Case studies", exact=True)).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Case studies", exact=True).press("Enter")

    page.wait_for_url("**/admin/cases/")


def test_a_pile_leads_to_what_waits(page: Page) -> None:
    Admin(page, busy("publisher"))
    page.goto("/admin/")

    page.get_by_role("region", name="Waiting for my review").get_by_role("link", name="送审的余热回收案例").click()

    page.wait_for_url("**/edit/")
