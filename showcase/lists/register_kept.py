"""The register's index of this process, and how it follows the register."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass

from django.core.cache import cache

from portal import content_version
from showcase.enterprises.merging.models import recorded_merges
from showcase.lists.register_index import Around, RegisterIndex
from showcase.lists.register_rows import names_of_duplicates, public_lists, resting_on, span_rows
from showcase.lists.touched import touched_between


@dataclass(frozen=True)
class Kept:
    """An index, the version that it is of, and the mark under which the cache knows it: clearing the cache ends it."""

    mark: str
    version: int
    index: RegisterIndex


_lock = threading.Lock()
_kept: list[Kept] = []
_process = secrets.token_hex(8)


def current_index() -> RegisterIndex:
    """The index of the register as it is now; brought up by the first who asks after a change, one at a time."""
    version, key = content_version.current_register(), f"register-index:{_process}"
    with _lock:
        mark = cache.get(key)
        if mark is None or not _kept or _kept[0].mark != mark:
            mark = secrets.token_hex(8)
            _kept[:] = [Kept(mark, version, made_index())]
            cache.set(key, mark, None)
        elif _kept[0].version < version:  # a request that began before the change takes the newer one
            _kept[:] = [Kept(mark, version, _following(_kept[0], version))]
        return _kept[0].index


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


def _following(kept: Kept, version: int) -> RegisterIndex:
    touched = touched_between(kept.version, version)
    return made_index() if touched is None else followed(kept.index, touched)


def _around() -> Around:
    """Read before the spans: what is committed in between is then seen in them or comes with the next version."""
    return Around(public_lists(), recorded_merges(), names_of_duplicates())
