"""The register's index of this process, and how it follows the register."""

from __future__ import annotations

import threading

from django.utils import timezone

from portal import content_version
from showcase.enterprises.merging.models import recorded_merges
from showcase.enterprises.models import Enterprise
from showcase.lists.register_index import Around, RegisterIndex
from showcase.lists.register_rows import names_of_duplicates, public_lists, resting_on, span_rows
from showcase.lists.touched import touched_between

_lock = threading.Lock()
_KEY = "register-index"


def current_index() -> RegisterIndex:
    """The index of the register as it is now; brought up by the first who asks after a change, one at a time.

    In the memory of this process alone: a mark in a common cache would be shared by all who were forked from one.
    """
    version = content_version.current_register()
    with _lock:
        known, index = _brought_up(version)
        if ended := _ended_by_the_clock() & index.units.keys():
            index = followed(index, ended)
        return content_version.keep(_KEY, known, index)


def _brought_up(version: int) -> tuple[int, RegisterIndex]:
    """The index at this version of the register, or at a newer one that this process has seen, and which that is."""
    kept: tuple[int, RegisterIndex] | None = content_version.last_kept(_KEY)
    if kept is None:
        return version, made_index()
    known, index = kept
    if known < version:
        return version, _following(index, known, version)
    if version < known and content_version.stored_register() < known:  # a backup took the database's place
        return version, made_index()
    return known, index  # a request that began before the change takes the newer one


def _ended_by_the_clock() -> set[int]:
    """Enterprises whose end has passed and which no worker has written down as ended; no query while none has."""
    _version, passed = content_version.now()
    if not passed:
        return set()
    over = Enterprise.objects.filter(live=True, expire_at__lte=timezone.now())
    return set(over.values_list("pk", flat=True))


def made_index() -> RegisterIndex:
    """From nothing."""
    around = _around()
    return RegisterIndex.of(span_rows(around.lists), around)


def followed(index: RegisterIndex, touched: set[int]) -> RegisterIndex:
    """The next index, when these enterprises were touched; an announcement that came or went touches all it lists."""
    around = _around()
    before, now = index.around.lists, around.lists
    touched = touched | resting_on({pk for pk in before.keys() | now.keys() if before.get(pk) != now.get(pk)})
    return index.renewed(touched, span_rows(around.lists, touched), around)


def _following(index: RegisterIndex, known: int, version: int) -> RegisterIndex:
    touched = touched_between(known, version)
    return made_index() if touched is None else followed(index, touched)


def _around() -> Around:
    """Read before the spans: what is committed in between is then seen in them or comes with the next version."""
    return Around(public_lists(), recorded_merges(), names_of_duplicates())
