"""The register's index of this process, and how it follows changes of the register."""

from __future__ import annotations

import threading

from django.utils import timezone

from portal.caching import content_version
from showcase.enterprises.merges import recorded_merges
from showcase.enterprises.models import Enterprise
from showcase.lists.register.index import RegisterContext, RegisterIndex
from showcase.lists.register.rows import names_of_duplicates, public_lists, resting_on, span_rows
from showcase.lists.register.touched import touched_between

_lock = threading.Lock()
_KEY = "register-index"


def current_index() -> RegisterIndex:
    """Return the index of the register now; after a change the first caller updates it, one at a time.

    Only in the memory of this process: a mark in a common cache would be shared by all processes forked from one.
    """
    version = content_version.current_register()
    with _lock:
        known, index = _brought_up(version)
        if ended := _ended_by_the_clock() & index.units.keys():
            index = followed(index, ended)
        return content_version.keep(_KEY, known, index)


def _brought_up(version: int) -> tuple[int, RegisterIndex]:
    """Return the index at this version of the register, or at a newer one this process has seen, and its version."""
    kept: tuple[int, RegisterIndex] | None = content_version.last_kept(_KEY)
    if kept is None:
        return version, made_index()
    known, index = kept
    if known < version:
        return version, _following(index, known, version)
    if version < known and content_version.stored_register() < known:  # a backup replaced the database
        return version, made_index()
    return known, index  # a request that began before the change takes the newer one


def _ended_by_the_clock() -> set[int]:
    """Return enterprises that have expired and are still stored as live; no query while there are none."""
    _version, passed = content_version.now()
    if not passed:
        return set()
    over = Enterprise.objects.filter(live=True, expire_at__lte=timezone.now())
    return set(over.values_list("pk", flat=True))


def made_index() -> RegisterIndex:
    """Make the index from all stored spans."""
    context = _context()
    return RegisterIndex.of(span_rows(context.lists), context)


def followed(index: RegisterIndex, touched: set[int]) -> RegisterIndex:
    """Return the next index after these enterprises were touched; a changed announcement touches all it lists."""
    context = _context()
    before, now = index.context.lists, context.lists
    touched = touched | resting_on({pk for pk in before.keys() | now.keys() if before.get(pk) != now.get(pk)})
    return index.renewed(touched, span_rows(context.lists, touched), context)


def _following(index: RegisterIndex, known: int, version: int) -> RegisterIndex:
    touched = touched_between(known, version)
    return made_index() if touched is None else followed(index, touched)


def _context() -> RegisterContext:
    """Read what the index depends on, before the spans: a commit in between shows in them or in the next version."""
    return RegisterContext(public_lists(), recorded_merges(), names_of_duplicates())
