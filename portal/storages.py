"""Where uploaded files lie."""

from __future__ import annotations

import os
from typing import NoReturn

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="portal.storages.DocumentStorage")
class DocumentStorage(FileSystemStorage):
    """Documents, below DOCUMENTS_ROOT: no address leads there but the view that asks who may read them.

    Readable by the site's own user alone, so that no other server on the machine hands them out.
    """

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        return str(settings.DOCUMENTS_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)  # noqa: PTH100 - what FileSystemStorage compares with

    def url(self, name: str | None) -> NoReturn:
        raise NotImplementedError("documents are served by their own view")  # what Wagtail's view expects to catch
