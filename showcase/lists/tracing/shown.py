"""Shows the changes to a notice on its page, in its PDF and in its data."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.text import capfirst

from portal.templatetags.portal_tags import shown_date
from portal.text.dates import Precision
from showcase.lists.choices import AnnouncementKind, Basis
from showcase.lists.panels import NoticeChangeLine
from showcase.lists.states import shown_moment
from showcase.lists.tracing.models import NoticeChange
from showcase.lists.tracing.recording import field_label
from showcase.vocabulary.models import Level

if TYPE_CHECKING:
    from showcase.lists.models import AnnouncementPage

_CHOICES = {"kind": AnnouncementKind, "basis": Basis, "effective_precision": Precision}
_TEXTS = ("batch", "issuer", "office_contact", "discipline_contact", "early_reason", "withdrawal_reason")


def change_lines(source: AnnouncementPage) -> tuple[NoticeChangeLine, ...]:
    """Return all changes since it was published, newest first; one query, another where its level was changed."""
    if source.pk is None:
        return ()
    return tuple(_line(source, change) for change in NoticeChange.objects.filter(announcement=source.pk))


def _line(source: AnnouncementPage, change: NoticeChange) -> NoticeChangeLine:
    return NoticeChangeLine(
        label=capfirst(str(field_label(source, change.field))),
        was=_shown(change.field, change.was),
        now=_shown(change.field, change.now),
        reason=change.reason,
        moment=shown_moment(change.changed_at),
        date=change.changed_at,
        language=settings.LANGUAGE_CODE if change.field in _TEXTS else "",
    )


def _shown(field: str, value: str) -> str:
    """Format a stored fact as the page of the notice shows it."""
    if not value:
        return ""
    if field == "objections_until":
        return shown_moment(dt.datetime.fromisoformat(value))
    if field.endswith(("_on", "_from")):
        return str(shown_date(dt.date.fromisoformat(value)))
    if field == "level_id":
        level = Level.objects.filter(pk=value).first()
        return level.label if level else value
    if field in _CHOICES:
        return str(_CHOICES[field](value).label)
    return value
