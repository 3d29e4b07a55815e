"""A reader reports a mistake on any public page; the editors read it at the desk with a link to the page."""

import html
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.public_forms.receipt_numbers import read_number
from portal.public_forms.tickets import ticket_after_time
from showcase.models import Submission
from tests.factories import (
    make_announcement,
    make_case,
    make_collection,
    make_enterprise,
    make_translation,
    make_user,
    technique,
)
from tests.hidden import restrict
from tests.showcase.inbox.senders import EMAIL, RIGHT, WRONG, sent

pytestmark = pytest.mark.django_db


def form_of(address: str) -> str:
    return f"/en/send/page_correction/?address={quote(address, safe='')}"


def send(shown_for: str, **fields: Any) -> Any:
    ticket = ticket_after_time("page_correction", 0, timezone.now())
    return Client().post(
        form_of(shown_for), {"ticket": ticket, "wrong": WRONG, "right": RIGHT, "email": EMAIL, **fields}
    )


def linked(client: Client, address: str) -> list[str]:
    """The addresses of correction forms that the page leads to."""
    text = client.get(address).content.decode()
    return [html.unescape(found) for found in re.findall(r'href="([^"]*/send/(?:page_)?correction/[^"]*)"', text)]


def test_every_kind_of_public_page_leads_to_a_form_that_opens(client: Client) -> None:
    number = make_enterprise().number
    make_case(enterprises=[make_enterprise()], techniques=["T02.01"])
    pages = [make_announcement(live=True).get_url(), make_collection().get_url(), "/", "/cases/"]
    views = ["/register/?city=350500", "/search/?q=余热", "/techniques/T02.01/", "/compare/", "/for-your-plant/"]

    for address in (*pages, *views, "/enterprises/", "/contribute/", f"/enterprises/{number}/"):
        (form,) = set(linked(client, address))
        answer = client.get(form)
        assert answer.status_code == 200, address
        assert answer["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer["Cache-Control"]
        assert html.escape(answer.context["form"].initial["address"]) in answer.content.decode()


def test_a_story_leads_to_its_own_form_and_no_page_to_a_mail(client: Client) -> None:
    story = make_case()

    assert set(linked(client, story.get_url())) == {f"/send/correction/?page={story.pk}"}
    assert "mailto:" not in client.get("/").content.decode()


def test_forms_and_error_pages_lead_to_no_form_about_themselves(client: Client) -> None:
    about_the_form = [found for found in linked(client, form_of("/register/")) if "send%2F" in found]

    assert about_the_form == linked(client, "/nothing-here/") == []


def test_what_is_sent_is_kept_sealed_with_its_address_and_answered_with_a_receipt(client: Client) -> None:
    answer = send("/register/?city=350500")
    found = Submission.objects.get()

    assert read_number(found.number, "PCO") == found.number
    assert (found.kind, found.page) == ("page_correction", None)
    assert sent(found) == {"address": "/register/?city=350500", "wrong": WRONG, "right": RIGHT, "email": EMAIL}
    assert found.number in client.get(answer.url).content.decode()


def test_the_address_that_is_kept_is_the_one_the_form_was_shown_for() -> None:
    send("/register/", address="https://elsewhere.example/")

    assert sent(Submission.objects.get())["address"] == "/register/"


@pytest.mark.parametrize(
    "address",
    [
        *("", "register", "//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example/", "/a b/"),
        *("/admin/", "/healthz", "/nothing-here/", "/enterprises/999999/", "/techniques/T99.99/", "/sent/secret/"),
        "/register/?q=" + "x" * 500,
    ],
)
def test_what_is_no_public_address_of_this_site_has_no_form(address: str) -> None:
    technique("T02.01")

    assert Client().get(form_of(address)).status_code == 404
    assert send(address).status_code == 404
    assert not Submission.objects.exists()


def test_a_hidden_page_answers_like_one_that_does_not_exist(client: Client) -> None:
    hidden, draft = make_announcement(live=True), make_announcement(live=False)
    english = make_translation(hidden)
    restrict(hidden)

    for page in (hidden, draft, english):
        assert client.get(form_of(page.get_url() or "/draft/")).status_code == 404


def test_an_editor_reads_it_at_the_desk_with_a_link_and_others_are_refused(client: Client) -> None:
    send("/register/?city=350500")
    found = Submission.objects.get()
    address = reverse("inbox_detail", args=[found.pk])

    client.force_login(make_user("editor"))
    shown = client.get(address).content.decode()
    client.force_login(make_user("objection handler"))

    assert 'href="/register/?city=350500"' in shown
    assert WRONG in shown
    assert client.get(address).status_code in (302, 403)
