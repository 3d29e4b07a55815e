"""Where sealed evidence lies: below OBJECTIONS_ROOT, where no address leads."""

from __future__ import annotations

import os
from typing import NoReturn

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="showcase.objections.storage.PrivateStorage")
class PrivateStorage(FileSystemStorage):
    """Files readable by the site's own user alone."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        return str(settings.OBJECTIONS_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)  # noqa: PTH100 - what FileSystemStorage compares with

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("Evidence has no address")
