"""Counters that move with every change a reader can see; cached pages and counts carry them in their key."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from asgiref.local import Local
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import models, transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save

from portal import expiry

T = TypeVar("T")
_request = Local()


# Rows of the table: everything public; the vocabulary alone, and the register alone, which change seldom and are
# costly to index.
CONTENT, VOCABULARY, REGISTER = 1, 2, 3
LEAP = 1_000_000_000


class ContentVersion(models.Model):
    """A row a counter. Counters, not times: two changes in one second differ."""

    value = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.value)


def current() -> int:
    """The version of what is public now: one query, and one in a whole request.

    A page is put together from many cached parts; all of them are asked for under the same version.
    """
    return _versions().get(CONTENT, 0)


def now() -> tuple[int, int]:
    """What is public at this moment, as a key: the version, and how many expiry dates have passed under it.

    Where the worker is slow or dead, a page that has expired is still written down as live: no version moves.
    """
    version = current()
    return version, expiry.passed(version)


def _versions() -> dict[int, int]:
    """Counter → value, of all counters."""
    kept: dict[int, int] | None = getattr(_request, "versions", None)
    if kept is not None:
        return kept
    found = dict(ContentVersion.objects.values_list("pk", "value"))
    if getattr(_request, "is_running", False):
        _request.versions = found
    return found


def _begin(**kwargs: Any) -> None:
    _request.versions, _request.is_running = None, True


def _end(**kwargs: Any) -> None:
    _request.versions, _request.is_running = None, False


request_started.connect(_begin, dispatch_uid="content_version.begin")
request_finished.connect(_end, dispatch_uid="content_version.end")


def current_vocabulary() -> int:
    """The version of the vocabulary now; no query of its own where `current` was asked in this request."""
    return _versions().get(VOCABULARY, 0)


def current_register() -> int:
    """The version of what the register is answered from; no query of its own, as above."""
    return _versions().get(REGISTER, 0)


def stored_register() -> int:
    """The register's version as the database has it at this moment, whatever this request read before."""
    return ContentVersion.objects.filter(pk=REGISTER).values_list("value", flat=True).first() or 0


def move() -> None:
    """Make every cached page and count out of date."""
    _advance(CONTENT)


def advance_register() -> int:
    """The register's next version. In a transaction the others wait for it, so versions come out in their order."""
    _advance(REGISTER)
    found = current_register()
    _request.versions = None  # the transaction may yet be rolled back
    return found


def _advance(counter: int) -> None:
    _request.versions = None
    if not ContentVersion.objects.filter(pk=counter).update(value=F("value") + 1):
        ContentVersion.objects.get_or_create(pk=counter)


def leap() -> None:
    """Move far past every version there ever was: the counters of a restored database have been given out before.

    The register's stays: processes follow it step by step, and those that ran before a restore are started anew.
    """
    _request.versions = None
    far = LEAP + secrets.randbelow(LEAP)  # the same backup may be restored again
    ContentVersion.objects.filter(pk__in=(CONTENT, VOCABULARY)).update(value=F("value") + far)


def move_on_commit(**kwargs: Any) -> None:
    """Signal receiver: move once after the transaction that changed something.

    After commit, because a counter row locked inside every publishing transaction would make publishers wait
    for, and dead-lock with, each other. A crash between commit and move leaves pages old for one minute at most
    (`PAGE_SECONDS` of the page cache).
    """
    if not kwargs.get("raw"):
        once_after_commit(_move_quietly)


def vocabulary_changed(**kwargs: Any) -> None:
    """Signal receiver for terms: both counters move after the transaction. Call it after a bulk change too."""
    if not kwargs.get("raw"):
        once_after_commit(_move_vocabulary_quietly)


def once_after_commit(moving: Callable[[], None]) -> None:
    """Do it after the transaction, before all else that waits for its end, however often it is asked for.

    A failure is logged, not raised.
    """
    connection = transaction.get_connection()
    if connection.in_atomic_block and any(function is moving for _, function, *_rest in connection.run_on_commit):
        return
    transaction.on_commit(moving, robust=True)
    if connection.in_atomic_block:
        # Before all others: whoever works after the commit must not read what was cached before the change.
        connection.run_on_commit.insert(0, connection.run_on_commit.pop())


def _move_quietly() -> None:
    move()


def _move_vocabulary_quietly() -> None:
    _advance(VOCABULARY)
    move()


def watch(*senders: type[models.Model]) -> None:
    """Let every change of these models move the version. Called from `AppConfig.ready`."""
    _connect(move_on_commit, senders)


def watch_vocabulary(*senders: type[models.Model]) -> None:
    """The same for terms, whose changes move the vocabulary's version too."""
    _connect(vocabulary_changed, senders)


def _connect(receiver: Callable[..., None], senders: tuple[type[models.Model], ...]) -> None:
    for sender in senders:
        for signal in (post_save, post_delete):
            name = f"content_version.{receiver.__name__}.{sender.__name__}"
            signal.connect(receiver, sender=sender, dispatch_uid=name)


def cached_by_version(key: str, compute: Callable[[], T], seconds: int = 3600) -> T:
    """The value of `compute()`, kept until something public changes (at most `seconds`)."""
    version, expired = now()
    full_key = f"content:{version}.{expired}:{key}"
    found = cache.get(full_key)
    if found is None:
        found = compute()
        cache.set(full_key, found, seconds)
    return found


# Key → version and value of what this process keeps itself; the keys are names in the code, so they are few.
_kept: dict[str, tuple[Hashable, Any]] = {}


def kept_in_process(key: str, version: Hashable, compute: Callable[[], T]) -> T:
    """The value of `compute()`, kept in this process while `version` stays (`now()` or another); never change it.

    For what every page reads: taken from the cache, a table of terms costs more to unpickle than to use.
    """
    kept = _kept.get(key)
    if kept is None or kept[0] != version:
        kept = _kept[key] = (version, compute())
    return cast(T, kept[1])


def last_kept(key: str) -> tuple[Any, Any] | None:
    """Version and value that this process kept last under the key, for what follows changes and is not made anew."""
    return _kept.get(key)


def keep(key: str, version: int, value: T) -> T:
    """Keep a value in this process, in place of what stood under the key."""
    _kept[key] = (version, value)
    return value


def forget() -> None:
    """Drop what this process keeps, whatever the versions say."""
    _kept.clear()
    expiry.forget()
