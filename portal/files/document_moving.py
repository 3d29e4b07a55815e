"""Moves the documents of an older installation from below MEDIA_ROOT to DOCUMENTS_ROOT."""

from __future__ import annotations

import filecmp
import logging
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.db import connection

from portal.files.media import Document
from portal.storages import DocumentStorage

logger = logging.getLogger(__name__)

FORMER_FOLDER = "documents"  # below MEDIA_ROOT


def move_documents(**kwargs: Any) -> list[str]:
    """Move each document's file that is still in the former folder; return the names of those that stay.

    A receiver of `post_migrate`, so that it also runs after an older backup is restored. At any moment each file is
    complete in one of the two places, even if the process is killed; the next run does the rest. Files that no row
    names stay.
    """
    former = Path(settings.MEDIA_ROOT) / FORMER_FOLDER
    if not former.is_dir() or Document._meta.db_table not in connection.introspection.table_names():
        return []
    kept = [name for name in Document.objects.values_list("file", flat=True) if not _moved(former, name)]
    for name in kept:
        logger.error("%s is in %s and differs from the file of that name in %s", name, former, settings.DOCUMENTS_ROOT)
    if not any(former.iterdir()):
        former.rmdir()
    return kept


def _moved(former: Path, name: str) -> bool:
    """Say whether the file is where it belongs, or in neither place."""
    storage = DocumentStorage()
    try:
        target = Path(storage.path(name))
    except SuspiciousFileOperation:
        return True  # not a name of one of our files
    source = former / target.relative_to(storage.location)
    if not source.is_file():
        return True
    if target.exists():
        if not filecmp.cmp(source, target, shallow=False):
            return False
        source.unlink()
        return True
    _move(source, target)
    return True


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A rename is whole or not at all only within one file system: across two, the copy is named when it is complete.
    unfinished = target.with_name(f".{target.name}.unfinished")
    shutil.copyfile(source, unfinished)
    unfinished.chmod(0o600)
    unfinished.replace(target)
    source.unlink()
