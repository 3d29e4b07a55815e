"""`/notices/calendar.ics`: when objections open and close, and when lists are published."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.answers.atom_answer import permanent_id
from portal.answers.calendar_answer import CalendarEvent, calendar_answer
from portal.frame.context import demo_notice
from portal.text.dates import Precision
from showcase.lists.choices import AnnouncementKind, Basis
from showcase.lists.models import AnnouncementPage
from showcase.lists.notice_state import SHANGHAI
from showcase.lists.references import announcements, in_language


@require_safe
def notice_calendar(request: HttpRequest) -> HttpResponse:
    """Return the calendar of all public notices, in a demonstration of invented ones too."""
    found = list(announcements() if settings.DEMO else announcements().filter(is_example=False))
    readable = in_language(found)
    events = [event for page in found for event in _events(page, readable.get(page.translation_key, page))]
    title = " · ".join(filter(None, (_("Lüjian"), _("Notices"), demo_notice())))
    answer = calendar_answer("lujian-notices", title, events)
    answer["ETag"] = quote_etag(hashlib.sha256(answer.content).hexdigest()[:32])
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _events(source: AnnouncementPage, shown: AnnouncementPage) -> Iterator[CalendarEvent]:
    """Yield what has a day in a notice; `shown`: the same notice in the reader's language where it exists in it."""
    if source.kind == AnnouncementKind.PROPOSAL and source.basis != Basis.PRESS and source.objections_until:
        if source.objections_from:
            yield _event(source, shown, "opens", source.objections_from, _("Objections open: %(title)s"))
        yield _event(source, shown, "closes", source.objections_until, _("Objections close: %(title)s"))
    if source.kind == AnnouncementKind.FINAL and (day := _decided_on(source)):
        yield _event(source, shown, "decided", day, _("List published: %(title)s"))


def _decided_on(page: AnnouncementPage) -> dt.date | None:
    """Return the day of a final list; None where only its month or year is known."""
    if page.published_on:
        return page.published_on
    return page.effective_on if page.effective_precision == Precision.DAY else None


def _event(
    source: AnnouncementPage, shown: AnnouncementPage, what: str, begin: dt.date | dt.datetime, title: str
) -> CalendarEvent:
    day = begin.astimezone(SHANGHAI).date() if isinstance(begin, dt.datetime) else begin
    parts = (source.document_number, source.issuer if shown is source else "")
    return CalendarEvent(
        uid=permanent_id(f"announcement {source.pk} {what}"),
        begin=begin,
        end=None,
        title=title % {"title": " ".join(shown.title.split())},
        description=" · ".join(filter(None, parts)),
        place="",
        url=settings.SITE_URL + (shown.get_url() or ""),
        changed_at=max(filter(None, (source.last_published_at, shown.last_published_at, source.first_published_at))),
        is_cancelled=source.withdrawn_on is not None and source.withdrawn_on <= day,
    )
