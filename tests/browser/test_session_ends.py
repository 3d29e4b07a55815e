"""A session ends while an editor writes: autosave says so, and the next save goes through signing in."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from showcase.models import CaseStudyPage, Enterprise
from tests.admin_forms import EFFECT
from tests.browser.admin import PASSWORD, PATIENCE, Admin, account
from tests.factories import make_case, make_enterprise

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]


def sign_in_and_send(tab: Page, username: str) -> None:
    tab.locator("input[name=username]").fill(username)
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator("input[name=password]").press("Enter")
    tab.get_by_role("button", name="Send again").click()


def test_what_was_typed_is_saved_once_after_signing_in(
    page: Page, console_errors: list[str], settings: pytest.FixtureRequest
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 500
    case = make_case("旧题", live=False, effects=[])
    user = account("editor")
    admin = Admin(page, user)
    admin.open_editor(case.pk)

    Session.objects.all().delete()
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 401):
        page.wait_for_timeout(4_000)  # Wagtail compares with the form as it is two seconds after it opened
        page.locator("#id_title").fill("新题")
    admin.open_tab("Facts")
    admin.add_row("effects", 0, {**EFFECT, "printed": "约1200吨", "source_number": ""})
    with admin.leaving_the_page():
        page.get_by_role("button", name="Save draft").click()
        sign_in_and_send(page, user.username)

    expect(page.locator("#id_title")).to_have_value("新题", timeout=PATIENCE)
    expect(page.locator("#id_effects-0-printed")).to_have_value("约1200吨")
    draft = CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()
    assert (draft.title, draft.effects.count(), len(draft.typed_rows("effects"))) == ("新题", 0, 1)

    # The row is completed and autosaved, then saved by hand: it stands once.
    admin.open_tab("Facts")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")):
        page.wait_for_timeout(4_000)
        page.locator("#id_effects-0-source_number").select_option("1")
    admin.save()
    draft = CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()
    assert (draft.effects.count(), draft.unfinished_rows) == (1, {})
    assert all("401" in text or "403" in text for text in console_errors)  # the ping of the open editor is refused too
    console_errors.clear()


def test_an_enterprise_is_saved_too(page: Page) -> None:
    unit = make_enterprise("示例纺织有限公司")
    user = account("editor")
    admin = Admin(page, user)
    page.goto(f"/admin/snippets/showcase/enterprise/edit/{unit.pk}/")
    page.locator("#id_former_names-ADD").click()
    page.locator("#id_former_names-0-name_zh").fill("示例纺织厂")

    Session.objects.all().delete()
    with admin.leaving_the_page():
        page.get_by_role("button", name="Save draft").click()
        sign_in_and_send(page, user.username)

    draft = Enterprise.objects.get(pk=unit.pk).get_latest_revision_as_object()
    assert [name.name_zh for name in draft.former_names.all()] == ["示例纺织厂"]
