"""Mail waits in the database for the worker: a dead mail server delays nothing and loses nothing."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from email.mime.image import MIMEImage
from io import StringIO
from typing import Any

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, mail_admins, send_mail, send_mass_mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from time_machine import travel

from portal.mail import sending
from portal.mail.letter import Letter
from portal.running import worker
from tests.factories import make_case, make_user
from tests.portal.mail.servers import MailServer, SilentServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def mail_as_in_production(settings: Any) -> None:
    settings.EMAIL_BACKEND = "portal.mail.backend.QueueBackend"
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = "127.0.0.1", False, 0.5
    settings.ADMINS = [("Root", "root@example.org")]


@pytest.fixture
def silent(settings: Any) -> Iterator[SilentServer]:
    server = SilentServer()
    settings.EMAIL_PORT = server.port
    yield server
    server.close()


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    found = MailServer(unknown=("nobody@",))
    settings.EMAIL_PORT = found.port
    yield found
    found.close()


def send(to: str = "reader@example.org", subject: str = "主题") -> None:
    send_mail(subject, "正文 token", None, [to])


def later(**span: float) -> Any:
    return travel(timezone.now() + dt.timedelta(**span), tick=False)


# Every route ---------------------------------------------------------------------------------------------


def reset_password(client: Client) -> None:
    make_user("editor", email="editor@example.org", password="a long pass-phrase")
    client.post(reverse("wagtailadmin_password_reset"), {"email": "editor@example.org"})


def submit_to_review(_client: Client) -> None:
    make_user("editor", email="reviewer@example.org")
    author = make_user("contributor", email="author@example.org")
    case = make_case(live=False, owner=author)
    case.save_revision(user=author)
    case.get_workflow().start(case, author)


def send_with_everything(client: Client) -> None:
    message = EmailMultiAlternatives("s", "b", "a@example.org", ["b@example.org"], ["c@example.org"])
    message.attach_alternative("<b>b</b>", "text/html")
    message.attach("清单.csv", "a,b", "text/csv")
    message.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", "png"))
    message.send()


ROUTES: dict[str, Callable[[Client], object]] = {
    "password reset": reset_password,
    "workflow": submit_to_review,
    "send_mail": lambda _client: send(),
    "send_mass_mail": lambda _client: send_mass_mail([("s", "b", None, ["a@example.org"])]),
    "mail_admins": lambda _client: mail_admins("s", "b"),
    "with everything": send_with_everything,
}


@pytest.mark.parametrize("route", ROUTES)
def test_whatever_sends_a_mail_leaves_it_to_the_worker(client: Client, server: MailServer, route: str) -> None:
    ROUTES[route](client)

    assert server.mails == []
    assert sending.queued().exists()
    sending.work()
    assert server.mails
    assert not sending.queued().exists()


def test_a_mail_arrives_as_it_was_written(client: Client, server: MailServer) -> None:
    send_with_everything(client)
    EmailMessage("只有正文", "<p>正文</p>", "a@example.org", ["b@example.org"], headers={"X-Own": "1"}).send()
    sending.work()

    whole, plain = server.mails
    kinds = [part.get_content_type() for part in whole.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/csv", "image/png"]
    assert (whole["To"], whole["From"], plain["X-Own"]) == ("b@example.org", "a@example.org", "1")
    assert plain["Message-ID"] != whole["Message-ID"]


# With the transaction ------------------------------------------------------------------------------------


def test_a_mail_goes_with_the_transaction_that_sent_it(server: MailServer) -> None:
    with pytest.raises(ValueError, match="undone"), transaction.atomic():
        send()
        raise ValueError("undone")
    assert not sending.queued().exists()

    with transaction.atomic():
        send()
    sending.work()
    assert len(server.mails) == 1


def test_what_a_mail_says_is_ciphertext_while_it_waits_and_gone_once_it_is_sent(server: MailServer) -> None:
    send()

    row = str(DBTaskResult.objects.values())
    assert "token" not in row
    assert "reader@example.org" not in row
    assert Letter.unsealed(sending.queued().get().args_kwargs["args"][0]).to == ["reader@example.org"]

    sending.work()
    assert DBTaskResult.objects.count() == 0


# A server in trouble -------------------------------------------------------------------------------------


def test_thirty_password_resets_against_a_silent_mail_server_hold_up_nobody(
    silent: SilentServer, settings: Any
) -> None:
    # Given thirty accounts, and a mail server that takes connections and says nothing
    settings.EMAIL_TIMEOUT = 60
    for number in range(30):
        make_user("editor", email=f"editor{number}@example.org", password="a long pass-phrase")

    # When each asks for a new password
    began = time.monotonic()
    for number in range(30):
        # (each from an address of its own: one address may not ask so often)
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        answer = client.post(reverse("wagtailadmin_password_reset"), {"email": f"editor{number}@example.org"})
        assert answer.status_code == 302

    # Then nobody waited for it, and all thirty mails wait
    assert time.monotonic() - began < 60
    assert sending.queued().count() == 30


def test_a_silent_mail_server_holds_up_no_other_duty(silent: SilentServer, settings: Any, monkeypatch: Any) -> None:
    settings.EMAIL_TIMEOUT = 2
    send()
    done: list[float] = []
    stop = threading.Event()
    monkeypatch.setattr(worker, "_duties", {})
    worker.register("mail", 60, sending.work, beside=True)
    worker.register("other", 0, lambda: done.append(time.monotonic()) or (len(done) == 5 and stop.set()))

    began = time.monotonic()
    worker.loop(stop, tick=0.1)

    assert done[-1] - began < 1.5


def test_a_mail_that_is_not_taken_is_tried_again_with_growing_pauses_and_then_given_up(
    silent: SilentServer, settings: Any, server: MailServer
) -> None:
    # Given a mail server that is silent, however often it is tried
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.port, 0.05
    send()
    due = timezone.now()
    for pause in sending.PAUSES:
        with travel(due, tick=False):
            sending.work()
            assert sending.queued().get().args_kwargs["kwargs"]["tries"] > 1
            sending.work()  # not due yet: nothing happens
            due = sending.queued().get().run_after
            assert due == timezone.now() + pause
            assert sending.probe().state == "degraded"

    # When the last try fails
    with travel(due, tick=False):
        sending.work()

        # Then the mail is kept, the site's health says so, and the operator can send it after all
        assert sending.probe().detail == "1 given up"
        settings.EMAIL_PORT = server.port
        said = StringIO()
        call_command("mail_queue", retry=True, stdout=said)
        assert "1 waiting, 0 given up" in said.getvalue()
        sending.work()
    assert len(server.mails) == 1
    assert sending.probe().state == "ok"


def test_all_mails_of_an_outage_arrive_once_the_server_is_back(
    silent: SilentServer, settings: Any, server: MailServer
) -> None:
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.port, 0.05
    for number in range(5):
        send(subject=str(number))
    sending.work()
    settings.EMAIL_PORT = server.port

    with later(minutes=2):
        sending.work()

    assert sorted(str(mail["Subject"]) for mail in server.mails) == ["0", "1", "2", "3", "4"]


def test_a_recipient_who_does_not_exist_is_given_up_at_once(server: MailServer) -> None:
    send("nobody@example.org")
    send()

    sending.work()

    assert len(server.mails) == 1
    assert sending.probe().detail == "1 given up"


def test_a_mail_given_up_is_forgotten_after_a_week(server: MailServer) -> None:
    send("nobody@example.org")
    sending.work()

    with later(days=8):
        sending.work()

    assert DBTaskResult.objects.count() == 0


def test_a_mail_that_a_killed_worker_held_is_sent_by_the_next(server: MailServer) -> None:
    send()
    sending.queued().get().claim("killed")

    sending.work()
    assert server.mails == []
    with later(minutes=10):
        sending.work()

    assert len(server.mails) == 1


def test_a_mail_nobody_fetches_shows_in_the_health_of_the_site(server: MailServer, client: Client) -> None:
    send()
    assert sending.probe().state == "ok"

    with later(minutes=6):
        assert client.get("/healthz").json()["parts"]["mail"] == {
            "state": "degraded",
            "detail": "1 waiting for the worker",
        }
