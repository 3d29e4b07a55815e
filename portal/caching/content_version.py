"""Counters that move with every change a reader can see; cached pages and counts include them in their key."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from asgiref.local import Local
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection, models
from django.db.models import F
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.translation import get_language

from portal.caching import rendered
from portal.pages import expiry
from portal.running.after_commit import once_after_commit

T = TypeVar("T")
_request = Local()


@dataclass
class _Reading:
    """What the running request has read: the counters, and by key what was read under which version."""

    versions: dict[int, int] | None = None
    kept: dict[str, tuple[int, Any]] = field(default_factory=dict)


# Rows of the table: everything public; the vocabulary alone; and the register alone. The last two change seldom and are
# costly to index.
CONTENT, VOCABULARY, REGISTER = 1, 2, 3
LEAP = 1_000_000_000
# Written out: every page asks it first, and composing it took half the time of a page from the cache.
_STORED = 'SELECT "id", "value" FROM "portal_contentversion"'


class ContentVersion(models.Model):
    """One row per counter. Counters rather than times: two changes in one second differ."""

    value = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.value)


def current() -> int:
    """Return the version of what is public now; one query, at most one per request.

    A page is made of many cached parts; all of them are read under the same version.
    """
    return _versions().get(CONTENT, 0)


def now() -> tuple[int, int]:
    """Return a key of what is public at this moment: the version, and how many expiry dates have passed under it.

    While the worker is slow or stopped, an expired page is still stored as live and no version moves.
    """
    version = current()
    return version, expiry.passed(version)


def _versions() -> dict[int, int]:
    """Return counter → value, of all counters."""
    reading = _reading()
    if reading and reading.versions is not None:
        return reading.versions
    with connection.cursor() as cursor:
        cursor.execute(_STORED)
        found = dict(cursor.fetchall())
    if reading:
        reading.versions = found
    return found


def _reading() -> _Reading | None:
    """Return what the running request has read; None outside of requests."""
    return getattr(_request, "reading", None)


def _forget() -> None:
    """Have the running request read the counters again."""
    if reading := _reading():
        reading.versions = None


def once_per_request(key: str, read: Callable[[], T]) -> T:
    """Return what `read()` returned before in this request, under the same version; outside of requests read it."""
    reading = _reading()
    if not reading:
        return read()
    version, kept = current(), reading.kept
    if key not in kept or kept[key][0] != version:
        kept[key] = (version, read())
    return cast(T, kept[key][1])


def _begin(**kwargs: Any) -> None:
    _request.reading = _Reading()


def _end(**kwargs: Any) -> None:
    _request.reading = None


request_started.connect(_begin, dispatch_uid="content_version.begin")
request_finished.connect(_end, dispatch_uid="content_version.end")


def current_vocabulary() -> int:
    """Return the version of the vocabulary; no further query where `current` was called in this request."""
    return _versions().get(VOCABULARY, 0)


def current_register() -> int:
    """Return the version of the register's data; no further query, as above."""
    return _versions().get(REGISTER, 0)


def stored_register() -> int:
    """Return the register's version as stored at this moment, whatever this request read before."""
    return ContentVersion.objects.filter(pk=REGISTER).values_list("value", flat=True).first() or 0


def move() -> None:
    """Outdate every cached page and count."""
    _advance(CONTENT)


def advance_register() -> int:
    """Return the register's next version. Other transactions wait for this one, so versions are in order."""
    _advance(REGISTER)
    found = current_register()
    _forget()  # the transaction may yet be rolled back
    return found


def _advance(counter: int) -> None:
    _forget()
    if not ContentVersion.objects.filter(pk=counter).update(value=F("value") + 1):
        ContentVersion.objects.get_or_create(pk=counter)


def leap() -> None:
    """Move far past every version that was ever used: a restored database has given out its counters before.

    The register's counter stays: processes follow it step by step, and those from before a restore are restarted.
    """
    _forget()
    far = LEAP + secrets.randbelow(LEAP)  # the same backup may be restored again
    ContentVersion.objects.filter(pk__in=(CONTENT, VOCABULARY)).update(value=F("value") + far)


def move_on_commit(**kwargs: Any) -> None:
    """Move once after the transaction that changed something; a signal receiver.

    After the commit, because a counter row locked inside every publishing transaction would make publishers wait for
    each other, and deadlock. A crash between commit and move leaves pages outdated for one minute at most
    (`PAGE_SECONDS` of the page cache).
    """
    if not kwargs.get("raw"):
        once_after_commit(move)


def vocabulary_changed(**kwargs: Any) -> None:
    """Move both counters after the transaction; a signal receiver for terms. Call it after a bulk change."""
    if not kwargs.get("raw"):
        once_after_commit(move_vocabulary)


def move_vocabulary() -> None:
    """Outdate what is cached of the vocabulary, and every page and count."""
    _advance(VOCABULARY)
    move()


def watch(*senders: type[models.Model]) -> None:
    """Let every change of these models move the version. Called from `AppConfig.ready`.

    `portal.apps` does so for every page type; each app for its other models that a reader can see.
    """
    _connect(move_on_commit, senders)


def watch_vocabulary(*senders: type[models.Model]) -> None:
    """Let every change of these terms move the vocabulary's version too."""
    _connect(vocabulary_changed, senders)


def _connect(receiver: Callable[..., None], senders: tuple[type[models.Model], ...]) -> None:
    for sender in senders:
        for signal in (post_save, post_delete):
            name = f"content_version.{receiver.__name__}.{sender.__name__}"
            signal.connect(receiver, sender=sender, dispatch_uid=name)


def cached_by_version(key: str, compute: Callable[[], T], seconds: int = 3600) -> T:
    """Return the value of `compute()`, cached until something public changes (at most `seconds`)."""
    version, expired = now()
    full_key = f"content:{version}.{expired}:{key}"
    found = cache.get(full_key)
    if found is None:
        found = compute()
        cache.set(full_key, found, seconds)
    return found


# Key → (version, value) of what this process caches itself; the keys are names in the code, so they are few.
_kept: dict[str, tuple[Hashable, Any]] = {}


def kept_in_process(key: str, version: Hashable, compute: Callable[[], T]) -> T:
    """Return the value of `compute()`, cached in this process while `version` stays; never change it.

    For what every page reads: a table of terms costs more to unpickle from the cache than to use.
    """
    kept = _kept.get(key)
    if kept is None or kept[0] != version:
        kept = _kept[key] = (version, compute())
    return cast(T, kept[1])


KEPT_SECONDS = 600
"""A change that moved no version (a process that died before it could) shows after so many seconds at the latest."""
# Name → (what was public when it was begun, key → value, the same of before).
_shelves: dict[str, tuple[Hashable, dict[Hashable, Any], dict[Hashable, Any]]] = {}


def kept_each(name: str, key: Hashable, compute: Callable[[], T], most: int = 500) -> T:
    """Return the value of `compute()`, kept in this process for the language until something public changes.

    At most KEPT_SECONDS, and not beyond midnight, so it may depend on the date, and must not depend on the hour.
    `most`: how many keys are kept; one more, and all of them are dropped. Never change what is returned.
    """
    return kept_many(name, [key], lambda _keys: {key: compute()}, most)[key]


def kept_many(
    name: str, keys: Sequence[Hashable], compute: Callable[[list[Any]], Mapping[Any, T]], most: int = 500
) -> dict[Any, T]:
    """Return key → value as `kept_each` does, for several keys: `compute` gets those that are not kept.

    Keys without a value are left out. Inside a transaction nothing is kept: what it wrote may be rolled back. A value
    that equals the one of before is that object again, so that what was rendered of it stays (`rendered`).
    """
    if connection.in_atomic_block:
        return dict(compute(list(keys)))
    shelf, before = _shelf(name, most)
    language = get_language()
    missing = [key for key in keys if (language, key) not in shelf]
    for key, value in (compute(missing) if missing else {}).items():
        former = before.get((language, key))
        shelf[language, key] = former if former == value else value
    return {key: shelf[language, key] for key in keys if (language, key) in shelf}


def _shelf(name: str, most: int) -> tuple[dict[Hashable, Any], dict[Hashable, Any]]:
    """Return what is kept under the name, and what was kept before that."""
    state = (*now(), timezone.localdate(), int(time.time() // KEPT_SECONDS))
    held = _shelves.get(name)
    if held is None or held[0] != state or len(held[1]) >= most:
        held = _shelves[name] = (state, {}, held[1] if held else {})
    return held[1], held[2]


def last_kept(key: str) -> tuple[Any, Any] | None:
    """Return version and value last cached under the key, for values that are updated instead of recomputed."""
    return _kept.get(key)


def keep(key: str, version: int, value: T) -> T:
    """Cache a value in this process, in place of the previous one under the key."""
    _kept[key] = (version, value)
    return value


def forget() -> None:
    """Drop everything that this process caches, whatever the versions."""
    _kept.clear()
    _shelves.clear()
    rendered.forget()
    expiry.forget()
