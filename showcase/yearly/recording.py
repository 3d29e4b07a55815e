"""Records which versions of stories are public, whatever changes that: publish, privacy, expiry, deletion.

The worker compares every minute: days are what is proved. Not after each publish, because it reads all that is public.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from showcase.signoff.content import content_digest
from showcase.stories.models import StoryPage
from showcase.stories.queries import StoryQuerySet
from showcase.yearly.models import PublicVersion
from showcase.yearly.periods import LogEvent, LoggedVersion, versions_of_log

SECONDS = 60
RECENT = dt.timedelta(minutes=10)
"""A first publish of so long ago counts as noted while it happened: the worker compares every minute."""
_PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
_UNPUBLISHED = ("wagtail.unpublish", "wagtail.unpublish.scheduled")


def record_public() -> int:
    """Compare what is public now with what was recorded, and note the difference; return how many rows changed.

    A duty of the worker, and run before a proof. Two processes may do it at a time: the second changes nothing.
    """
    now = timezone.now()
    changed = _read_logs(_never_recorded(), now)
    public = set(_public().values_list("pk", "live_revision_id", "url_path"))
    open_rows = {(row.page_id, row.revision, row.url_path): row for row in _open_rows()}
    gone = [row for key, row in open_rows.items() if key not in public]
    begun = [key[0] for key in public - open_rows.keys()]
    with transaction.atomic():
        for row in gone:
            _end(row, now)
        for page in _public().filter(pk__in=begun).select_related("live_revision"):
            changed += _begin(page, page.live_revision, now)
    return changed + len(gone)


def _public() -> StoryQuerySet:
    found: StoryQuerySet = StoryPage.objects.sources().published().filter(alias_of=None)
    return found


def _open_rows() -> Iterable[PublicVersion]:
    return PublicVersion.objects.filter(ended_at=None).select_related("page")


def _end(row: PublicVersion, now: dt.datetime) -> None:
    """End a version now, or at the moment at which its page expired."""
    expired = row.page.expire_at if row.page else None
    ended = expired if expired and row.began_at < expired < now else now
    PublicVersion.objects.filter(pk=row.pk, ended_at=None).update(ended_at=ended)


def _begin(
    page: StoryPage,
    revision: Revision | None,
    began: dt.datetime,
    ended: dt.datetime | None = None,
    *,
    is_recorded: bool = True,
) -> int:
    """Note a version; return 0 where another process has just done so."""
    content = revision.content if revision else {}
    row = PublicVersion(
        page=page,
        story_id=page.translation_key,
        revision=revision.pk if revision else None,
        url_path=page.url_path,
        address=f"{settings.SITE_URL}{page.get_url() or ''}",
        title=str(content.get("title") or page.title)[:255],
        digest=content_digest(content) if content else "",
        began_at=began,
        ended_at=ended,
        is_recorded=is_recorded,
    )
    try:
        with transaction.atomic():
            row.save()
            row.enterprises.set(page.enterprise_items.values_list("enterprise_id", flat=True))
    except IntegrityError:
        return 0
    return 1


# What was public before this table -----------------------------------------------------------------------


def _never_recorded() -> StoryQuerySet:
    found: StoryQuerySet = StoryPage.objects.sources().filter(
        alias_of=None, public_versions=None, first_published_at__isnull=False
    )
    return found


def _read_logs(pages: StoryQuerySet, now: dt.datetime) -> int:
    """Note what the logs of pages say that were published before their versions were recorded."""
    public = set(_public().filter(pk__in=pages.values("pk")).values_list("pk", flat=True))
    made = 0
    for page in pages:
        versions = versions_of_log(_events(page.pk))
        is_open = any(version.ended is None for version in versions)
        # A page that its log calls published is private now, or the log is not whole: nobody knows since when.
        if is_open and page.pk not in public:
            continue
        with transaction.atomic():
            made += sum(_from_log(page, version, now) for version in versions)
    return made


def _events(page: int) -> list[LogEvent]:
    entries = PageLogEntry.objects.filter(page_id=page, action__in=(*_PUBLISHED, *_UNPUBLISHED))
    rows = entries.values_list("timestamp", "action", "revision_id")
    return [LogEvent(at, action in _PUBLISHED, revision) for at, action, revision in rows]


def _from_log(page: StoryPage, version: LoggedVersion, now: dt.datetime) -> int:
    is_recorded = now - version.began < RECENT
    revision = Revision.objects.filter(pk=version.revision).first() if version.revision else None
    return _begin(page, revision, version.began, version.ended, is_recorded=is_recorded)
