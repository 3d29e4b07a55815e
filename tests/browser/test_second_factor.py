"""An editor sets up a second factor in the Chinese admin, signs out, and signs in again with password and code."""

from base64 import b32decode

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from tests.browser.admin import PASSWORD, PATIENCE, Admin
from tests.browser.axe import violations
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

PHONE = {"width": 390, "height": 844}


def faults(tab: Page, part: str = "main") -> list[str]:
    """What axe objects to in this part of the page; the messages that fade in above it are Wagtail's."""
    return violations(tab, include=[part], exclude=[".messages"])


def enrol(page: Page) -> tuple[bytes, list[str]]:
    """Go from the account page to the recovery codes; the secret and the codes."""
    page.goto("/admin/account/second-factor/")
    page.locator("main input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/confirm/")
    assert faults(page) == []
    secret = b32decode((page.locator("[data-secret]").text_content() or "").replace(" ", ""))
    page.locator("main input[name=otp_token]").fill(f"{TOTP(secret).token():06}")
    page.locator("main form button[type=submit]").click()
    codes = page.locator("main textarea")
    expect(codes).to_be_visible(timeout=PATIENCE)
    assert faults(page) == []
    return secret, codes.input_value().split()


def test_enrolled_signed_out_and_in_again(page: Page) -> None:
    user = make_user("editor", password=PASSWORD)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "zh-hans"
    profile.save()
    Admin(page, user)
    page.set_viewport_size(PHONE)
    secret, codes = enrol(page)
    assert len(codes) == 10
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    code = page.locator("input[name=otp_token]")
    expect(code).to_be_focused(timeout=PATIENCE)
    assert faults(page, "form.login-form") == []
    clock = TOTP(secret)
    clock.t0 = -30  # the next code: that of this half minute was used to set it up
    code.fill(f"{clock.token():06}")
    code.press("Enter")

    page.wait_for_url("**/admin/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
