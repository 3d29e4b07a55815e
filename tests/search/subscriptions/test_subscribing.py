"""Subscribing by a form and ending by signed links: no account, nothing told about others, nothing kept afterwards."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from time_machine import travel

from portal.running import worker
from portal.sealing import LostKeyError
from search.finders.models import FinderPage
from search.subscriptions.models import Subscriber, Subscription
from search.subscriptions.rules import MOST, MOST_WAITING, last_weekly_moment
from search.subscriptions.subscribing import confirm, subscribe
from tests.factories import make_enterprise, section, technique
from tests.search.subscriptions.subscribers import (
    ADDRESS,
    ONE_CLICK,
    end_path,
    own_path,
    send,
    subject,
    subscribed,
)

pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def states() -> list[bool]:
    return [row.confirmed_at is not None for row in Subscription.objects.all()]


def press(path: str, act: str, *keys: int) -> Any:
    return Client().post(path, {"act": act, "key": keys})


# Subscribing ---------------------------------------------------------------------------------------------


def test_a_reader_subscribes_confirms_by_a_button_and_nothing_happens_by_opening_links() -> None:
    assert send(language="en", q="余热").url == "/en/subscriptions/sent/"
    (letter,) = mail.outbox
    path = own_path(letter)

    page = text_of(Client().get(path))

    assert states() == [False]  # a mail scanner that opens every link confirms nothing
    keys = re.findall(r'name="key" value="(\d+)"', page)
    assert press(path, "confirm", *keys).status_code == 302
    assert states() == [True]
    assert letter.to == [ADDRESS]
    assert path.startswith("/en/")
    assert "“余热”" in letter.body


def test_the_form_says_in_words_what_is_subscribed_to() -> None:
    technique("T02.01")
    answer = Client().get("/subscriptions/new/?q=废气&technique=T02.01&sort=date&page=2&per=50")

    assert answer.status_code == 200
    assert "“废气”" in text_of(answer)
    assert "T02.01" not in re.sub("<[^>]*>", "", text_of(answer))
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]
    assert subject(q="废气", sort="date", page=2, per=50) == subject(q="废气")


@pytest.mark.parametrize("query", ["like=x", "finder=x", "enterprise=0", "enterprise=99999", "enterprise=x"])
def test_there_is_no_form_about_what_does_not_exist(query: str) -> None:
    assert Client().get(f"/subscriptions/new/?{query}").status_code == 404


def test_nor_about_an_unknown_code_or_a_malformed_one() -> None:
    assert Client().get("/subscriptions/new/?technique=T99.99").status_code == 404
    assert Client().get("/subscriptions/new/?technique=x").status_code == 400


def test_there_is_no_form_about_what_is_not_public() -> None:
    finder = FinderPage(title="未公开专题", slug="hidden", live=False)
    section("cases").add_child(instance=finder)
    invented = make_enterprise(is_example=True)
    draft = make_enterprise(live=False)

    for query in (f"finder={finder.translation_key}", f"enterprise={invented.number}", f"enterprise={draft.number}"):
        assert Client().get(f"/subscriptions/new/?{query}").status_code == 404


def test_every_address_gets_the_same_receipt(settings: Any) -> None:
    subscribed(q="余热")
    known, unknown = send(q="余热"), send("li.reader@example.org", q="余热")
    trapped, quick = send(q="光伏", website="spam"), send(q="光伏", seconds=0)

    assert {answer.url for answer in (known, unknown, trapped, quick)} == {"/subscriptions/sent/"}
    assert Subscription.objects.count() == 2  # what programs sent is not kept
    page = text_of(Client().get("/subscriptions/sent/"))
    assert ADDRESS not in page


def test_faults_are_shown_at_their_fields_and_what_was_typed_is_kept() -> None:
    answer = send("wang.reader@", rhythm="hourly", q="余热")

    assert answer.status_code == 400
    assert 'value="wang.reader@"' in text_of(answer)
    assert len(answer.context["faults"]) == 2
    assert Client().post("/subscriptions/new/?q=x", {"ticket": "forged", "email": ADDRESS}).status_code == 400


def test_a_network_sends_ten_forms_an_hour() -> None:
    assert [send(f"reader{n}@example.org", q="余热").status_code for n in range(11)] == [302] * 10 + [429]


def test_a_stranger_causes_one_mail_a_day_and_all_is_confirmed_at_its_link() -> None:
    for text in ("余热", "光伏", "余热"):
        send(q=text)
    send(ADDRESS.upper(), q="污水")
    assert len(mail.outbox) == 1
    assert Subscriber.objects.count() == 1
    page = text_of(Client().get(own_path(mail.outbox[0])))
    assert [word in page for word in ("余热", "光伏", "污水")] == [True] * 3

    with travel(timezone.now() + dt.timedelta(days=1, minutes=1), tick=False):
        send(q="除尘")
    assert len(mail.outbox) == 2


def test_deleting_what_a_stranger_entered_does_not_let_him_write_again_today() -> None:
    send(q="余热")
    press(own_path(mail.outbox[0]), "end_all")
    assert Subscriber.objects.count() == 0

    send(q="余热")

    assert len(mail.outbox) == 1


def test_an_address_has_twenty_subscriptions_and_ten_unconfirmed_ones() -> None:
    for number in range(MOST):
        subscribed(q=f"词{number}")
    owner = Subscriber.objects.get()
    for number in range(MOST_WAITING + 2):
        subscribe(ADDRESS, subject(q=f"又{number}"), "now", "zh-hans")

    waiting = list(owner.subscriptions.filter(confirmed_at=None))

    assert len(waiting) == MOST_WAITING
    assert waiting[-1].query.endswith("11")
    assert confirm(owner, [row.pk for row in waiting]) == 0


def test_a_stranger_cannot_advertise_in_the_mail_that_asks_to_confirm() -> None:
    send(q="买 http://spam.example 加微信", technique=technique("T02.01").code)

    (letter,) = mail.outbox

    assert "spam" not in "".join((letter.subject, letter.body, *(content for content, _kind in letter.alternatives)))
    assert "“…” · " in letter.body


# Ending --------------------------------------------------------------------------------------------------


def test_a_mail_program_ends_a_subscription_by_one_click_and_nothing_is_kept() -> None:
    send(q="余热")
    path = end_path(mail.outbox[0])
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    assert Subscription.objects.count() == 1
    assert strict.post(path, {"List-Unsubscribe": "Two-Clicks"}).status_code == 400

    answer = strict.post(path, ONE_CLICK)

    assert answer.status_code == 200
    assert not answer.cookies
    assert (Subscription.objects.count(), Subscriber.objects.count()) == (0, 0)
    assert strict.post(path, ONE_CLICK).status_code == 200  # a program that asks twice
    assert Client().get(own_path(mail.outbox[0])).status_code == 410


def test_one_click_ends_one_subscription_and_the_others_stay() -> None:
    subscribed(q="光伏")
    with travel(timezone.now() + dt.timedelta(days=2), tick=False):
        send(q="余热")
    (letter,) = mail.outbox

    answer = Client().post(end_path(letter), ONE_CLICK)

    assert own_path(letter) in text_of(answer)
    assert [row.query for row in Subscription.objects.all()] == ["q=%E5%85%89%E4%BC%8F"]


def test_a_link_that_was_not_made_here_opens_nothing() -> None:
    send(q="余热")
    send("li.reader@example.org", q="光伏")
    mine, other = (own_path(letter) for letter in mail.outbox)
    forged = mine[:-3] + ("aa/" if mine[-3:] != "aa/" else "bb/")

    for path in (forged, f"{forged}end/", "/subscriptions/x/"):
        assert Client().get(path).status_code == 404
        assert Client().post(path, ONE_CLICK).status_code == 404
    strangers = Subscriber.objects.latest("pk").subscriptions.get()
    press(mine, "end", strangers.pk)
    press(mine, "confirm", strangers.pk)
    assert states() == [False, False]
    assert "光伏" not in text_of(Client().get(mine))
    assert "光伏" in text_of(Client().get(other))


def test_what_nobody_confirms_is_erased_after_a_week() -> None:
    subscribed("li.reader@example.org", q="光伏")
    send(q="余热")
    with travel(timezone.now() + dt.timedelta(days=6), tick=False):
        worker._duties["erase_subscriptions"].work()
        assert Subscriber.objects.count() == 2

    with travel(timezone.now() + dt.timedelta(days=7, minutes=1), tick=False):
        worker._duties["erase_subscriptions"].work()

    assert Subscriber.objects.count() == 1
    assert states() == [True]


def test_rows_whose_key_is_lost_can_be_ended(settings: Any) -> None:
    send(q="余热")
    settings.SALT_KEY = ["another"]
    with pytest.raises(LostKeyError):
        str(Subscriber.objects.get().address)

    Client().post(end_path(mail.outbox[0]), ONE_CLICK)

    assert Subscriber.objects.defer("address").count() == 0


# Addresses -----------------------------------------------------------------------------------------------

LOCAL = st.from_regex(r"[a-z][a-z0-9]{7,20}", fullmatch=True)


class AddressesStayHidden(TestCase):
    @settings(max_examples=5, deadline=None)
    @given(LOCAL)
    def test_no_part_of_an_address_is_in_a_public_page_or_in_the_database(self, local: str) -> None:
        mail.outbox = []
        address = f"{local}@{local[::-1]}.example.org"
        sent = send(address, q="余热")
        confirmation = mail.outbox[0]
        pages = [sent, Client().get(own_path(confirmation)), Client().get(end_path(confirmation))]
        pages += [
            Client().get(path) for path in ("/subscriptions/new/?q=余热", "/subscriptions/sent/", "/search/?q=余热")
        ]

        everything = "".join(text_of(page) + str(page.headers) for page in pages) + stored()

        assert local not in everything
        assert local[::-1] not in everything
        Subscriber.objects.all().delete()


def stored() -> str:
    """Everything in the tables that a subscription can reach, as text."""
    rows: list[Any] = []
    tables = ("search_subscriber", "search_subscription", "search_news", "portal_pacemark")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names written above
            rows += cursor.fetchall()
    assert len(rows) >= 3
    return str(rows).lower()


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ("2026-12-07T00:00:00+00:00", "2026-12-07T00:00:00+00:00"),
        ("2026-12-06T23:59:59+00:00", "2026-11-30T00:00:00+00:00"),
        ("2026-12-13T23:00:00+00:00", "2026-12-07T00:00:00+00:00"),
    ],
)
def test_the_weekly_moment_is_monday_eight_oclock_in_beijing(now: str, moment: str) -> None:
    assert last_weekly_moment(dt.datetime.fromisoformat(now)) == dt.datetime.fromisoformat(moment)
