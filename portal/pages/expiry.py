"""The moments at which objects expire: they stop being public without any write or signal.

What is cached under a content version holds only until the next of them.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

_models: list[type[Model]] = []
_kept: tuple[int, tuple[dt.datetime, ...]] | None = None


def watch(*models: type[Model]) -> None:
    """Include `expire_at` of these models (`DraftStateMixin`). Called from `AppConfig.ready`."""
    for model in models:
        if model not in _models:
            _models.append(model)


def passed(version: int) -> int:
    """Return how many of the moments known under this content version have passed.

    When this number changes, so does what is public. One query for each version, then none.
    """
    return bisect_right(_moments(version), timezone.now())


def _moments(version: int) -> tuple[dt.datetime, ...]:
    """Return the moments in order, past ones included."""
    global _kept  # noqa: PLW0603 - kept in this process under its version
    if _kept is None or _kept[0] != version:
        _kept = version, tuple(sorted(_read()))
    return _kept[1]


def _read() -> list[dt.datetime]:
    rows: list[QuerySet[Any, Any]] = [
        model._default_manager.filter(live=True, expire_at__isnull=False).order_by().values_list("expire_at", flat=True)  # noqa: SLF001 - Django's public way
        for model in _models
    ]
    return list(rows[0].union(*rows[1:])) if rows else []


def forget() -> None:
    """Drop what this process caches."""
    global _kept  # noqa: PLW0603 - see above
    _kept = None


def _written(instance: Any, **kwargs: Any) -> None:
    """Drop the cache after a write, so that a new date counts for its writer before the commit."""
    if isinstance(instance, tuple(_models)):
        forget()


for _signal in (post_save, post_delete):
    _signal.connect(_written, dispatch_uid="portal.pages.expiry.written")
