"""Seats, the waiting list and what people are told; what is erased, and who may read who comes."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from time_machine import travel
from wagtail.models import PageLogEntry

from portal.refusals import RefusedError
from showcase.models import VisitPage, VisitRegistration
from showcase.visits.registrations import settling
from showcase.visits.registrations.erasing import erase_due
from showcase.visits.registrations.participants import DOWNLOADED, LISTED
from showcase.visits.registrations.receiving import cancel
from showcase.visits.registrations.settling import places_of, settle_due
from tests.factories import make_user
from tests.hidden import restrict
from tests.showcase.visits.people import EMAIL, letters, subjects
from tests.visits import DAY, change, make_registration, make_visit

pytestmark = pytest.mark.django_db


def addresses_told(start: str) -> list[str]:
    return [letter.to[0] for letter in mail.outbox if str(letter.subject).startswith(start)]


# Seats and the waiting list ------------------------------------------------------------------------------


def test_a_visit_fills_the_others_wait_and_a_cancellation_moves_the_list():
    visit = make_visit(seats=1)
    first, second, third = (
        make_registration(visit, email=f"{name}@example.org", language="en") for name in ("first", "second", "third")
    )
    assert subjects("first@example.org") == ["You have a seat"]
    assert subjects("second@example.org") == subjects("third@example.org") == ["You are on the waiting list"]
    assert "number 2" in letters("third@example.org")[0].body

    cancel(first)

    assert subjects("second@example.org")[-1] == "A seat is free for you"
    assert len(letters("third@example.org")) == 1
    assert (places_of(visit).seated, places_of(visit).waiting) == ((second.pk,), (third.pk,))


def test_who_leaves_the_waiting_list_moves_nobody():
    visit = make_visit(seats=1)
    make_registration(visit)
    cancelled = make_registration(visit)
    mail.outbox.clear()

    cancel(cancelled)

    assert mail.outbox == []


def test_more_seats_are_given_by_the_next_round_of_the_worker():
    visit = make_visit(seats=1)
    for name in ("first", "second", "third"):
        make_registration(visit, email=f"{name}@example.org", language="en")
    change(visit, seats=2)

    assert (settle_due(), settle_due()) == (1, 0)
    assert addresses_told("A seat is free for you") == ["second@example.org"]


def test_a_new_time_is_told_to_everybody_once_and_a_new_word_to_nobody():
    visit = make_visit(seats=1)
    for name in ("first", "second"):
        make_registration(visit, email=f"{name}@example.org", language="en")
    change(visit, introduction="另一句介绍。")
    assert settle_due() == 0

    later = visit.begins_at + DAY
    change(visit, begins_at=later, ends_at=later + DAY)

    assert (settle_due(), settle_due()) == (2, 0)
    assert addresses_told("Time or place has changed") == ["first@example.org", "second@example.org"]


def test_a_cancelled_visit_is_told_to_everybody_once_with_its_note_and_a_cancelled_calendar_entry():
    visit = make_visit(seats=1)
    for name in ("first", "second"):
        make_registration(visit, email=f"{name}@example.org")
    make_registration(visit, confirmed=False, email=EMAIL)
    change(visit, is_cancelled=True, cancellation_note="因设备检修取消。")

    assert (settle_due(), settle_due()) == (2, 0)
    letter = letters("first@example.org")[-1]
    assert "因设备检修取消。" in letter.body
    assert "STATUS:CANCELLED" in letter.attachments[0][1]
    assert letters() == []


def test_a_reminder_goes_out_once_a_day_before_to_those_with_a_seat():
    visit = make_visit(seats=1)
    for name in ("first", "second"):
        make_registration(visit, email=f"{name}@example.org", language="en")

    with travel(visit.begins_at - dt.timedelta(hours=25), tick=False):
        assert settle_due() == 0
    with travel(visit.begins_at - dt.timedelta(hours=23), tick=False):
        assert (settle_due(), settle_due()) == (1, 0)

    assert addresses_told("Reminder") == ["first@example.org"]


def test_a_visit_that_people_expect_is_cancelled_before_its_page_goes():
    visit = make_visit(seats=1)
    make_registration(visit)

    with pytest.raises(RefusedError, match=r"cancel|已取消"):
        visit.unpublish()
    with pytest.raises(RefusedError, match=r"cancel|已取消"), transaction.atomic():
        VisitPage.objects.get(pk=visit.pk).delete()
    cancelled = change(visit, is_cancelled=True)
    with pytest.raises(RefusedError):
        cancelled.unpublish()

    settle_due()
    VisitPage.objects.get(pk=visit.pk).unpublish()
    assert not VisitPage.objects.get(pk=visit.pk).live


def test_of_a_visit_that_is_not_public_nobody_is_told_anything():
    visit = make_visit(seats=1)
    make_registration(visit), make_registration(visit)
    VisitPage.objects.filter(pk=visit.pk).update(seats=2)
    restrict(visit)
    mail.outbox.clear()

    assert settle_due() == 0
    assert mail.outbox == []


def test_a_registration_whose_key_is_lost_stops_nobody_elses_mail(caplog):
    visit = make_visit(seats=1)
    _first, lost, _third = (make_registration(visit, email=f"{name}@example.org") for name in ("a", "b", "c"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE showcase_visitregistration SET email = 'x' WHERE id = %s", [lost.pk])
    change(visit, seats=3)

    assert settle_due() == 1
    assert letters("c@example.org")
    assert "is lost" in caplog.text


def test_one_transaction_writes_a_bounded_number_of_mails(monkeypatch):
    visit = make_visit(seats=5)
    for _one in range(3):
        make_registration(visit)
    change(visit, is_cancelled=True)
    monkeypatch.setattr(settling, "AT_ONCE", 2)

    assert [settle_due() for _round in range(3)] == [2, 1, 0]


# Erasing -------------------------------------------------------------------------------------------------


def test_registrations_are_erased_a_set_time_after_the_visit_and_unconfirmed_ones_after_two_days(settings):
    settings.VISIT_RETENTION_DAYS = 30
    visit, other = make_visit(in_days=10), make_visit(in_days=60)
    make_registration(visit), make_registration(visit, confirmed=False), make_registration(other)

    with travel(timezone.now() + 2 * DAY + dt.timedelta(minutes=1), tick=False):
        assert erase_due() == 1
    with travel(visit.ends_at + 30 * DAY - dt.timedelta(minutes=1), tick=False):
        assert erase_due() == 0
    with travel(visit.ends_at + 30 * DAY + dt.timedelta(minutes=1), tick=False):
        assert erase_due() == 1

    assert [row.visit_id for row in VisitRegistration.objects.plain()] == [other.pk]


def test_registrations_of_a_deleted_visit_are_erased():
    visit = make_visit()
    make_registration(visit)
    change(visit, is_cancelled=True)
    settle_due()

    VisitPage.objects.get(pk=visit.pk).delete()

    assert erase_due() == 1
    assert not VisitRegistration.objects.exists()


# Who may read who comes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_who_may_change_the_page_sees_the_participants_and_each_access_is_in_its_history(client: Client, role):
    visit = make_visit(seats=1)
    make_registration(visit, "林示例", email=EMAIL), make_registration(visit, "陈示例")
    user = make_user(role)
    client.force_login(user)

    page = client.get(reverse("participants", args=[visit.pk]))
    file = client.get(reverse("participants_file", args=[visit.pk]))

    assert page.status_code == 200
    assert "林示例" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    rows = list(load_workbook(io.BytesIO(file.content)).worksheets[0].values)
    assert [row[1] for row in rows[1:]] == ["林示例", "陈示例"]
    assert rows[1][3] == EMAIL
    noted = PageLogEntry.objects.filter(page=visit.pk, user=user).values_list("action", flat=True)
    assert {LISTED, DOWNLOADED} <= set(noted)


@pytest.mark.parametrize("role", ["", "contributor", "list officer", "objection handler", "vocabulary editor"])
def test_everybody_else_is_refused(client: Client, role):
    visit = make_visit()
    make_registration(visit, "林示例")
    client.force_login(make_user(role))

    for name in ("participants", "participants_file"):
        answer = client.get(reverse(name, args=[visit.pk]))
        assert answer.status_code in (302, 403)
        assert "林示例" not in answer.content.decode()
    assert not PageLogEntry.objects.filter(action__in=[LISTED, DOWNLOADED]).exists()


def test_readers_are_sent_to_the_login(client: Client):
    answer = client.get(reverse("participants", args=[make_visit().pk]))

    assert answer.status_code == 302
    assert "login" in answer.url


def test_a_cell_of_the_workbook_is_never_computed(client: Client):
    visit = make_visit()
    make_registration(visit, "=HYPERLINK(1)", remark="+1")
    client.force_login(make_user("editor"))

    file = client.get(reverse("participants_file", args=[visit.pk]))

    row = list(load_workbook(io.BytesIO(file.content)).worksheets[0].rows)[1]
    assert [cell.data_type for cell in row] == ["s"] * 6
    assert row[1].value == "=HYPERLINK(1)"
