"""The storage of encrypted evidence: below OBJECTIONS_ROOT, which no address serves."""

from __future__ import annotations

from typing import NoReturn

from django.utils.deconstruct import deconstructible

from portal import storages


@deconstructible(path="showcase.objections.storage.PrivateStorage")
class PrivateStorage(storages.PrivateStorage):
    """Encrypted evidence of objections."""

    root = "OBJECTIONS_ROOT"

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("Evidence has no address")
