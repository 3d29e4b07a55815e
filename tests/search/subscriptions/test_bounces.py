"""Delivery reports and complaints end the subscriptions of their address; nobody can forge one."""

import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from search.subscriptions.bounces import Outcome, Report, take
from search.subscriptions.models import Subscriber
from tests.search.subscriptions.subscribers import ADDRESS, send, subscribed

pytestmark = pytest.mark.django_db

BOUNCE = """\
From: MAILER-DAEMON@mx.example.org
To: noreply@127.0.0.1
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I could not deliver it.
--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
--b1
Content-Type: {returned}

{headers}
--b1--
"""
COMPLAINT = """\
From: feedback@example.org
To: noreply@127.0.0.1
Subject: FW: 1 new
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

--b1
Content-Type: text/plain

A reader complained.
--b1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Example/1.0
Version: 1
--b1
Content-Type: message/rfc822

{headers}

The text of the mail.
--b1--
"""


@pytest.fixture
def headers() -> str:
    """The headers of a mail that asked to confirm."""
    send(q="余热")
    return f"Subject: x\nList-Unsubscribe:\n {mail.outbox[-1].extra_headers['List-Unsubscribe']}"


def bounce(headers: str, *, status: str = "5.1.1", action: str = "failed", returned: str = "message/rfc822") -> bytes:
    text = BOUNCE.format(address=ADDRESS, action=action, status=status, headers=headers, returned=returned)
    return text.encode()


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_an_address_that_does_not_exist_is_erased(headers: str, returned: str) -> None:
    subscribed("li.reader@example.org", q="光伏")

    assert take(bounce(headers, returned=returned)) == (Report.BOUNCE, Outcome.ENDED)

    assert Subscriber.objects.count() == 1  # the other reader
    assert take(bounce(headers)) == (Report.BOUNCE, Outcome.GONE)


@pytest.mark.parametrize(
    ("status", "action"), [("4.4.1", "delayed"), ("5.2.2", "failed"), ("5.7.1", "failed"), ("2.0.0", "delivered")]
)
def test_a_full_mailbox_a_delay_and_a_refused_sender_end_nothing(headers: str, status: str, action: str) -> None:
    assert take(bounce(headers, status=status, action=action)) == (Report.DELAY, Outcome.KEPT)
    assert Subscriber.objects.count() == 1


def test_a_complaint_ends_all_subscriptions_of_its_reader(headers: str) -> None:
    assert take(COMPLAINT.format(headers=headers).encode()) == (Report.COMPLAINT, Outcome.ENDED)
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("forged", ["", "List-Unsubscribe: <http://127.0.0.1/subscriptions/WzEsIngiLDFd:forged/end/>"])
def test_a_report_without_our_signed_link_ends_nothing(headers: str, forged: str) -> None:
    assert take(bounce(forged)) == (Report.BOUNCE, Outcome.FOREIGN)
    assert Subscriber.objects.count() == 1


@pytest.mark.parametrize("raw", [b"", b"Subject: hello\n\nA reader writes.", b"\xff\xfe\x00", bounce("")[:250]])
def test_any_other_mail_is_left_alone(raw: bytes) -> None:
    assert take(raw) == (Report.OTHER, Outcome.KEPT)


def test_the_command_reads_files_and_standard_input(
    headers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "report.eml"
    report.write_bytes(bounce(headers))
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(bounce(headers))))
    out = StringIO()

    call_command("mail_bounces", str(report), "-", stdout=out)

    assert out.getvalue().splitlines() == [f"{report}: bounce, ended", "-: bounce, gone before"]
    with pytest.raises(CommandError, match="No such file"):
        call_command("mail_bounces", str(tmp_path / "none.eml"))


def test_a_mail_that_a_reader_forwarded_is_no_report(headers: str) -> None:
    forwarded: Any = f"From: {ADDRESS}\nContent-Type: message/rfc822\n\n{headers}\n\ntext"

    assert take(forwarded.encode()) == (Report.OTHER, Outcome.KEPT)
    assert Subscriber.objects.count() == 1
