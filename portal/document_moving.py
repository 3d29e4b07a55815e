"""Brings the documents of an older installation, which lay below MEDIA_ROOT, to DOCUMENTS_ROOT."""

from __future__ import annotations

import filecmp
import logging
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.db import connection

from portal.media import Document
from portal.storages import DocumentStorage

logger = logging.getLogger(__name__)

FORMER_FOLDER = "documents"  # below MEDIA_ROOT


def move_documents(**kwargs: Any) -> list[str]:
    """Move the file of each document that still lies in the former folder; the names of those that could not be moved.

    Receiver of `post_migrate`, so that it also serves who restores an older backup. Each file is whole in one of the
    two places at any moment, whenever this is killed; again, it does the rest. What no row names is left where it is.
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
    """Whether the file is where it belongs, or in neither place."""
    storage = DocumentStorage()
    try:
        target = Path(storage.path(name))
    except SuspiciousFileOperation:
        return True  # a name of no file of ours
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
