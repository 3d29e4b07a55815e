"""The outbox: notes in the same transaction that a story changed, and has the change applied after the commit."""

from collections.abc import Iterable

from portal.running.after_commit import once_after_commit
from search.index.drain import drain_briefly
from search.index.models import Outbox


def note(story_ids: Iterable[str]) -> None:
    """Write a row for each id; after the commit this process drains once, for up to a second."""
    rows = [Outbox(story_id=story_id) for story_id in dict.fromkeys(story_ids)]
    if rows:
        Outbox.objects.bulk_create(rows)
        once_after_commit(drain_briefly)
