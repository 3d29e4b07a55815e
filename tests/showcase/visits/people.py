"""People who register for a visit by its form and by the link in their mail."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from portal.public_forms.tickets import new_ticket
from showcase.visits.registrations.views import PURPOSE

NAME, EMPLOYER, EMAIL, REMARK = "林示例", "示例染整有限公司", "lin@example.org", "需要轮椅通道"


def address(visit: Any, language: str = "en") -> str:
    return f"{'/en' if language == 'en' else ''}/visits/{visit.pk}/register/"


def form_fields(visit: Any, seconds: float = 60, **fields: Any) -> dict[str, Any]:
    """What a form holds when all is in order and it was shown `seconds` ago."""
    return {
        "ticket": new_ticket(PURPOSE, visit.pk, timezone.now() - dt.timedelta(seconds=seconds)),
        "name": NAME,
        "employer": EMPLOYER,
        "email": EMAIL,
        "remark": REMARK,
        "consent": "on",
        "website": "",
        **fields,
    }


def send(visit: Any, client: Client | None = None, language: str = "en", **fields: Any) -> Any:
    return (client or Client()).post(address(visit, language), form_fields(visit, **fields))


def link_in(letter: EmailMessage) -> str:
    """The path of the link to the own registration."""
    found = re.search(r"https?://[^/\s]+(/\S*visits/registration/\S+)", str(letter.body))
    assert found, letter.body
    return found[1]


def letters(email: str = EMAIL) -> list[EmailMessage]:
    return [letter for letter in mail.outbox if letter.to == [email]]


def subjects(email: str = EMAIL) -> list[str]:
    """What the mails to this address are about, without the title of the visit."""
    return [re.split("[:：]", str(letter.subject))[0] for letter in letters(email)]
