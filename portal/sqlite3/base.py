"""Django looks for `DatabaseWrapper` in a module of this name."""

from __future__ import annotations

import os
from typing import Any

from django.db.backends.sqlite3 import base


def _identity(path: str) -> tuple[int, int] | None:
    """Which file stands at the path now; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - called once a request, where a Path costs as much as the call
    except OSError:
        return None
    return found.st_dev, found.st_ino


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is kept between requests, as long as the file it was opened on is still the one in place."""

    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        opened = super().get_new_connection(conn_params)
        self._opened = _identity(self.settings_dict["NAME"])
        return opened

    def is_usable(self) -> bool:
        """Asked before the first query of a request (CONN_HEALTH_CHECKS)."""
        return self.is_in_memory_db() or self._opened == _identity(self.settings_dict["NAME"])
