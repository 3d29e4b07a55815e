"""The outbox: saying in the same transaction that a story changed, and having it applied after the commit."""

from collections.abc import Iterable

from django.db import transaction

from search.models import Outbox

NAMES = "names"
"""In place of a story's id: a term or an enterprise changed, and with it what may be suggested."""


def note(story_ids: Iterable[str]) -> None:
    """Write a row for each story (or `NAMES`); after the commit this process drains for at most a second."""
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
