"""Registering without an account: the form, the mail, the confirmation, the cancellation."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from showcase.models import VisitRegistration
from showcase.visits.registrations import receiving
from tests.factories import make_translation
from tests.showcase.visits.people import (
    EMAIL,
    EMPLOYER,
    NAME,
    REMARK,
    address,
    form_fields,
    letters,
    link_in,
    send,
    subjects,
)
from tests.visits import DAY, make_registration, make_visit

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return answer.content.decode()


# The form ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_is_in_both_languages_uncached_and_out_of_search_engines(client: Client, language):
    answer = client.get(address(make_visit("示例观摩"), language))

    assert answer.status_code == 200
    assert "示例观摩" in text_of(answer)
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"registration_opens_at": timezone.now() + DAY}, 403),
        ({"registration_closes_at": timezone.now() - dt.timedelta(minutes=1)}, 410),
        ({"in_days": -10}, 410),
        ({"is_cancelled": True}, 410),
    ],
    ids=["not open yet", "closed", "over", "cancelled"],
)
def test_outside_of_the_window_nothing_is_received(client: Client, fields, status):
    visit = make_visit(**fields)

    assert client.get(address(visit)).status_code == status
    answer = send(visit, client)
    assert answer.status_code == status
    assert "not received" in text_of(answer)
    assert not VisitRegistration.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("employer", ""), ("email", "lin@"), ("email", ""), ("remark", "字" * 501), ("name", "坏\x01字")],
)
def test_a_fault_is_said_at_its_field_and_what_was_typed_stays(client: Client, field, typed):
    answer = send(make_visit(), client, **{field: typed})

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in text_of(answer)
    for name, value in {"name": NAME, "employer": EMPLOYER, "email": EMAIL, "remark": REMARK}.items():
        assert name == field or value in text_of(answer)
    assert not VisitRegistration.objects.exists()


def test_without_consent_nothing_is_kept(client: Client):
    fields = form_fields(visit := make_visit())
    del fields["consent"]

    answer = client.post(address(visit), fields)

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["consent"]
    assert not VisitRegistration.objects.exists()


# Double opt-in -------------------------------------------------------------------------------------------


def test_nothing_is_held_before_the_confirmation_by_the_link_in_the_mail(client: Client):
    visit = make_visit(seats=1)

    answer = send(visit, client)

    assert answer.status_code == 302
    assert "mailbox" in text_of(client.get(answer.url))
    assert subjects() == ["Please confirm your registration"]
    kept = VisitRegistration.objects.get()
    assert (kept.turn, kept.told) == (None, "")
    assert "1 of 1 seats" in text_of(client.get(address(visit)))


def test_opening_the_link_changes_nothing_and_its_button_gives_the_seat(client: Client):
    visit = make_visit()
    send(visit)
    link = link_in(letters()[0])

    shown = client.get(link)  # as a scanner of mails does
    assert NAME in text_of(shown)
    assert VisitRegistration.objects.get().turn is None

    confirmed = client.post(link, {"act": "confirm"}, follow=True)

    assert "You have a seat" in text_of(confirmed)
    assert VisitRegistration.objects.get().turn == 1
    assert subjects() == ["Please confirm your registration", "You have a seat"]


def test_a_second_confirmation_changes_nothing_and_sends_nothing(client: Client):
    send(make_visit())
    link = link_in(letters()[0])

    for _time in range(2):
        assert client.post(link, {"act": "confirm"}).status_code == 302

    assert len(letters()) == 2
    assert VisitRegistration.objects.get().turn == 1


def test_the_mail_that_asks_repeats_nothing_that_a_stranger_may_have_typed():
    send(make_visit(), name="Buy at http://spam.example", remark="http://spam.example")

    (letter,) = letters()

    assert "spam.example" not in letter.message().as_string()
    assert "spam.example" not in str(letter.body)


def test_the_mail_of_the_seat_holds_the_visit_as_a_calendar_file_and_no_pixel(client: Client):
    visit = make_visit("示例观摩")
    send(visit)
    client.post(link_in(letters()[0]), {"act": "confirm"})
    letter = letters()[-1]

    (name, content, kind) = letter.attachments[0]
    assert (name, kind) == ("visit.ics", "text/calendar")
    assert content.replace("\r\n", "\n").count("BEGIN:VEVENT") == 1
    assert "示例观摩" in content.replace("\r\n ", "")
    html = letter.alternatives[0][0]
    assert "<img" not in html
    assert "src=" not in html
    assert NAME in html


def test_mails_are_in_the_language_of_the_form_with_the_title_of_its_page():
    visit = make_visit("示例观摩")
    make_translation(visit, "Open day", address="1 Example Road", organiser="Office", price="free")

    send(visit, language="zh-hans", email="zh@example.org")
    send(visit, language="en", email="en@example.org")

    assert "示例观摩" in letters("zh@example.org")[0].subject
    assert "Open day" in letters("en@example.org")[0].subject
    assert "/en/visits/registration/" in letters("en@example.org")[0].body
    assert "1 Example Road" in letters("en@example.org")[0].body


# One address, once ---------------------------------------------------------------------------------------


def test_one_address_registers_once_and_the_answer_is_the_same_for_everybody(client: Client):
    visit = make_visit()
    first = send(visit, client)
    client.post(link_in(letters()[0]), {"act": "confirm"})

    again = send(visit, client, email=EMAIL.upper(), name="另一个人")

    assert (again.status_code, again.url) == (first.status_code, first.url)
    kept = VisitRegistration.objects.get()
    assert (kept.name, kept.turn) == (NAME, 1)
    assert str(mail.outbox[-1].subject).startswith("You are registered already")


def test_what_was_not_confirmed_is_replaced_by_what_is_sent_last(client: Client):
    visit = make_visit()
    send(visit, client, employer="写错的单位")

    send(visit, client)

    assert [row.employer for row in VisitRegistration.objects.all()] == [EMPLOYER]


def test_a_stranger_who_types_an_address_causes_two_mails_a_day_to_it(client: Client):
    visit = make_visit()

    answers = [send(visit, client).status_code for _time in range(4)]

    assert answers == [302] * 4
    assert len(letters()) == 2


# Programs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{"website": "http://spam.example"}, {"seconds": 2}], ids=["trap", "too quick"])
def test_what_a_program_sends_is_dropped_with_the_same_answer(client: Client, fields):
    visit = make_visit()

    answer = send(visit, client, **fields)

    assert answer.status_code == 302
    assert answer.url == f"/en/visits/{visit.pk}/received/"
    assert not VisitRegistration.objects.exists()
    assert mail.outbox == []


def test_a_flood_from_one_network_is_refused_and_what_was_typed_stays(client: Client):
    visit = make_visit()
    for number in range(10):
        assert send(visit, client, email=f"p{number}@example.org").status_code == 302

    answer = send(visit, client)

    assert answer.status_code == 429
    assert NAME in text_of(answer)
    assert VisitRegistration.objects.count() == 10


def test_a_flood_from_everywhere_fills_no_more_than_the_limit(client: Client, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_UNCONFIRMED", 2)
    visit = make_visit()
    for number in range(2):
        make_registration(visit, confirmed=False, email=f"p{number}@example.org")

    assert send(visit, client).status_code == 429
    assert VisitRegistration.objects.count() == 2


def test_a_form_without_our_ticket_is_not_received_and_can_be_sent_again_at_once(client: Client):
    visit, other = make_visit(), make_visit()

    answer = client.post(address(visit), form_fields(visit, ticket=form_fields(other)["ticket"]))

    assert answer.status_code == 400
    assert not VisitRegistration.objects.exists()
    again = client.post(address(visit), form_fields(visit, ticket=answer.context["ticket"]))
    assert again.status_code == 302


def test_a_form_needs_the_token_against_foreign_sites():
    assert send(make_visit(), Client(enforce_csrf_checks=True)).status_code == 403
