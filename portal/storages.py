"""Where uploaded files lie, and when they go: after the commit, and only when no row names them any more."""

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

# What this request or command has written, or could not delete yet, while `unnamed_files_removed` is at work.
_written = Local()


class KeptWhileNamed(FileSystemStorage):
    """Deletes a file after the transaction, and only when no row names it then.

    Whoever asks: Wagtail's forms delete the former file before they know that the row is saved, and its signals
    whatever else names it. So a refused, failed or rolled back action changes nothing on the disk.
    """

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        saved = super().save(name, content, max_length)
        self._look_again(saved)
        return saved

    def delete(self, name: str | None) -> None:
        """Have it removed after the commit; where the row goes in the same step, call this inside its transaction."""
        if not name:
            raise ValueError("The name must be given to delete().")
        self.delete_unnamed(name)

    def delete_unnamed(self, name: str) -> None:
        """Remove the file after the commit, unless a row names it then."""
        transaction.on_commit(partial(self._delete_now, name), robust=True)

    def erase(self, name: str) -> None:
        """Remove the bytes now, whatever names them: for what must not be kept, such as a list that is taken down."""
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
    """Files below the folder that the setting `root` names, where no address leads.

    Readable by the site's own user alone, so that no other server on the machine hands them out.
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
    """Documents; the view that serves them asks who may read them."""

    root = "DOCUMENTS_ROOT"

    def url(self, name: str | None) -> NoReturn:
        raise NotImplementedError("documents are served by their own view")  # what Wagtail's view expects to catch


def is_named(storage: Storage, name: str) -> bool:
    """Whether a row of any model names this file of this storage."""
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
    """Remove what is written meanwhile and named by no row in the end: a refused upload leaves nothing behind.

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
            outer.extend(names)  # whoever stands around this may yet roll back
        for storage, name in names:
            storage.delete_unnamed(name)
