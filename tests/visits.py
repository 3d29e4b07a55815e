"""Visits for tests. `tests.factories` passes `make_visit` on."""

import datetime as dt
from collections.abc import Iterable
from itertools import count
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from showcase import models
from showcase.visits.registrations.models import hash_of
from showcase.visits.registrations.receiving import confirm
from tests.lists import section
from tests.terms import region

_serial = count(1)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@transaction.atomic
def make_visit(
    title: str = "", *, in_days: float = 10, live: bool = True, stories: Iterable[Any] = (), **fields: Any
) -> models.VisitPage:
    """A visit of three hours with two seats, in so many days; registration opened yesterday, closes an hour before."""
    number = next(_serial)
    begin = fields.pop("begins_at", timezone.now() + in_days * DAY)
    page = models.VisitPage(
        title=title or f"示例观摩{number}",
        slug=f"visit-{number}",
        locale=Locale.get_default(),
        live=False,
        **{
            "introduction": "看余热回收装置，听能源主管讲解。",
            "address": "示例路1号",
            "organiser": "示例主办单位",
            "price": "免费",
            "begins_at": begin,
            "ends_at": begin + 3 * HOUR,
            "registration_opens_at": min(begin, timezone.now()) - DAY,
            "registration_closes_at": begin - HOUR,
            "seats": 2,
            "region": region("350582"),
            **fields,
        },
    )
    page.story_items = [models.VisitStory(target=story, sort_order=at) for at, story in enumerate(stories)]
    section("visits").add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return models.VisitPage.objects.get(pk=page.pk)


def make_registration(
    visit: models.VisitPage, name: str = "", *, confirmed: bool = True, **fields: Any
) -> models.VisitRegistration:
    """A registration for the visit, confirmed by its link unless said otherwise."""
    name = name or f"示例人员{next(_serial)}"
    email = fields.pop("email", f"person-{next(_serial)}@example.org")
    values = {"employer": "示例印染厂", "email": email, "remark": "", "address_hash": hash_of(email), **fields}
    found = models.VisitRegistration.objects.create(visit=visit, name=name, **values)
    if confirmed:
        confirm(found)
    return models.VisitRegistration.objects.get(pk=found.pk)


def change(visit: models.VisitPage, **fields: Any) -> models.VisitPage:
    """Publish the visit with other facts, as an editor does."""
    page = models.VisitPage.objects.get(pk=visit.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return models.VisitPage.objects.get(pk=visit.pk)


def sentence_of(mail: EmailMessage) -> str:
    """What a mail is about: its subject without the title."""
    return str(mail.subject).split(":")[0].split("：")[0]
