"""Where sealed evidence lies: below OBJECTIONS_ROOT, where no address leads."""

from __future__ import annotations

from typing import NoReturn

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from portal import storages


@deconstructible(path="showcase.objections.storage.PrivateStorage")
class PrivateStorage(storages.PrivateStorage):
    """Sealed evidence of objections."""

    root = "OBJECTIONS_ROOT"

    def delete(self, name: str | None) -> None:
        """Erase at once: an objection whose evidence cannot be erased stays, so the file goes before its row."""
        FileSystemStorage.delete(self, name)

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("Evidence has no address")
