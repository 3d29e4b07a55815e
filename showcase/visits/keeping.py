"""Keeps a visit for which people are registered: it is cancelled, so that they get a mail, before its page goes."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.refusals import RefusedError
from showcase.visits.choices import Told
from showcase.visits.models import VisitPage
from showcase.visits.registrations.models import VisitRegistration


def connect() -> None:
    """Connect the receivers; called once from `showcase.signals.connect`."""
    pre_delete.connect(refuse_to_delete, sender=VisitPage, dispatch_uid="showcase.keep_visit")
    pre_save.connect(refuse_to_unpublish, dispatch_uid="showcase.keep_visit_live")


def refuse_to_delete(instance: VisitPage, **kwargs: Any) -> None:
    """Raise RefusedError where people still expect the visit."""
    _refuse_where_expected(instance.pk)


def refuse_to_unpublish(instance: Any, **kwargs: Any) -> None:
    """Raise RefusedError where a live page is unpublished while people still expect the visit, by any route."""
    if kwargs.get("raw") or not isinstance(instance, Page) or instance.pk is None or instance.live:
        return
    if issubclass(instance.specific_class or Page, VisitPage):
        _refuse_where_expected(instance.pk)


def _refuse_where_expected(visit: int) -> None:
    """Raise RefusedError where confirmed people have not been told that the live visit is cancelled."""
    live = VisitPage.objects.filter(pk=visit, live=True, begins_at__gt=timezone.now())
    rows = VisitRegistration.objects.filter(visit__in=live.values("pk"), turn__isnull=False)
    if rows.exclude(told=Told.CANCELLED).exists():
        raise RefusedError(
            _("People are registered for this visit: cancel and publish it first, and wait until they have their mail.")
        )
