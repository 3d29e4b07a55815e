"""The link of a registration: confirming, cancelling, and what nobody else reads."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from time_machine import travel

from portal.caching import content_version
from showcase.models import VisitRegistration
from tests.caching import forget_caches
from tests.hidden import restrict
from tests.showcase.visits.people import (
    EMAIL,
    EMPLOYER,
    NAME,
    REMARK,
    address,
    letters,
    link_in,
    send,
)
from tests.visits import make_visit

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return answer.content.decode()


# The link ------------------------------------------------------------------------------------------------


def test_a_link_that_was_not_made_here_leads_nowhere(client: Client):
    link = link_in((send(make_visit()), letters()[0])[1])

    for forged in (f"{link[:-2]}x/", link.replace("registration/", "registration/a"), "/visits/registration/x:y/"):
        assert client.get(forged).status_code == 404
        assert client.post(forged, {"act": "cancel"}).status_code == 404
    assert VisitRegistration.objects.count() == 1


def test_cancelling_erases_at_once_and_the_address_may_register_again(client: Client):
    visit = make_visit()
    send(visit)
    link = link_in(letters()[0])
    client.post(link, {"act": "confirm"})

    cancelled = client.post(link, {"act": "cancel"}, follow=True)

    assert cancelled.status_code == 410
    assert "erased" in text_of(cancelled)
    assert not VisitRegistration.objects.exists()
    assert client.get(link).status_code == 410
    assert client.post(link, {"act": "confirm"}).status_code == 410


def test_after_registration_has_closed_the_link_confirms_nothing_but_still_cancels(client: Client):
    visit = make_visit()
    send(visit)
    link = link_in(letters()[0])

    with travel(visit.registration_closes_at, tick=False):
        refused = client.post(link, {"act": "confirm"})
        assert refused.status_code == 409
        assert VisitRegistration.objects.get().turn is None
        client.post(link, {"act": "cancel"})

    assert not VisitRegistration.objects.exists()


def test_the_link_of_a_visit_that_was_closed_to_readers_names_it_no_more_but_cancels(client: Client):
    visit = make_visit("示例内部观摩")
    send(visit)
    link = link_in(letters()[0])
    restrict(visit)

    shown = client.get(link)

    assert shown.status_code == 200
    assert "示例内部观摩" not in text_of(shown)
    assert client.post(link, {"act": "confirm"}).status_code == 409
    assert client.post(link, {"act": "cancel"}, follow=True).status_code == 410


# Personal data -------------------------------------------------------------------------------------------


def test_no_personal_data_is_on_a_public_page_or_in_the_database_in_clear(client: Client):
    visit = make_visit()
    send(visit)
    client.post(link_in(letters()[0]), {"act": "confirm"})
    forget_caches()

    public = ("/", visit.get_url(), "/visits/", "/visits/calendar.ics", "/sitemap.xml", address(visit))
    shown = "".join(text_of(client.get(one)) for one in public)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM showcase_visitregistration")
        stored = repr(cursor.fetchall())

    for datum in (NAME, EMPLOYER, EMAIL, REMARK):
        assert datum not in stored
        assert datum not in shown


def test_junk_moves_no_cache_and_a_confirmed_seat_does(client: Client, django_capture_on_commit_callbacks):
    visit = make_visit()
    before = content_version.current()

    with django_capture_on_commit_callbacks(execute=True):
        send(visit)
    assert content_version.current() == before

    with django_capture_on_commit_callbacks(execute=True):
        client.post(link_in(letters()[0]), {"act": "confirm"})
    assert content_version.current() > before
