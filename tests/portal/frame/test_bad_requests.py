"""What cannot be read is answered with a page that says why, in the reader's language."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "language", "reason"),
    [
        ("/register/?as_of=x", "zh-hans", "as_of：日期写作 2025-07-01"),
        ("/en/register/?as_of=x", "en", "as_of: a date such as 2025-07-01"),
    ],
)
def test_a_parameter_of_the_wrong_form_is_named_on_a_page_of_the_site(client: Client, address, language, reason):
    response = client.get(address)

    page = response.content.decode()
    assert response.status_code == 400
    assert f'<html lang="{language}">' in page
    assert reason in page


def test_an_unknown_host_gets_no_page(client: Client):
    response = client.get("/", HTTP_HOST="evil.example")

    assert (response.status_code, response.content) == (400, b"400")


def test_an_error_has_a_number_that_stands_in_the_log(client, monkeypatch, caplog) -> None:
    def fail(*_args: object) -> None:
        raise ValueError("an error of ours")

    monkeypatch.setattr("portal.frame.context.navigation", fail)
    client.raise_request_exception = False

    answer = client.get("/search/")

    found = re.search(r"编号\s*<b\s*>([0-9a-f]{8})</b>", answer.content.decode())
    assert answer.status_code == 500
    assert found
    assert f"error {found[1]} at /search/" in caplog.text
    assert "an error of ours" in caplog.text


def test_no_page_uses_what_a_device_can_sense(client) -> None:
    assert "geolocation=()" in client.get("/healthz").headers["Permissions-Policy"]
