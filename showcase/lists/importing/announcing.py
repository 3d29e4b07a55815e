"""The pending announcement that an import fills: a new draft, or one that the officer has begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from wagtail.models import Locale

from portal.models import Document
from portal.pages.visibility import public_pages
from portal.text.dates import PartialDate
from showcase.lists.choices import AnnouncementKind, Coverage
from showcase.lists.importing.models import ImportState, ListAttachment
from showcase.lists.models import AnnouncementIndexPage, AnnouncementPage
from showcase.vocabulary.models import Level, Programme

_LIST_NAMES = {
    AnnouncementKind.PROPOSAL: "名单公示",
    AnnouncementKind.FINAL: "名单",
    AnnouncementKind.ADJUSTMENT: "动态调整名单",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What the officer states about a list before its file is read.

    `title` may be empty; `effective`: a partial date.
    """

    programme: Programme
    level: Level
    year: int
    kind: str
    basis: str
    effective: PartialDate
    batch: str = ""
    title: str = ""
    issuer: str = ""
    document_number: str = ""
    is_example: bool = False

    @property
    def shown_title(self) -> str:
        """The printed title, else year, level, programme and kind in Chinese."""
        if self.title:
            return self.title
        when = self.batch or f"{self.year}年度"
        return f"{when}{self.level.zh}{self.programme.zh}{_LIST_NAMES[AnnouncementKind(self.kind)]}"


def begin_announcement(notice: Notice, user: Any = None) -> AnnouncementPage:
    """Create a draft of the announcement in the Chinese section, with its first revision."""
    page = AnnouncementPage(
        title=notice.shown_title,
        live=False,
        owner=user,
        kind=notice.kind,
        level=notice.level,
        year=notice.year,
        batch=notice.batch,
        issuer=notice.issuer,
        document_number=notice.document_number,
        basis=notice.basis,
        coverage=Coverage.UNKNOWN,
        effective_on=notice.effective.last_day,
        effective_precision=notice.effective.precision,
        is_example=notice.is_example,
    )
    section = AnnouncementIndexPage.objects.get(locale=Locale.get_default())
    section.add_child(instance=page)
    page.save_revision(user=user)
    return page


def known_import(notice: Notice, digest: str) -> ListAttachment | None:
    """Return the file with this SHA-256 from an earlier import for the same kind of list; None if it is new."""
    found = ListAttachment.objects.filter(
        sha256=digest,
        list_import__announcement__kind=notice.kind,
        list_import__announcement__level=notice.level,
        list_import__announcement__year=notice.year,
        list_import__announcement__batch=notice.batch,
        list_import__programme=notice.programme,
    )
    return found.select_related("list_import__announcement").order_by("pk").first()


def applied_to(announcement: AnnouncementPage, digest: str) -> ListAttachment | None:
    """Return the file with this SHA-256 from an earlier import for this announcement; None if it is new."""
    found = ListAttachment.objects.filter(sha256=digest, list_import__announcement=announcement)
    return found.select_related("list_import__announcement").order_by("pk").first()


def public_attachments(announcement: AnnouncementPage) -> list[ListAttachment]:
    """Return the original files of an announcement, oldest first."""
    found = ListAttachment.objects.filter(
        list_import__announcement=announcement, list_import__state=ImportState.APPLIED
    )
    return list(found.select_related("document"))


def is_public(attachment: ListAttachment) -> bool:
    """Say whether readers may have the file: its rows are in the announcement, which is public."""
    shown = public_pages(AnnouncementPage.objects.filter(pk=attachment.list_import.announcement_id))
    return attachment.list_import.is_applied and shown.filter(locale__language_code=settings.LANGUAGE_CODE).exists()


def is_public_list_file(document: Document) -> bool:
    """Say whether a document is the original file of a list that readers may have."""
    attachment = ListAttachment.objects.filter(document=document).select_related("list_import").first()
    return attachment is not None and is_public(attachment)
