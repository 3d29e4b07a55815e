"""An editor confirms an overdue story with one click; its contact sees the years and takes a proof."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from showcase.models import StoryFreshness
from showcase.signoff.asking import ask
from showcase.signoff.links import token_of
from showcase.yearly import proofs
from showcase.yearly.recording import record_public
from tests.browser.admin import Admin, account
from tests.browser.axe import violations
from tests.factories import make_case, make_enterprise

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]


def test_an_editor_confirms_with_one_click_and_the_contact_takes_a_proof_on_a_phone(page: Page, settings: Any) -> None:
    settings.MAKE_PDFS = True
    long_ago = timezone.localdate() - timedelta(days=400)
    case = make_case("定型机余热回收", enterprises=[make_enterprise("示例印染有限公司")], confirmed_on=long_ago)
    editor = account("editor")
    sign_off = ask(case, name="陈工", email="c@x.example", language="zh-hans", days=3, user=editor)
    record_public()

    Admin(page, editor)
    page.goto(f"/admin/freshness/{case.pk}/")  # its date field needs scripts of Wagtail's
    page.goto("/admin/")
    pile = page.get_by_role("region", name="Due for confirmation")
    pile.get_by_role("button", name="Still correct").click()
    expect(pile).to_be_hidden()
    expect(page.get_by_text("is confirmed as of today")).to_be_visible()
    assert StoryFreshness.objects.get().confirmed_on == timezone.localdate()

    page.context.clear_cookies()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/en/sign-off/{token_of(sign_off)}/years/")
    assert violations(page) == []
    with patch.object(proofs, "written", return_value=b"%PDF-1.7 example"):
        page.get_by_role("button", name="Proof of publication").click()
        page.wait_for_url("**/proofs/*/")
    expect(page.get_by_role("heading", name="定型机余热回收")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert violations(page) == []
