"""An objection as the group sees it: a line of the list, and what was sent, decrypted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from showcase.lists.models import AnnouncementPage
from showcase.objections.models import Objection, ObjectionEvidence
from showcase.objections.sealed import LostKeyError


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """A row of the list, without anything that was sent. `window`: how long objections may still arrive."""

    pk: int
    number: str
    announcement: str
    received_at: dt.datetime
    state: str
    files: int
    window: str
    erased_on: dt.date


@dataclass(frozen=True, slots=True)
class Opened:
    """What was sent, decrypted, and the group's note. `evidence`: each file with its name."""

    name: str
    phone: str
    email: str
    unit: str
    text: str
    note: str
    evidence: tuple[tuple[ObjectionEvidence, str], ...]


def line_of(row: Objection) -> ObjectionLine:
    """Return the line of a row that has its announcement and the annotation `files`; no query."""
    return ObjectionLine(
        pk=row.pk,
        number=row.number,
        announcement=row.announcement.title,
        received_at=row.received_at,
        state=row.get_state_display(),
        files=getattr(row, "files", 0),
        window=window_words(row.announcement),
        erased_on=erased_on(row),
    )


def erased_on(row: Objection) -> dt.date:
    """Return the day from which the worker erases it."""
    end = max(row.announcement.objections_until or row.received_at, row.received_at)
    return timezone.localdate(end + dt.timedelta(days=settings.OBJECTION_RETENTION_DAYS))


def window_words(announcement: AnnouncementPage) -> str:
    """Return the days left of the objection window, or that it has closed."""
    until = announcement.objections_until
    if until is None or until < timezone.now():
        return _("Objections closed")
    days = (timezone.localdate(until) - timezone.localdate()).days
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days} if days else _("Ends today")


def opened(row: Objection) -> Opened | None:
    """Return what was sent; None where the key is lost."""
    try:
        whole = Objection.objects.only(*Objection.SEALED).get(pk=row.pk)
        files = tuple((file, file.name) for file in row.evidence.all())
    except LostKeyError:
        return None
    return Opened(whole.name, whole.phone, whole.email, whole.unit, whole.text, whole.note, files)
