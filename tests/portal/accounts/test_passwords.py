"""Passwords are not guessed: by nobody, on no form that takes one, and nobody is locked out by others."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from time_machine import travel
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "the right pass-phrase"
NOON, LATER = "2026-11-25T12:00:00Z", "2026-11-25T12:16:00Z"


def log_in(username: str, password: str, address: str = "203.0.113.9") -> Client:
    client = Client(REMOTE_ADDR=address)
    client.post(reverse("wagtailadmin_login"), {"username": username, "password": password})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def guess(username: str, times: int = 15, address: str = "203.0.113.9") -> None:
    for number in range(times):
        log_in(username, f"wrong {number}", address)


@pytest.fixture
def two() -> None:
    for name in ("lin", "wang"):
        make_user("editor", name, email=f"{name}@example.org", password=PASSWORD)


# Logging in ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("two")
def test_after_fifteen_wrong_passwords_not_even_the_right_one_is_taken_from_there() -> None:
    with travel(NOON, tick=False):
        guess("lin")
        assert not is_in(log_in("lin", PASSWORD))
        assert not is_in(log_in("LIN", PASSWORD))
        answer = Client(REMOTE_ADDR="203.0.113.9").post(
            reverse("wagtailadmin_login"), {"username": "lin", "password": PASSWORD}
        )
        assert answer.status_code == 429
        assert "15" in str(answer.context["form"].non_field_errors())


@pytest.mark.usefixtures("two")
def test_whoever_guesses_locks_out_neither_the_owner_elsewhere_nor_others_beside_him() -> None:
    with travel(NOON, tick=False):
        guess("lin")
        assert is_in(log_in("lin", PASSWORD, "198.51.100.1"))
        assert is_in(log_in("wang", PASSWORD))


@pytest.mark.usefixtures("two")
def test_the_right_password_is_taken_again_after_a_quarter_of_an_hour() -> None:
    with travel(NOON, tick=False):
        guess("lin", 5)
    with travel(LATER, tick=False):
        assert is_in(log_in("lin", PASSWORD))


@pytest.mark.usefixtures("two")
def test_whoever_mistypes_now_and_then_is_never_stopped() -> None:
    with travel(NOON, tick=False):
        for _ in range(5):
            guess("lin", 4)
            assert is_in(log_in("lin", PASSWORD))


@pytest.mark.usefixtures("two")
def test_addresses_of_one_ipv6_network_count_together_and_a_forged_header_counts_for_nothing(settings: Any) -> None:
    with travel(NOON, tick=False):
        for number in range(5):
            guess("lin", 1, f"2001:db8::{number + 1}")
        assert not is_in(log_in("lin", PASSWORD, "2001:db8::ffff"))
        settings.TRUSTED_PROXIES = 1
        for number in range(5):
            client = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"6.6.6.{number}, 192.0.2.5")
            client.post(reverse("wagtailadmin_login"), {"username": "wang", "password": "wrong"})
        proxied = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.5")
        proxied.post(reverse("wagtailadmin_login"), {"username": "wang", "password": PASSWORD})
        assert not is_in(proxied)


# Asking for a new password -------------------------------------------------------------------------------


def ask(email: str, address: str = "203.0.113.9") -> Any:
    return Client(REMOTE_ADDR=address).post(reverse("wagtailadmin_password_reset"), {"email": email})


@pytest.mark.usefixtures("two")
def test_an_account_gets_three_mails_an_hour_wherever_they_are_asked_for() -> None:
    answers = {ask("lin@example.org", f"192.0.2.{number}").status_code for number in range(10)}

    assert answers == {302}
    assert len(mail.outbox) == 3


def test_a_network_asks_for_ten_mails_an_hour_and_cannot_tell_whether_one_was_sent() -> None:
    for number in range(12):
        make_user("editor", email=f"e{number}@example.org", password=PASSWORD)

    answers = {ask(f"e{number}@example.org").url for number in range(12)}

    assert len(answers) == 1
    assert len(mail.outbox) == 10


# Passwords that several people share ---------------------------------------------------------------------


def page_password() -> str:
    case = make_case()
    restriction = PageViewRestriction.objects.create(page=case, restriction_type="password", password=PASSWORD)
    return f"/_util/authenticate_with_password/{restriction.pk}/{case.pk}/"


def collection_password() -> str:
    collection = Collection.get_first_root_node()
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password=PASSWORD
    )
    return f"/documents/authenticate_with_password/{restriction.pk}/"


@pytest.mark.parametrize("place", [page_password, collection_password])
def test_a_shared_password_is_not_guessed_either(place: Any) -> None:
    address = place()
    guesser = Client(REMOTE_ADDR="203.0.113.9")

    with travel(NOON, tick=False):
        wrong = [guesser.post(address, {"password": str(n), "return_url": "/"}).status_code for n in range(7)]
        right = guesser.post(address, {"password": PASSWORD, "return_url": "/"}).status_code
        elsewhere = Client(REMOTE_ADDR="198.51.100.1").post(address, {"password": PASSWORD, "return_url": "/"})

    assert wrong == [200] * 5 + [429] * 2
    assert right == 429
    assert elsewhere.status_code == 302
