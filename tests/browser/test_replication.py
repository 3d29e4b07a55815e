"""A plant reports that it did the same; the editor asks back, the plant answers by the link, a publisher publishes."""

import datetime as dt
import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from showcase.models import Submission
from tests.browser.admin import Admin, account, leaving
from tests.factories import make_case, make_enterprise
from tests.showcase.replications.reports import DONE

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]


def link_in_last_mail() -> str:
    found = re.search(r"https?://[^/\s]+(/\S*sent/\S+/)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def send(page: Page, selector: str) -> None:
    with leaving(page):
        page.locator(selector).click()


def report(page: Page) -> None:
    """The plant fills in the form and confirms its address by the link in the mail."""
    page.locator("a[href*='/send/replication/']").click()
    page.locator("#id_done").fill(DONE)
    page.locator("#id_quantity_1").select_option("electricity_saved")
    page.locator("#id_amount_1").fill("18.6 万kWh")
    page.locator("#id_per_1").select_option("year")
    page.locator("#id_evidence_1").select_option("metered")
    page.locator("#id_email").fill("engineer@plant.example")
    send(page, "form.long-form button[type=submit]")
    expect(page.locator(".receipt-number")).to_be_visible()
    page.goto(link_in_last_mail())
    send(page, "button[value=confirm]")


def ask_back(page: Page, found: Submission) -> None:
    """An editor asks, and the plant answers by the link, without an account."""
    Admin(page, account("editor"))
    page.goto(f"/admin/inbox/{found.pk}/")
    page.locator("form[action$='/ask/'] textarea").fill("换热器装在几台定型机上？")
    send(page, "form[action$='/ask/'] button")
    page.context.clear_cookies()
    page.goto(link_in_last_mail())
    page.locator("#id_text").fill("三台。")
    send(page, "button[value=answer]")


def publish(page: Page, found: Submission) -> None:
    """A publisher writes the public version."""
    Admin(page, account("publisher"))
    page.goto(f"/admin/inbox/{found.pk}/")
    expect(page.locator("main")).to_contain_text("三台。")
    send(page, f"a[href$='/replications/from/{found.pk}/']")
    expect(page.locator("#id_amount_1")).to_have_value("18.6 万kWh")
    page.locator("#id_text_zh").fill("三台定型机的排风口加装换热器。")
    page.locator("#id_checked").check()
    send(page, "main form button[type=submit]")
    page.context.clear_cookies()


def test_a_report_travels_from_the_plant_to_the_story_and_is_counted(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A form sent within seconds is taken for a program's, and nothing here waits.
    monkeypatch.setattr("portal.public_forms.tickets.MINIMUM", dt.timedelta(0))
    first = make_enterprise("示例先行印染有限公司", is_example=False)
    story = make_case("示例：定型机余热回收", techniques=["T02.01"], enterprises=[first])

    page.goto(story.get_url())
    report(page)
    ask_back(page, Submission.objects.get())
    publish(page, Submission.objects.get())

    page.goto(f"{story.get_url()}#replications")
    expect(page.locator("#replications .report")).to_contain_text("三台定型机的排风口加装换热器。")
    expect(page.locator("#replications .figure-value")).to_contain_text("18.6 万千瓦时/年")
    page.goto("/en/techniques/T02.01/")
    expect(page.locator("main")).to_contain_text("1 report of a plant that did it too")
