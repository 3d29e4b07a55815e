"""What waits in quarantine: plain rules; a flood fills it and never the desk, and when it is full readers are told."""

import datetime as dt
import html
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from time_machine import travel

from showcase.inbox import quarantine
from showcase.inbox.erasing import erase_due
from showcase.inbox.quarantine import Arrival, Suspicion, suspicion_of
from showcase.models import Submission
from tests.factories import make_case, make_user
from tests.showcase.inbox.senders import WRONG, address, received, send

# The rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arrival", "found"),
    [
        (Arrival("见 https://a.example 和 www.b.example", 0, 0), None),
        (Arrival("http://a.example " * 5, 1, 29), None),
        (Arrival("HTTP://a.example " * 6, 0, 0), Suspicion.LINKS),
        (Arrival("[url=a] " * 6, 0, 0), Suspicion.LINKS),
        (Arrival("同样的话", 2, 0), Suspicion.REPEATED),
        (Arrival("同样的话", 0, 30), Suspicion.FLOOD),
    ],
)
def test_links_repetition_and_a_flood_are_suspected_and_nothing_else(arrival, found):
    assert suspicion_of(arrival) == found


@settings(max_examples=30)
@given(st.text(max_size=200), st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_more_of_the_same_never_makes_a_suspected_one_harmless(text, repeated, lately, more):
    if suspicion_of(Arrival(text, repeated, lately)):
        assert suspicion_of(Arrival(text, repeated + more, lately + more))


# A flood -------------------------------------------------------------------------------------------------


def from_network(number: int) -> Client:
    return Client(REMOTE_ADDR=f"198.51.100.{number}")


@pytest.fixture
def page(db):
    yield make_case("示例案例")
    quarantine.over()


def hidden_fields(answer) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in found}


def fill(page, count: int, state: str = "new") -> None:
    rows = [
        Submission(kind="correction", page=page, number=f"{state}-{n}", digest=f"{state}-{n}", state=state)
        for n in range(count)
    ]
    Submission.objects.bulk_create(rows)


def test_the_thirty_first_within_an_hour_waits_in_quarantine_without_a_mail(page, mailoutbox):
    fill(page, 29)

    assert send(page, from_network(1), wrong="第一处。").status_code == 302
    assert send(page, from_network(2), wrong="第二处。").status_code == 302
    first, second = Submission.objects.order_by("pk").reverse()[:2][::-1]

    assert [first.state, second.state] == ["new", "quarantined"]
    assert second.steps.last().text == Suspicion.FLOOD
    assert len(mailoutbox) == 1
    with travel(timezone.now() + dt.timedelta(hours=1, minutes=1)):
        assert received(page, wrong="第三处。").state == "new"


def test_a_flood_is_not_on_the_desk(page):
    fill(page, 40, "quarantined")
    client = Client()
    client.force_login(make_user("editor"))

    assert client.get(reverse("inbox")).context["lines"] == []
    assert len(client.get(reverse("inbox"), {"state": "quarantined"}).context["lines"]) == 40


def test_when_the_quarantine_is_full_the_sender_reads_so_and_what_was_typed_is_sent_again(
    page, monkeypatch, mailoutbox
):
    monkeypatch.setattr(quarantine, "FULL", 40)
    fill(page, 40, "quarantined")

    answer = send(page, from_network(1), wrong='第一处 "<b>".')

    assert answer.status_code == 429
    assert "this one was not received" in answer.content.decode()
    assert answer.headers["Retry-After"] == "60"
    assert (Submission.objects.count(), mailoutbox) == (40, [])

    # The page sends the same again, once the flood is over.
    quarantine.over()
    Submission.objects.all().delete()
    again = from_network(1).post(address(page, "en"), hidden_fields(answer))

    assert again.status_code == 302
    assert json.loads(Submission.objects.get().content)["wrong"] == '第一处 "<b>".'


def test_a_flood_fills_the_quarantine_no_quicker_than_its_pace(page):
    fill(page, 30)
    fill(page, quarantine.PACE - 1, "quarantined")

    assert send(page, from_network(1), wrong="第一处。").status_code == 302
    assert send(page, from_network(2), wrong="第二处。").status_code == 429
    with travel(timezone.now() + quarantine.PACE_SPAN):
        quarantine.over()
        assert send(page, from_network(3), wrong="第三处。").status_code == 302


def test_what_arrives_after_a_refused_form_is_refused_without_a_query(page, django_assert_num_queries):
    quarantine.refuse_for_a_moment()

    with django_assert_num_queries(0):
        answer = send(page, from_network(1))
    quarantine.over()

    assert answer.status_code == 429
    assert WRONG in answer.content.decode()
    assert send(page, from_network(1)).status_code == 302


def test_the_third_time_the_same_text_waits_in_quarantine(page):
    states = [received(page, email=f"reader{n}@example.org").state for n in range(3)]

    assert states == ["new", "new", "quarantined"]


def test_what_nobody_releases_is_erased_after_two_weeks(page):
    fill(page, 1, "quarantined")

    for days, left in ((13, 1), (15, 0)):
        with travel(timezone.now() + dt.timedelta(days=days)):
            erase_due()
            assert Submission.objects.count() == left
