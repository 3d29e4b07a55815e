"""Takes files into an import, the same way for the admin and for `manage.py import_list`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from portal.refusals import RefusedError
from portal.storages import unnamed_files_removed
from showcase.lists.importing.announcing import Notice, applied_to, begin_announcement, known_import
from showcase.lists.importing.deciding import Rules
from showcase.lists.importing.models import ListImport
from showcase.lists.importing.reading.sheets import Progress, unwatched
from showcase.lists.importing.rows.list_rows import Reading
from showcase.lists.importing.runs import (
    Matched,
    ReadUploads,
    Target,
    Upload,
    match_rows,
    read_uploads,
    start_import,
)
from showcase.lists.models import AnnouncementIndexPage, AnnouncementPage
from showcase.lists.screening.takedown import refuse_known
from showcase.vocabulary.models import Programme, Region

_ATTACHMENT = re.compile(r"^附(件|表)\s*\d*\s*[:：]?\s*")


@dataclass(frozen=True, slots=True)
class Request:
    """What an officer requests: files, and a `notice` to begin or an `announcement` to fill (exactly one of them)."""

    uploads: tuple[Upload, ...]
    programme: Programme
    notice: Notice | None = None
    announcement: AnnouncementPage | None = None
    region: Region | None = None
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True)
class StartedImport:
    """The import; `is_new` is False where the same files were imported before and nothing was changed."""

    list_import: ListImport
    is_new: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was read for a request; nothing is written yet. `known`: the import that already has all of its files."""

    request: Request
    fresh: tuple[Upload, ...] = ()
    read: ReadUploads = field(default_factory=ReadUploads)
    matched: tuple[Matched, ...] = ()
    known: ListImport | None = None


def begin_import(request: Request, user: Any = None, progress: Progress = unwatched) -> StartedImport:
    """Read the files that are new and start an import; raises RefusedError and then leaves nothing behind.

    The files are read outside the transaction: call it where none is open, or call its two halves.
    """
    prepared = prepare_import(request, progress)
    with unnamed_files_removed(), transaction.atomic():
        return start_prepared(prepared, user)


def prepare_import(request: Request, progress: Progress = unwatched) -> Prepared:
    """Read the files that are new and match their rows; takes as long as the files, and writes nothing."""
    _refuse_published(request.announcement)
    uploads = _distinct(request.uploads)
    known = {upload.sha256: found for upload in uploads if (found := _known(request, upload)) is not None}
    fresh = tuple(upload for upload in uploads if upload.sha256 not in known)
    if not fresh:
        return Prepared(request, known=next(iter(known.values())))
    refuse_known([upload.sha256 for upload in fresh])
    read = read_uploads(fresh, progress)
    notice_facts = request.announcement or request.notice
    assert notice_facts is not None  # noqa: S101 - one of the two is given
    return Prepared(request, fresh, read, match_rows(read.reading.rows, is_example=notice_facts.is_example))


def start_prepared(prepared: Prepared, user: Any = None) -> StartedImport:
    """Start the import of what was read; inside a transaction, and quick."""
    request = prepared.request
    if prepared.known is not None:
        return StartedImport(prepared.known, is_new=False)
    _one_at_a_time()
    announcement = request.announcement
    if announcement is not None:
        announcement = AnnouncementPage.objects.get(pk=announcement.pk)  # it may have been published since
        _refuse_published(announcement)
    known = [found for upload in prepared.fresh if (found := _known(request, upload)) is not None]
    if known:  # sent twice at the same time: the other request was first
        return StartedImport(known[0], is_new=False)
    target = Target(
        announcement or begin_announcement(_titled(request, prepared.read.reading), user),
        request.programme,
        request.region,
        made_announcement=announcement is None,
    )
    started = start_import(target, prepared.fresh, prepared.read, prepared.matched, request.rules, user)
    return StartedImport(started, is_new=True)


def _refuse_published(announcement: AnnouncementPage | None) -> None:
    if announcement is not None and (announcement.is_locked or announcement.live):
        raise RefusedError(_("This list is published: its rows are fixed. Record a correction as a new event."))


def _one_at_a_time() -> None:
    """Lock the section until the transaction ends, so that the next import sees what this one did."""
    section = AnnouncementIndexPage.objects.filter(locale=Locale.get_default()).values("pk")
    list(Page.objects.select_for_update().filter(pk__in=section).values_list("pk"))


def _known(request: Request, upload: Upload) -> ListImport | None:
    if request.announcement is not None:
        found = applied_to(request.announcement, upload.sha256)
    else:
        assert request.notice is not None  # noqa: S101 - one of the two is given
        found = known_import(request.notice, upload.sha256)
    return found.list_import if found is not None else None


def _distinct(uploads: Sequence[Upload]) -> tuple[Upload, ...]:
    """Return each content once. Raises RefusedError for two different files of one name."""
    by_content = {upload.sha256: upload for upload in uploads}
    names = [upload.name for upload in by_content.values()]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise RefusedError(_("Two different files are called %(name)s: rename one.") % {"name": twice})
    return tuple(by_content.values())


def _titled(request: Request, reading: Reading) -> Notice:
    """Return the notice with the title above its only list, where the officer gave none."""
    notice = request.notice
    assert notice is not None  # noqa: S101 - only called without an announcement
    titles = {table.title for table in reading.tables if table.title}
    if notice.title or len(titles) != 1 or len(reading.tables) != 1:
        return notice
    title = _ATTACHMENT.sub("", titles.pop())
    return replace(notice, title=title[:255] if "名单" in title else "")
