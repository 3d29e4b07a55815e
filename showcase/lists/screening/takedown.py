"""Takes an original file down: one officer requests it, another confirms; hash, reason and date stay public."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.models import Document
from portal.refusals import RefusedError
from portal.storages import DocumentStorage, unnamed_files_removed
from showcase.lists.importing.models import ListAttachment
from showcase.lists.printing.models import AnnouncementPdf
from showcase.lists.screening.models import FileTakedown
from showcase.lists.states import shown_moment
from showcase.objections.sealed import seal

REQUESTED, CONFIRMED, DECLINED = (f"showcase.takedown_{done}" for done in ("requested", "confirmed", "declined"))


@transaction.atomic
def request_takedown(attachment: ListAttachment, user: Any, reason: str) -> FileTakedown:
    """Request a takedown; nothing changes in public.

    Raises RefusedError without a reason, and where it was requested before.
    """
    if not reason.strip():
        raise RefusedError(_("Say why the file is taken down: readers see the reason."))
    if FileTakedown.objects.filter(sha256=attachment.sha256).exists():
        raise RefusedError(_("The takedown of this file has already been requested."))
    asked = FileTakedown.objects.create(
        attachment=attachment,
        sha256=attachment.sha256,
        file_hash=attachment.document.get_file_hash(),
        reason=reason.strip(),
        requested_by=user,
    )
    _log(asked, REQUESTED, user)
    return asked


def confirm_takedown(asked: FileTakedown, user: Any) -> FileTakedown:
    """Take every copy of the file down: sealed, its public bytes deleted after the commit.

    Raises RefusedError for the user who requested it, and where it is done already.
    """
    with unnamed_files_removed(), transaction.atomic():
        asked = FileTakedown.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        if asked.is_confirmed:
            raise RefusedError(_("This file is taken down."))
        if asked.requested_by_id == user.pk:
            raise RefusedError(_("Another person must confirm: nobody may take down a file alone."))
        documents = _copies(asked)
        content = next(filter(None, map(_bytes_of, documents)), b"")
        asked.sealed.save(f"{asked.sha256}.sealed", ContentFile(seal(content)), save=False)
        asked.confirmed_by, asked.confirmed_at = user, timezone.now()
        asked.save()
        page = asked.attachment.list_import.announcement
        AnnouncementPdf.objects.filter(page__translation_key=page.translation_key).delete()
        _log(asked, CONFIRMED, user)
        for document in documents:
            transaction.on_commit(partial(DocumentStorage().erase, str(document.file.name)))
    return asked


@transaction.atomic
def decline_takedown(asked: FileTakedown, user: Any) -> None:
    """Delete the request and leave the file; the notice's history keeps the request. RefusedError if confirmed."""
    asked = FileTakedown.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if asked.is_confirmed:
        raise RefusedError(_("This file is taken down."))
    _log(asked, DECLINED, user)
    asked.delete()


def takedown_of(document: Document) -> FileTakedown | None:
    """Return the confirmed takedown of this document's content, under any name; one query."""
    taken = FileTakedown.objects.filter(confirmed_at__isnull=False)
    by_list = taken.filter(sha256__in=ListAttachment.objects.filter(document=document).values("sha256"))
    by_hash = taken.filter(file_hash=document.file_hash).exclude(file_hash="")
    return (by_list | by_hash).first()


def refuse_taken_down(document: Document, request: HttpRequest) -> HttpResponse | None:
    """Return 410 with hash, reason and date in both languages, for everybody; None if it may be served."""
    taken = takedown_of(document)
    if taken is None or taken.confirmed_at is None:
        return None
    sentences = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            sentences.append((language, taken_down_text(taken)))
    context = {"sentences": sentences, "taken": taken, "noindex": True, "page_title": document.title}
    answer = render(request, "showcase/file_taken_down.html", context, status=410)
    answer["Cache-Control"] = "no-store"
    return answer


def taken_down_text(taken: FileTakedown) -> str:
    """Return when it was taken down, in the active language."""
    moment = shown_moment(taken.confirmed_at) if taken.confirmed_at else ""
    return _("This file was taken down on %(moment)s.") % {"moment": moment}


def refuse_known(digests: list[str]) -> None:
    """Raise RefusedError where one of these SHA-256 was taken down, even under another name."""
    taken = FileTakedown.objects.filter(sha256__in=digests, confirmed_at__isnull=False).first()
    if taken is not None:
        raise RefusedError(
            _("%(name)s was taken down: %(reason)s") % {"name": taken.attachment.name, "reason": taken.reason}
        )


def _copies(asked: FileTakedown) -> list[Document]:
    """Return every document with this content; an attachment names its own."""
    by_list = Document.objects.filter(list_attachment__sha256=asked.sha256)
    by_hash = Document.objects.filter(file_hash=asked.file_hash).exclude(file_hash="")
    return list((by_list | by_hash).distinct())


def _bytes_of(document: Document) -> bytes:
    try:
        with document.open_file() as file:
            return bytes(file.read())
    except OSError:
        return b""


def _log(asked: FileTakedown, action: str, user: Any) -> None:
    page = asked.attachment.list_import.announcement
    values = {"file": asked.attachment.name, "sha256": asked.sha256, "reason": asked.reason}
    log(instance=page, action=action, user=user, data=values)
