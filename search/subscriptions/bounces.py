"""Reads what mail servers and providers report: mails that can't be delivered (RFC 3464), complaints (RFC 5965).

A report counts only if it returns the header `List-Unsubscribe` of our mail: its link is signed, so nobody can end the
subscriptions of others by writing such a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from enum import StrEnum
from typing import cast

from search.subscriptions.links import Link, link_of
from search.subscriptions.subscribing import end_all

_TOKEN = re.compile(r"/subscriptions/([^/\s<>]+)/end/")
_SOFT = re.compile(r"5\.(2\.2|3\.\d+|4\.\d+|7\.\d+)")
"""Permanent by their number, but not because the address is wrong: mailbox full, the system, routing, policy."""


class Report(StrEnum):
    """What a report says."""

    BOUNCE = "bounce"
    """The address cannot receive mail."""
    DELAY = "delay"
    """Nothing final, or not because of the address."""
    COMPLAINT = "complaint"
    """The reader called the mail unwanted."""
    OTHER = "other"
    """No report of either kind."""


class Outcome(StrEnum):
    """What was done because of a report."""

    ENDED = "ended"
    KEPT = "kept"
    GONE = "gone before"
    FOREIGN = "not about a mail of this site"


def take(raw: bytes) -> tuple[Report, Outcome]:
    """Read one report and end all subscriptions of the address where it bounced for good or its reader complained."""
    mail = message_from_bytes(raw, policy=default)
    report = kind_of(mail)
    if report not in (Report.BOUNCE, Report.COMPLAINT):
        return report, Outcome.KEPT
    link = _link_in(mail)
    if link is None:
        return report, Outcome.FOREIGN
    if link.subscriber is None:
        return report, Outcome.GONE
    end_all(link.subscriber)
    return report, Outcome.ENDED


def kind_of(mail: Message) -> Report:
    """Return what the mail reports."""
    if mail.get_content_type() != "multipart/report":
        return Report.OTHER
    if any(part.get_content_type() == "message/feedback-report" for part in mail.walk()):
        return Report.COMPLAINT
    fields = list(_recipients(mail))
    if not fields:
        return Report.OTHER
    return Report.BOUNCE if all(_is_final(one) for one in fields) else Report.DELAY


def _recipients(mail: Message) -> Iterator[Message]:
    """Yield the fields about each recipient: what follows the first block, which is about the message."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            blocks = cast("list[Message]", part.get_payload())
            yield from (block for block in blocks if block.get("Final-Recipient"))


def _is_final(fields: Message) -> bool:
    status = str(fields.get("Status", "")).strip().split(" ")[0]
    failed = str(fields.get("Action", "")).strip().lower() == "failed"
    return failed and status.startswith("5.") and not _SOFT.fullmatch(status)


def _link_in(mail: Message) -> Link | None:
    """Return the link of our mail that the report returns, whole or its header alone; None where there is none."""
    for part in mail.walk():
        for header in _headers(part):
            found = _TOKEN.search("".join(header.split()))
            if found and (link := link_of(found[1])):
                return link
    return None


def _headers(part: Message) -> Iterator[str]:
    """Yield List-Unsubscribe of a returned mail, or of headers returned as text."""
    if own := part.get("List-Unsubscribe"):
        yield str(own)
    if part.get_content_type() == "text/rfc822-headers":
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield from _headers(message_from_bytes(payload, policy=default))
