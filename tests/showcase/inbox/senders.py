"""Readers who report mistakes on a story, or send other things in."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from portal.public_forms.tickets import new_ticket
from showcase.models import Submission

WRONG = "第三段写每年节电一百八十六万度，报告里不是这个数。"
RIGHT = "应为一百六十八万度，见示例公司二〇二四年度能源审计报告第十二页。"
EMAIL = "reader@example.org"


def address(page: Any, language: str = "zh-hans") -> str:
    prefix = "/en" if language == "en" else ""
    return f"{prefix}/send/correction/?page={page.pk}"


def form_fields(page: Any, seconds: float = 60, **fields: Any) -> dict[str, Any]:
    """What a form holds when all is in order and it was shown `seconds` ago."""
    shown_at = timezone.now() - dt.timedelta(seconds=seconds)
    return {
        "ticket": new_ticket("correction", page.pk, shown_at),
        "wrong": WRONG,
        "right": RIGHT,
        "email": EMAIL,
        "website": "",
        **fields,
    }


def send(page: Any, client: Client | None = None, language: str = "en", **fields: Any) -> Any:
    return (client or Client()).post(address(page, language), form_fields(page, **fields))


def received(page: Any, **fields: Any) -> Submission:
    answer = send(page, **fields)
    assert answer.status_code == 302, answer.content.decode()
    return Submission.objects.latest("pk")


def sent(found: Submission) -> dict[str, Any]:
    """What is kept of it, decrypted."""
    again = Submission.objects.get(pk=found.pk)
    return {**again.fields(), "email": again.email}
