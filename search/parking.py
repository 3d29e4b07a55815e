"""What could not be indexed is set aside with its error, so that all others are; it is tried again later and later.

A subject is what a row of the outbox names: a story, `enterprise:<number>`; and `technique:<code>` and the like for a
term that can't be suggested.
"""

from __future__ import annotations

import datetime as dt
import traceback
from collections.abc import Collection
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from search.engines.base import Failures
from search.models import Outbox, ParkedSubject
from search.suggest.models import SubjectKind

FIRST_DELAY = dt.timedelta(minutes=1)
LONGEST_DELAY = dt.timedelta(hours=1)


def subjects() -> set[str]:
    """All that is set aside now."""
    return set(ParkedSubject.objects.values_list("subject", flat=True))


@transaction.atomic
def settle(tried: Collection[str], failures: Failures) -> None:
    """Set aside what failed, and forget of the rest of those tried that it ever did. Terms are tried each time."""
    done = [one for one in subjects() - failures.keys() if one in tried or _is_term(one)]
    ParkedSubject.objects.filter(subject__in=done).delete()
    for subject, error in failures.items():
        park(subject, error)


def park(subject: str, error: Exception) -> None:
    """Set one aside; what was already is tried again twice as long from now."""
    row, _ = ParkedSubject.objects.get_or_create(subject=subject[:64], defaults={"next_attempt": timezone.now()})
    row.attempts += 1
    row.error, row.detail, row.place = type(error).__name__, clean(str(error)), place_of(error)
    row.failed_at = timezone.now()
    row.next_attempt = row.failed_at + delay(row.attempts)
    row.save()


def delay(attempts: int) -> dt.timedelta:
    """How long after so many attempts the next one comes."""
    return min(FIRST_DELAY * (1 << min(attempts - 1, 10)), LONGEST_DELAY)


def try_again() -> int:
    """Put into the outbox whose time has come; how many. An edit puts it there by itself, at once."""
    due = list(ParkedSubject.objects.filter(next_attempt__lte=timezone.now()).values_list("subject", flat=True))
    if due:
        with transaction.atomic():
            Outbox.objects.bulk_create(Outbox(story_id=subject) for subject in due)
            # Were it not moved on, each turn of the worker would put it there again while the engine is down.
            ParkedSubject.objects.filter(subject__in=due).update(next_attempt=timezone.now() + LONGEST_DELAY)
    return len(due)


def _is_term(subject: str) -> bool:
    kind, colon, _ = subject.partition(":")
    return bool(colon) and kind != SubjectKind.ENTERPRISE


def place_of(error: BaseException) -> str:
    """The last line of our own code that the error came through: `search/fields.py:120 _terms`; empty without one."""
    root = Path(settings.BASE_DIR)
    own = [
        f"{path.relative_to(root)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if (path := Path(frame.filename)).is_relative_to(root) and "site-packages" not in path.parts
    ]
    return own[-1][:200] if own else ""


def clean(text: str) -> str:
    """A message of an error as a database takes it: what broke a record may stand in the message too."""
    return text.encode(errors="backslashreplace").decode().replace("\0", "\\0")[:500]
