"""Plants that report on a story, and publishers who publish it."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from portal.public_forms.tickets import new_ticket
from showcase.inbox import handling
from showcase.models import Replication, ReplicationFigure, Submission
from showcase.replications.figures import read_figure
from tests.factories import make_user

PLANT = "示例滨海印染有限公司"
CODE = "91350000MA2XN0Y10C"
EMAIL = "engineer@plant.example"
DONE = "在三台定型机排风口加装气水换热器，回收的热水送前处理。"
CHANGED = "排风含油，换热器每周清洗一次。"
FIGURE = {
    "quantity_1": "electricity_saved",
    "amount_1": "18.6 万kWh",
    "per_1": "year",
    "evidence_1": "metered",
}


def form_fields(page: Any, kind: str = "replication", **fields: Any) -> dict[str, Any]:
    """What a form holds when all is in order and it was shown a minute ago."""
    shown_at = timezone.now() - dt.timedelta(seconds=60)
    about = {"done": DONE, "year": "2024", "plant": PLANT, "credit_code": "", "industry": "", "email": EMAIL}
    own = {"changed": CHANGED, **FIGURE} if kind == "replication" else {"reasons": ["space", "economic"]}
    return {"ticket": new_ticket(kind, page.pk, shown_at), "website": "", **about, **own, **fields}


def address(page: Any, kind: str = "replication", language: str = "zh-hans") -> str:
    prefix = "/en" if language == "en" else ""
    return f"{prefix}/send/{kind}/?page={page.pk}"


def send(
    page: Any, kind: str = "replication", language: str = "en", client: Client | None = None, **fields: Any
) -> Any:
    return (client or Client()).post(address(page, kind, language), form_fields(page, kind, **fields))


def received(page: Any, kind: str = "replication", *, is_confirmed: bool = True, **fields: Any) -> Submission:
    answer = send(page, kind, **fields)
    assert answer.status_code == 302, answer.context["form"].errors
    found = Submission.objects.latest("pk")
    if is_confirmed:
        handling.confirm_address(found)
    return found


def signed_in(client: Client, role: str) -> Any:
    user = make_user(role)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


def publication(**fields: Any) -> dict[str, Any]:
    """What a publisher posts of a report of success."""
    return {
        "text_zh": "在定型机排风口加装气水换热器，热水送前处理。",
        "changed_zh": "排风含油，换热器需定期清洗。",
        "year": "2024",
        **FIGURE,
        **fields,
    }


def publish(client: Client, found: Submission, **fields: Any) -> Any:
    return client.post(reverse("replication_from", args=[found.pk]), publication(**fields))


def make_replication(story: Any, *amounts: str, **fields: Any) -> Replication:
    """A published report with yearly savings of electricity as typed; an unnamed plant unless `fields` names it."""
    row = Replication.objects.create(story=story, **{"outcome": "adopted", "text_zh": DONE, **fields})
    figures = [read_figure("electricity_saved", amount, "year", "metered") for amount in amounts]
    ReplicationFigure.objects.bulk_create([ReplicationFigure.of(row, figure) for figure in figures])
    return row
