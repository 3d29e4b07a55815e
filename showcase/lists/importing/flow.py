"""The way of a file into an import, the same for the admin and for `manage.py import_list`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.refusals import RefusedError
from portal.storages import unnamed_files_removed
from showcase.lists.importing.announcing import Notice, applied_to, begin_announcement, known_import
from showcase.lists.importing.deciding import Rules
from showcase.lists.importing.list_rows import Reading
from showcase.lists.importing.models import ListImport
from showcase.lists.importing.runs import Target, Upload, read_uploads, start_import
from showcase.lists.importing.sheets import Progress, unwatched
from showcase.lists.models import AnnouncementPage
from showcase.vocabulary.models import Programme, Region

_ATTACHMENT = re.compile(r"^附(件|表)\s*\d*\s*[:：]?\s*")


@dataclass(frozen=True, slots=True)
class Request:
    """What an officer asks for: the files, and a `notice` to begin or an `announcement` to fill (exactly one)."""

    uploads: tuple[Upload, ...]
    programme: Programme
    notice: Notice | None = None
    announcement: AnnouncementPage | None = None
    region: Region | None = None
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True)
class Begun:
    """The import; `is_new` is False where the same files were imported before and nothing was changed."""

    list_import: ListImport
    is_new: bool


def begin_import(request: Request, user: Any = None, progress: Progress = unwatched) -> Begun:
    """Read the files that are new and start an import of them; raises RefusedError and then leaves nothing behind."""
    announcement = request.announcement
    if announcement is not None and (announcement.is_locked or announcement.live):
        raise RefusedError(_("This list is published: its rows are fixed. Record a correction as a new event."))
    uploads = _distinct(request.uploads)
    known = {upload.sha256: found for upload in uploads if (found := _known(request, upload)) is not None}
    fresh = [upload for upload in uploads if upload.sha256 not in known]
    if not fresh:
        return Begun(next(iter(known.values())), is_new=False)
    reading = read_uploads(fresh, progress)
    with unnamed_files_removed(), transaction.atomic():
        target = Target(
            announcement or begin_announcement(_titled(request, reading), user),
            request.programme,
            request.region,
            made_announcement=announcement is None,
        )
        return Begun(start_import(target, fresh, reading, request.rules, user), is_new=True)


def _known(request: Request, upload: Upload) -> ListImport | None:
    if request.announcement is not None:
        found = applied_to(request.announcement, upload.sha256)
    else:
        assert request.notice is not None  # noqa: S101 - one of the two is given
        found = known_import(request.notice, upload.sha256)
    return found.list_import if found is not None else None


def _distinct(uploads: Sequence[Upload]) -> tuple[Upload, ...]:
    """Each content once; two files of one name could not be told apart in the report."""
    by_content = {upload.sha256: upload for upload in uploads}
    names = [upload.name for upload in by_content.values()]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise RefusedError(_("Two different files are called %(name)s: rename one.") % {"name": twice})
    return tuple(by_content.values())


def _titled(request: Request, reading: Reading) -> Notice:
    """The notice, under the title that stands above its only list where the officer gave none."""
    notice = request.notice
    assert notice is not None  # noqa: S101 - only called without an announcement
    titles = {table.title for table in reading.tables if table.title}
    if notice.title or len(titles) != 1 or len(reading.tables) != 1:
        return notice
    title = _ATTACHMENT.sub("", titles.pop())
    return replace(notice, title=title[:255] if "名单" in title else "")
