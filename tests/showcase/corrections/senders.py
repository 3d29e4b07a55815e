"""Readers who report mistakes on a story."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from showcase.corrections.tickets import new_ticket
from showcase.models import Correction

WRONG = "第三段写每年节电一百八十六万度，报告里不是这个数。"
RIGHT = "应为一百六十八万度，见示例公司二〇二四年度能源审计报告第十二页。"
EMAIL = "reader@example.org"


def address(page: Any, language: str = "zh-hans") -> str:
    prefix = "/en" if language == "en" else ""
    return f"{prefix}/corrections/new/?page={page.pk}"


def form_fields(page: Any, seconds: float = 60, **fields: Any) -> dict[str, Any]:
    """What a form holds when all is in order and it was shown `seconds` ago."""
    shown_at = timezone.now() - dt.timedelta(seconds=seconds)
    return {
        "ticket": new_ticket(page.pk, shown_at),
        "wrong": WRONG,
        "right": RIGHT,
        "email": EMAIL,
        "website": "",
        **fields,
    }


def send(page: Any, client: Client | None = None, language: str = "en", **fields: Any) -> Any:
    return (client or Client()).post(address(page, language), form_fields(page, **fields))


def received(page: Any, **fields: Any) -> Correction:
    answer = send(page, **fields)
    assert answer.status_code == 302, answer.content.decode()
    return Correction.objects.latest("pk")
