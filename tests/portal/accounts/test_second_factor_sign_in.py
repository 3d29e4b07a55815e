"""Who has a second factor signs in with password and code, by every way in; a code opens once."""

import re

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from time_machine import travel

from portal.accounts.second_factor.models import SecondFactor, plain_code
from tests.admin_forms import story_form
from tests.factories import make_case, make_user
from tests.portal.accounts.second_factors import PASSWORD, code, errors, is_in, protected, sign_in

pytestmark = pytest.mark.django_db

NOON = "2026-11-25T12:00:00Z"


def test_an_account_without_one_signs_in_by_its_password_alone() -> None:
    make_user("editor", "lin", password=PASSWORD)
    client, answer = sign_in("lin")
    assert (answer.status_code, is_in(client)) == (302, True)


def test_the_right_password_shows_the_field_for_the_code_and_keeps_what_was_typed() -> None:
    protected()
    client, answer = sign_in("lin", remember="on", next="/admin/account/")
    page = answer.content.decode()

    assert not is_in(client)
    assert 'name="otp_token"' in page
    assert f'value="{PASSWORD}"' in page
    assert re.search(r'name="remember"\s+checked', page)
    assert 'name="next" value="/admin/account/"' in page


def test_before_the_password_is_right_nothing_tells_who_has_a_second_factor() -> None:
    protected()
    page = Client().post(reverse("wagtailadmin_login"), {"username": "lin", "password": "wrong"}).content.decode()
    assert "otp_token" not in page
    assert 'value="wrong"' not in page


def test_password_and_code_let_in() -> None:
    user, _codes = protected()
    client, _answer = sign_in("lin", code(user))
    assert is_in(client)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_code_typed_with_spaces_or_full_width_digits_is_the_same_code() -> None:
    assert plain_code(" １２３ 456 ") == "123456"
    assert plain_code("ABCD-EF23") == "abcdef23"


def test_a_wrong_code_is_refused_in_words() -> None:
    user, _codes = protected()
    client, answer = sign_in("lin", "000000" if code(user) != "000000" else "111111")
    assert not is_in(client)
    assert answer.context["form"].has_error("__all__", "invalid_token")


def test_the_code_of_another_account_is_refused() -> None:
    protected()
    other, _codes = protected(username="wang")
    client, _answer = sign_in("lin", code(other))
    assert not is_in(client)


def test_a_code_that_was_used_opens_no_second_time() -> None:
    user, _codes = protected()
    with travel(NOON, tick=False):
        used = code(user)
        sign_in("lin", used)
        client, answer = sign_in("lin", used)
    assert not is_in(client)
    assert answer.context["form"].has_error("__all__", "invalid_token")


def test_a_code_of_some_minutes_ago_is_refused() -> None:
    user, _codes = protected()
    client, _answer = sign_in("lin", code(user, -6))
    assert not is_in(client)


def test_a_recovery_code_opens_once_and_the_others_stay() -> None:
    user, codes = protected()
    with travel(NOON) as clock:
        assert is_in(sign_in("lin", codes[0].upper())[0])
        client, answer = sign_in("lin", codes[0])
        assert not is_in(client)
        assert answer.context["form"].has_error("__all__", "invalid_token")
        clock.shift(60)
        assert is_in(sign_in("lin", codes[1])[0])
    assert SecondFactor.objects.get(user=user).recovery_codes.count() == 8


def test_right_after_a_wrong_code_even_the_right_one_waits() -> None:
    user, _codes = protected()
    with travel(NOON, tick=False) as clock:
        sign_in("lin", "abcd-efgh")
        client, answer = sign_in("lin", code(user))
        assert not is_in(client)
        assert errors(answer)
        clock.shift(2)
        assert is_in(sign_in("lin", code(user))[0])


def test_after_five_wrong_codes_none_is_checked_from_there_for_a_quarter_of_an_hour() -> None:
    user, codes = protected()
    with travel(NOON, tick=False) as clock:
        for number in range(5):
            sign_in("lin", f"wrong{number}")
        clock.shift(120)
        client, answer = sign_in("lin", codes[0])
        assert (answer.status_code, is_in(client)) == (429, False)
        clock.shift(15 * 60)
        assert is_in(sign_in("lin", code(user))[0])


def test_whoever_guesses_codes_keeps_the_owner_out_no_longer_than_half_a_minute() -> None:
    user, _codes = protected()
    with travel(NOON, tick=False) as clock:
        for number in range(40):
            sign_in("lin", f"wrong{number}", f"198.51.100.{number}")
            clock.shift(33)
        assert is_in(sign_in("lin", code(user), "203.0.113.77")[0])


def test_secrets_and_codes_are_sealed_in_the_database() -> None:
    user, codes = protected()
    factor = SecondFactor.objects.get(user=user)
    stored = [bytes(factor.sealed_key), *(bytes(row.sealed) for row in factor.recovery_codes.all())]
    assert all(text.startswith(b"gAAAA") for text in stored)
    assert not any(plain_code(one).encode() in b"".join(stored) for one in codes)


def test_where_the_key_of_the_site_is_lost_the_page_says_what_to_do(settings) -> None:
    user, _codes = protected()
    right = code(user)
    settings.SALT_KEY = ["another"]
    client, answer = sign_in("lin", right)
    assert not is_in(client)
    assert answer.context["form"].has_error("__all__", "lost_key")


# The other ways in ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/_util/login/", "/en/_util/login/"])
def test_the_sign_in_page_of_readers_lets_nobody_in_by_itself(address: str) -> None:
    protected()
    client = Client()
    answer = client.post(f"{address}?next=/x/", {"username": "lin", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/admin/login/?next=/x/")
    assert not is_in(client)


def test_a_new_password_signs_nobody_in_and_leaves_the_second_factor() -> None:
    user, _codes = protected(email="lin@example.org")
    client = Client()
    link = reverse(
        "wagtailadmin_password_reset_confirm",
        args=[urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)],
    )
    form = client.get(link).url
    words = {"new_password1": "quite another phrase", "new_password2": "quite another phrase"}
    assert client.post(form, words).status_code == 302
    assert not is_in(client)
    again = client.post(reverse("wagtailadmin_login"), {"username": "lin", "password": "quite another phrase"})
    assert not is_in(client)
    assert again.context["form"].has_error("__all__", "token_required")


def test_after_an_ended_session_what_was_typed_waits_until_the_code_is_right() -> None:
    user, _codes = protected("publisher")
    case = make_case(live=False, effects=[], sources=[], body=[])
    client = Client()
    edit = reverse("wagtailadmin_pages:edit", args=[case.pk])
    answer = client.post(edit, story_form(title="新题", slug=case.slug))
    data = {"username": "lin", "password": PASSWORD}
    for token in ("", "abcd-efgh"):
        sealed = re.search(r'name="interrupted" value="([^"]*)"', answer.content.decode())[1]
        answer = client.post(reverse("wagtailadmin_login"), {**data, "interrupted": sealed, "otp_token": token})
        assert not is_in(client)
    sealed = re.search(r'name="interrupted" value="([^"]*)"', answer.content.decode())[1]
    SecondFactor.objects.update(throttling_failure_count=0)
    answer = client.post(reverse("wagtailadmin_login"), {**data, "interrupted": sealed, "otp_token": code(user)})
    assert is_in(client)
    assert "新题" in answer.content.decode()
