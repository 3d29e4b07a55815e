"""Sets aside what could not be indexed, with its error, so that all else is indexed; tries it again, later each time.

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

from search.core.engine import Failures
from search.index.models import Outbox, ParkedSubject
from search.suggest.models import SubjectKind

FIRST_DELAY = dt.timedelta(minutes=1)
LONGEST_DELAY = dt.timedelta(hours=1)


def subjects() -> set[str]:
    """Return all subjects that are set aside now."""
    return set(ParkedSubject.objects.values_list("subject", flat=True))


@transaction.atomic
def settle(tried: Collection[str], failures: Failures) -> None:
    """Set aside what failed and clear the others that were tried. Terms are tried every time."""
    done = [one for one in subjects() - failures.keys() if one in tried or _is_term(one)]
    ParkedSubject.objects.filter(subject__in=done).delete()
    for subject, error in failures.items():
        park(subject, error)


def park(subject: str, error: Exception) -> None:
    """Set one subject aside; each further failure doubles the delay before the next attempt."""
    row, _ = ParkedSubject.objects.get_or_create(subject=subject[:64], defaults={"next_attempt": timezone.now()})
    row.attempts += 1
    row.error, row.detail, row.place = type(error).__name__, clean(str(error)), place_of(error)
    row.failed_at = timezone.now()
    row.next_attempt = row.failed_at + delay(row.attempts)
    row.save()


def delay(attempts: int) -> dt.timedelta:
    """Return how long after so many attempts the next one comes."""
    return min(FIRST_DELAY * (1 << min(attempts - 1, 10)), LONGEST_DELAY)


def try_again() -> int:
    """Write an outbox row for every subject that is due and return their number. An edit does so at once."""
    due = list(ParkedSubject.objects.filter(next_attempt__lte=timezone.now()).values_list("subject", flat=True))
    if due:
        with transaction.atomic():
            Outbox.objects.bulk_create(Outbox(story_id=subject) for subject in due)
            # Without a new time each turn of the worker would add it again while the engine is down.
            ParkedSubject.objects.filter(subject__in=due).update(next_attempt=timezone.now() + LONGEST_DELAY)
    return len(due)


def _is_term(subject: str) -> bool:
    kind, colon, _ = subject.partition(":")
    return bool(colon) and kind != SubjectKind.ENTERPRISE


def place_of(error: BaseException) -> str:
    """Return the last line of our own code in the traceback: `search/core/fields.py:120 _terms`; empty without one."""
    root = Path(settings.BASE_DIR)
    own = [
        f"{path.relative_to(root)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if (path := Path(frame.filename)).is_relative_to(root) and "site-packages" not in path.parts
    ]
    return own[-1][:200] if own else ""


def clean(text: str) -> str:
    """Return an error's message in a form that every database stores: what broke a record may be in the message."""
    return text.encode(errors="backslashreplace").decode().replace("\0", "\\0")[:500]
