"""Storages of uploaded files: a file is deleted after the commit, and only if no row names it any more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar, NoReturn

from asgiref.local import Local
from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models, transaction
from django.utils.deconstruct import deconstructible

# What this request or command has written, or could not delete yet, inside `unnamed_files_removed`.
_written = Local()


class KeptWhileNamed(FileSystemStorage):
    """Deletes a file after the transaction, and only if no row names it then.

    Whoever deletes: Wagtail's forms delete the former file before they know that the row is saved, and its signals do
    so whatever else names the file. So a refused, failed or rolled back action changes nothing on disk.
    """

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        saved = super().save(name, content, max_length)
        self._look_again(saved)
        return saved

    def delete(self, name: str | None) -> None:
        """Delete after the commit; where the row is deleted in the same step, call this inside its transaction."""
        if not name:
            raise ValueError("The name must be given to delete().")
        self.delete_unnamed(name)

    def delete_unnamed(self, name: str) -> None:
        """Delete the file after the commit, unless a row names it then."""
        transaction.on_commit(partial(self._delete_now, name), robust=True)

    def erase(self, name: str) -> None:
        """Delete the bytes now, whatever names them: for what must not be kept, such as a list taken down."""
        super().delete(name)

    def _delete_now(self, name: str) -> None:
        if is_named(self, name):
            self._look_again(name)  # where no transaction is open, Django deletes the file before it saves the row
        else:
            self.erase(name)

    def _look_again(self, name: str) -> None:
        if (names := getattr(_written, "names", None)) is not None:
            names.append((self, name))


@deconstructible(path="portal.storages.MediaStorage")
class MediaStorage(KeptWhileNamed):
    """Pictures, below MEDIA_ROOT."""


class PrivateStorage(KeptWhileNamed):
    """Files below the folder in the setting `root`, which no address serves.

    Only the site's own user can read them, so that no other server on the machine serves them.
    """

    root: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        return str(getattr(settings, self.root))

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)  # noqa: PTH100 - what FileSystemStorage compares with


@deconstructible(path="portal.storages.DocumentStorage")
class DocumentStorage(PrivateStorage):
    """Documents; the view that serves them checks who may read them."""

    root = "DOCUMENTS_ROOT"

    def url(self, name: str | None) -> NoReturn:
        raise NotImplementedError("documents are served by their own view")  # what Wagtail's view expects to catch


def is_named(storage: Storage, name: str) -> bool:
    """Say whether a row of any model names this file of this storage."""
    return any(
        model._base_manager.filter(**{field.name: name}).exists()  # noqa: SLF001 - rows that a manager hides count too
        for model, field in _file_fields()
        if _folder(field.storage) == _folder(storage)
    )


def _file_fields() -> Iterator[tuple[type[models.Model], models.FileField]]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField):
                yield model, field


def _folder(storage: Storage) -> object:
    return getattr(storage, "location", storage)


@contextmanager
def unnamed_files_removed() -> Iterator[None]:
    """Delete files written in this block that no row names at the end, for example a refused upload.

    Put it around the transaction, not into it.
    """
    outer = getattr(_written, "names", None)
    names: list[tuple[KeptWhileNamed, str]] = []
    _written.names = names
    try:
        yield
    finally:
        _written.names = outer
        if outer is not None:
            outer.extend(names)  # an outer block may still roll back
        for storage, name in names:
            storage.delete_unnamed(name)
