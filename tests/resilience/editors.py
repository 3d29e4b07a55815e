"""Editors who publish through the admin of a served site."""

import secrets
import threading
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from ops import ports
from portal.models import User
from tests.admin_forms import full_case
from tests.factories import section


def publishing_form(title: str) -> dict[str, str]:
    """What the browser posts when a publisher publishes a new case."""
    return full_case(title=title, **{"action-publish": "1"})


def session_of_publisher() -> str:
    """The cookie of a publisher who has logged in."""
    browser = Client()
    browser.force_login(User.objects.get(username="publisher"))
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


class Editor(threading.Thread):
    """Someone who posts one new case after the other.

    `answers` are the statuses, None where the connection broke; `published` the titles that were answered with success.
    """

    def __init__(self, port: int, session: str, forms: list[dict[str, str]]) -> None:
        super().__init__()
        self._port, self._forms = port, forms
        self._address = f"/admin/pages/add/showcase/casestudypage/{section('cases').pk}/"
        token = secrets.token_hex(16)
        self._headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
        }
        self.answers: list[int | None] = []
        self.published: list[str] = []
        self.first_answer = threading.Event()
        self.start()

    @property
    def was_cut_off(self) -> bool:
        """Whether a connection broke in the middle of a request."""
        return None in self.answers

    def run(self) -> None:
        for form in self._forms:
            self.answers.append(self._post(form))
            if self.answers[-1] == 302:
                self.published.append(form["title"])
            self.first_answer.set()

    def _post(self, form: dict[str, str]) -> int | None:
        connection = HTTPConnection(ports.LOOPBACK, self._port, timeout=120)
        try:
            connection.request("POST", self._address, urlencode(form), self._headers)
            return connection.getresponse().status
        except (HTTPException, OSError):
            return None
        finally:
            connection.close()
