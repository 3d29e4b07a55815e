"""The outbox: saying in the same transaction that a story changed, and having it applied after the commit."""

from collections.abc import Iterable

from django.db import transaction

from search.models import Outbox

NAMES = "names"
"""In place of a story's id: a term changed, and with it what may be suggested."""

_ENTERPRISE = "enterprise:"


def enterprise(number: int) -> str:
    """In place of a story's id: the enterprise of this portal number appeared, vanished or is called otherwise."""
    return f"{_ENTERPRISE}{number}"


def enterprises_of(ids: Iterable[str]) -> set[int]:
    """The portal numbers among these ids."""
    numbers = (one.removeprefix(_ENTERPRISE) for one in ids if one.startswith(_ENTERPRISE))
    return {int(number) for number in numbers if number.isdecimal()}


def stories_of(ids: Iterable[str]) -> set[str]:
    """The ids of stories among these: what stands for an enterprise or a term has a colon."""
    return {one for one in ids if one and one != NAMES and ":" not in one}


def note(story_ids: Iterable[str]) -> None:
    """Write a row for each id, a story's or what stands for one; after the commit this process drains for a second."""
    rows = [Outbox(story_id=story_id) for story_id in dict.fromkeys(story_ids)]
    if not rows:
        return
    Outbox.objects.bulk_create(rows)
    connection = transaction.get_connection()
    scheduled = any(function is _drain_after_commit for _, function, *_rest in connection.run_on_commit)
    if not (connection.in_atomic_block and scheduled):
        transaction.on_commit(_drain_after_commit, robust=True)


def _drain_after_commit() -> None:
    from search import drain

    drain.drain_briefly()
