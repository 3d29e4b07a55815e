"""An enterprise offers a case without JavaScript, on a telephone; an editor makes the draft of it."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from showcase.models import CaseStudyPage, Submission
from tests.browser.admin import Admin, account
from tests.browser.conftest import PHONE
from tests.factories import section
from tests.showcase.contributions.senders import CODE, EMAIL, ENTERPRISE, TEXTS, picture

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def telephone(browser: Browser, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A tab without JavaScript, whose user types quickly."""
    monkeypatch.setattr("portal.public_forms.tickets.MINIMUM", dt.timedelta(0))
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=False, locale="en-GB")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def violations(tab: Page) -> list[str]:
    tab.evaluate(AXE_SCRIPT)
    return [rule["id"] for rule in tab.evaluate("async () => (await axe.run()).violations")]


def begin(tab: Page) -> str:
    """Name the enterprise, and return the link that the mail brings."""
    tab.goto("/en/contribute/")
    tab.get_by_role("link", name="Begin", exact=True).click()
    tab.locator("#id_enterprise").fill(ENTERPRISE)
    tab.locator("#id_credit_code").fill(CODE)
    tab.locator("#id_email").fill(EMAIL)
    tab.get_by_role("button", name="Send me the link").click()
    expect(tab.locator(".receipt-number")).to_have_text(re.compile("^CON-"))
    link = re.search(r"/en/sent/\S+", str(mail.outbox[-1].body))
    assert link
    return link[0]


def write(tab: Page, link: str) -> None:
    """Write the case, save it, come back another day and submit it."""
    tab.goto(link)
    for name, text in TEXTS.items():
        tab.locator(f"#id_{name}").fill(text)
    tab.locator("#id_figures-0-quantity").select_option("electricity_saved")
    tab.locator("#id_figures-0-amount").fill("186万千瓦时/年")
    tab.locator("#results").get_by_role("button", name="Save").click()

    # The figure lacks two things: they are named, and what was typed stands there.
    expect(tab.get_by_role("alert").get_by_role("listitem")).to_have_count(2)
    expect(tab.locator("#id_why")).to_have_value(TEXTS["why"])
    assert tab.evaluate(OVERFLOW) == 0
    tab.locator("#id_figures-0-of_what").fill("定型机")
    tab.locator("#id_figures-0-evidence").select_option("metered")
    photo = picture()
    tab.locator("#id_picture").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo.read()})
    tab.locator("#id_picture_shows").fill("换热器")
    tab.locator("#id_picture_rights").check()
    tab.locator("#pictures").get_by_role("button", name="Save").click()
    expect(tab.get_by_role("status")).to_contain_text("Saved")

    tab.goto(link)  # another day
    expect(tab.locator("#id_figures-0-amount")).to_have_value("186万千瓦时/年")
    expect(tab.locator(".kept-files")).to_contain_text("换热器")
    tab.get_by_role("button", name="Submit it to the editors").click()
    expect(tab.locator("main")).to_contain_text("received")


def test_a_case_travels_from_a_telephone_without_javascript_to_a_draft(telephone: Page, page: Page) -> None:
    section("cases")
    editor = account("editor")

    link = begin(telephone)
    page.goto(link)
    assert violations(page) == []
    write(telephone, link)
    Admin(page, editor)
    page.goto(f"/admin/inbox/{Submission.objects.get().pk}/")
    page.get_by_role("button", name="Make the draft").click()
    page.wait_for_url("**/edit/")

    draft = CaseStudyPage.objects.get()
    assert (draft.live, draft.title) == (False, TEXTS["title"])
    assert (draft.effects.count(), draft.sources.count()) == (1, 2)
