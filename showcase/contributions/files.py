"""Keeps the files of contributions encrypted until they are taken over, and erases them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from portal.accounts import pace
from showcase.contributions.models import FOLDER, ContributionFile
from showcase.inbox.models import Submission
from showcase.objections.sealed import seal
from showcase.objections.storage import PrivateStorage

MOST_PICTURES = 10
# A case has some ten pictures, each perhaps replaced once; checking one takes a second of a processor.
_LIMITS = (pace.Limit(dt.timedelta(days=1), 40),)
_UNFINISHED = dt.timedelta(days=1)  # a newer file may belong to a form that is being saved


def take_a_turn(submission: Submission) -> None:
    """Count one file; raises pace.TooOften where that is one too many for a day."""
    pace.take_a_turn(pace.digest("contribution_file", submission.number), _LIMITS)


def keep(submission: Submission, upload: UploadedFile) -> dict[str, Any]:
    """Store a checked file encrypted; return its key and the name it was sent with."""
    row = ContributionFile(submission=submission)
    upload.seek(0)
    row.file.save(f"{FOLDER}/{uuid.uuid4().hex}.sealed", ContentFile(seal(upload.read())), save=False)
    row.save()
    return {"file": row.pk, "name": PurePath(upload.name or "").name[:120]}


def drop(submission: Submission, keys: list[int]) -> None:
    """Erase these files of a contribution, after the commit."""
    submission.files.filter(pk__in=keys).delete()


def erase(keys: Collection[int]) -> None:
    """Erase all files of these contributions, after the commit."""
    ContributionFile.objects.filter(submission__in=keys).delete()


def sweep() -> None:
    """Erase files that no row names, left behind by an interrupted request; a duty of the worker."""
    storage = PrivateStorage()
    try:
        _folders, files = storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    named = set(ContributionFile.objects.values_list("file", flat=True))
    for name in sorted({f"{FOLDER}/{file}" for file in files} - named):
        if storage.get_modified_time(name) < timezone.now() - _UNFINISHED:
            storage.erase(name)
