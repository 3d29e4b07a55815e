"""Users set up their second factor themselves; others remove it only where they have all rights of its owner."""

import re
from base64 import b32decode

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.accounts.second_factor import enrolling
from portal.accounts.second_factor.models import SecondFactor
from tests.factories import make_user
from tests.people import make_superuser
from tests.portal.accounts.second_factors import PASSWORD, code, code_of, is_in, protected, sign_in

pytestmark = pytest.mark.django_db

OVERVIEW, BEGIN, CONFIRM = (reverse(name) for name in ("second_factor", "second_factor_begin", "second_factor_confirm"))
CODES, OFF = reverse("second_factor_codes"), reverse("second_factor_off")


@pytest.fixture
def lin():
    return make_user("editor", "lin", password=PASSWORD)


@pytest.fixture
def browser(lin):
    return sign_in("lin")[0]


def secret_on(answer) -> bytes:
    """The secret as a user reads it off the page."""
    shown = re.search(r"<code data-secret[^>]*>([^<]*)</code>", answer.content.decode())[1]
    assert all(len(group) == 4 for group in shown.split())
    return b32decode(shown.replace(" ", ""))


def set_up(browser):
    """Set the second factor up; the recovery codes that are shown."""
    answer = browser.post(BEGIN, {"password": PASSWORD}, follow=True)
    shown = browser.post(CONFIRM, {"otp_token": code_of(secret_on(answer))})
    return shown.context["codes"]


def is_on(user) -> bool:
    return enrolling.factor_of(user) is not None


def test_the_own_account_page_leads_there(browser):
    assert OVERVIEW in browser.get(reverse("wagtailadmin_account")).content.decode()


def test_password_and_a_first_code_turn_it_on_and_show_ten_recovery_codes_once(browser, lin):
    codes = set_up(browser)
    assert is_on(lin)
    assert len(set(codes)) == 10
    for page in (browser.get(OVERVIEW), browser.get(CONFIRM, follow=True)):
        assert not any(one in page.content.decode() for one in codes)
    assert is_in(sign_in("lin", codes[0])[0])


def test_nothing_is_on_until_a_code_was_right(browser, lin):
    browser.post(BEGIN, {"password": PASSWORD})
    answer = browser.post(CONFIRM, {"otp_token": "abcdefgh"})
    assert answer.context["confirm_form"].has_error("__all__", "invalid_token")
    assert not is_on(lin)
    assert is_in(sign_in("lin")[0])


def test_without_the_password_no_secret_is_shown(browser, lin):
    assert browser.get(CONFIRM).url == OVERVIEW
    answer = browser.post(BEGIN, {"password": "wrong"})
    assert answer.context["password_form"].has_error("password", "wrong_password")
    assert not SecondFactor.objects.filter(user=lin).exists()


def test_a_secret_is_shown_to_no_session_that_has_not_given_the_password(browser, lin):
    browser.post(BEGIN, {"password": PASSWORD})
    other = sign_in("lin")[0]
    assert other.get(CONFIRM).url == OVERVIEW
    assert other.post(CONFIRM, {"otp_token": code(lin)}).url == OVERVIEW
    assert not is_on(lin)


def test_the_password_is_not_guessed_there_either(browser):
    answers = [browser.post(BEGIN, {"password": f"wrong {number}"}).status_code for number in range(7)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_sessions_in_other_browsers_end(browser):
    other = sign_in("lin")[0]
    set_up(browser)
    assert other.get(OVERVIEW).status_code == 302
    assert browser.get(OVERVIEW).status_code == 200


def test_who_is_not_signed_in_sees_nothing_of_it():
    for address in (OVERVIEW, CONFIRM):
        assert Client().get(address).url.startswith("/admin/login/")


def test_new_recovery_codes_replace_the_old_ones(browser, lin):
    old = set_up(browser)
    answer = browser.post(CODES, {"password": PASSWORD, "otp_token": old[0]})
    new = answer.context["codes"]
    assert not is_in(sign_in("lin", old[1])[0])
    SecondFactor.objects.update(throttling_failure_count=0)
    assert is_in(sign_in("lin", new[0])[0])


@pytest.mark.parametrize("address", [CODES, OFF])
def test_neither_new_codes_nor_turning_it_off_works_without_password_and_code(browser, lin, address):
    codes = set_up(browser)
    for data in ({"password": PASSWORD}, {"otp_token": codes[0]}, {"password": "wrong", "otp_token": codes[0]}):
        answer = browser.post(address, data)
        assert answer.status_code == 200
        assert "codes" not in answer.context
    assert is_on(lin)
    assert enrolling.factor_of(lin).recovery_codes.count() == 10  # and no code was spent


def test_the_page_offers_new_codes_and_turning_it_off(browser):
    set_up(browser)
    page = browser.get(OVERVIEW).content.decode()
    assert f'action="{CODES}"' in page
    assert f'action="{OFF}"' in page


def test_password_and_code_turn_it_off(browser, lin):
    codes = set_up(browser)
    assert browser.post(OFF, {"password": PASSWORD, "otp_token": codes[0]}).url == OVERVIEW
    assert not SecondFactor.objects.filter(user=lin).exists()
    assert is_in(sign_in("lin")[0])


# What others do ------------------------------------------------------------------------------------------


def removal(user) -> str:
    return reverse("second_factor_remove", args=[user.pk])


def test_an_administrator_removes_that_of_somebody_who_lost_the_phone_and_it_is_logged(log_in):
    user, _codes = protected()
    client = Client()
    administrator = make_user("administrator")
    client.force_login(administrator)
    edit = reverse("wagtailusers_users:edit", args=[user.pk])
    assert removal(user) in client.get(edit).content.decode()
    assert client.get(removal(user)).status_code == 200
    assert is_on(user)
    assert client.post(removal(user)).url == edit
    assert not is_on(user)
    entry = ModelLogEntry.objects.get(action=enrolling.REMOVED)
    assert (entry.object_id, entry.user) == (str(user.pk), administrator)
    assert client.get(reverse("wagtailusers_users:history", args=[user.pk])).status_code == 200


def test_nobody_removes_that_of_an_account_above_the_own(client):
    root = make_superuser(password=PASSWORD)
    enrolling.turn_on(enrolling.begin(root))
    client.force_login(make_user("administrator"))
    client.post(removal(root))
    assert is_on(root)


@pytest.mark.parametrize("role", ["editor", "publisher", "list officer"])
def test_who_keeps_no_accounts_removes_none(client, role):
    user, _codes = protected("contributor")
    client.force_login(make_user(role))
    client.post(removal(user))
    assert is_on(user)


def test_the_own_one_is_not_removed_without_password_and_code(client):
    user, _codes = protected("administrator")
    client.force_login(user)
    client.post(removal(user))
    assert is_on(user)


def test_the_list_of_accounts_says_who_has_one(client):
    protected()
    make_user("editor", "wang")
    client.force_login(make_user("administrator"))
    answer = client.get(reverse("wagtailusers_users:index"))
    shown = {user.username: user.has_second_factor for user in answer.context["users"]}
    assert (shown["lin"], shown["wang"]) == (True, False)


def test_the_operator_lets_a_superuser_in_again(capsys):
    user, _codes = protected()
    call_command("remove_second_factor", "lin")
    assert not is_on(user)
    assert ModelLogEntry.objects.filter(action=enrolling.REMOVED, object_id=str(user.pk)).exists()
    call_command("remove_second_factor", "lin")
    assert "no second factor" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nobody"):
        call_command("remove_second_factor", "nobody")
