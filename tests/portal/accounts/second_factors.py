"""Accounts with a second factor for tests, and their codes."""

from time import time
from typing import Any

from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP

from portal.accounts.second_factor import enrolling
from portal.accounts.second_factor.models import SecondFactor
from portal.models import User
from portal.sealing import unseal
from tests.factories import make_user

PASSWORD = "the right pass-phrase"


def protected(role: str = "editor", username: str = "lin", **fields: Any) -> tuple[User, list[str]]:
    """An account with a second factor, and its recovery codes."""
    user = make_user(role, username, password=PASSWORD, **fields)
    return user, enrolling.turn_on(enrolling.begin(user))


def code(user: User, steps: int = 0) -> str:
    """The code of the user's phone, in the past or future by so many steps of half a minute."""
    factor = SecondFactor.objects.get(user=user)
    return code_of(unseal(bytes(factor.sealed_key)), steps)


def code_of(key: bytes, steps: int = 0) -> str:
    clock = TOTP(key)
    clock.time = time() + 30 * steps
    return f"{clock.token():06}"


def sign_in(username: str, token: str = "", address: str = "203.0.113.9", **values: str) -> tuple[Client, Any]:
    client = Client(REMOTE_ADDR=address)
    data = {"username": username, "password": PASSWORD, **({"otp_token": token} if token else {}), **values}
    return client, client.post(reverse("wagtailadmin_login"), data)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def errors(answer: Any) -> str:
    return " ".join(answer.context["form"].non_field_errors())
