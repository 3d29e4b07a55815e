"""The engine's `DatabaseWrapper`, in the module where Django expects it."""

from __future__ import annotations

import os
from typing import Any

from django.db.backends.sqlite3 import base


def _identity(path: str) -> tuple[int, int] | None:
    """Return device and inode of the file at the path; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - called once a request, where a Path costs as much as the call
    except OSError:
        return None
    return found.st_dev, found.st_ino


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection kept between requests while the file it was opened on is still in place."""

    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        opened = super().get_new_connection(conn_params)
        self._opened = _identity(self.settings_dict["NAME"])
        return opened

    def is_usable(self) -> bool:
        """Say whether the file is still the same; called before a request's first query."""
        return self.is_in_memory_db() or self._opened == _identity(self.settings_dict["NAME"])
