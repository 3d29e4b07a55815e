"""Where sealed evidence lies: below OBJECTIONS_ROOT, where no address leads."""

from __future__ import annotations

from typing import NoReturn

from django.utils.deconstruct import deconstructible

from portal import storages


@deconstructible(path="showcase.objections.storage.PrivateStorage")
class PrivateStorage(storages.PrivateStorage):
    """Sealed evidence of objections."""

    root = "OBJECTIONS_ROOT"

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("Evidence has no address")
