"""Keeps the dates of freshness: after a publish, a confirmation, an editor's choice, and as days pass."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.signals import page_published

from portal.refusals import RefusedError
from showcase.freshness.models import StoryFreshness, interval
from showcase.freshness.rules import Confirmed, dates_to_choose
from showcase.signoff.answering import confirmed_version, version_confirmed
from showcase.stories.models import StoryPage
from showcase.stories.queries import StoryQuerySet

CONFIRMED, CHOSEN = "showcase.freshness.confirm", "showcase.freshness.choose"
SECONDS = 60
AT_ONCE = 200
"""Stories that one turn of the worker gives their first row."""


def live_stories() -> StoryQuerySet:
    """Return the Chinese pages that are published: what freshness is about."""
    found: StoryQuerySet = StoryPage.objects.sources().live().filter(alias_of=None)
    return found


@transaction.atomic
def keep(page: StoryPage) -> StoryFreshness:
    """Bring the row of a published Chinese page up to date and return it.

    What counts is the newest of: the day in the page's own field, the enterprise's confirmation of what the page says,
    and what was counted before.
    """
    row = StoryFreshness.objects.select_for_update().filter(page=page.pk).first()
    today = timezone.localdate()
    published = timezone.localdate(page.first_published_at) if page.first_published_at else today
    known = row.known if row else Confirmed(published)
    signed = confirmed_version(page)
    for day in (page.confirmed_on, timezone.localdate(signed.confirmed_at) if signed and signed.confirmed_at else None):
        known = known.after(min(day, today) if day else None)
    return _kept(row or StoryFreshness(page=page, published_on=published), known)


def _kept(row: StoryFreshness, known: Confirmed) -> StoryFreshness:
    """Store what is known where it differs: each save makes pages and the index read the story again."""
    confirm_by = known.confirm_by(interval())
    new = (known.confirmed_on, known.chosen_by, confirm_by, timezone.localdate() > confirm_by)
    if row._state.adding or new != (row.confirmed_on, row.chosen_by, row.confirm_by, row.is_overdue):  # noqa: SLF001 - Django's public way
        row.confirmed_on, row.chosen_by, row.confirm_by, row.is_overdue = new
        row.save()
    return row


@transaction.atomic
def confirm(page: StoryPage, user: Any) -> StoryFreshness:
    """Note that the user found the published story still correct, today; a second time on a day changes nothing."""
    row, today = keep(page), timezone.localdate()
    if row.confirmed_on != today:
        log(page, CONFIRMED, user=user, data={"day": today.isoformat()})
    return _kept(row, row.known.after(today))


@transaction.atomic
def choose(page: StoryPage, day: dt.date, user: Any) -> StoryFreshness:
    """Let the story be confirmed by another day; raises RefusedError for one outside `dates_to_choose`."""
    first, last = dates_to_choose(timezone.localdate(), interval())
    if not first <= day <= last:
        raise RefusedError(f"{first} – {last}")
    row = keep(page)
    log(page, CHOSEN, user=user, data={"day": day.isoformat()})
    return _kept(row, Confirmed(row.published_on, row.confirmed_on, day))


@receiver(page_published)
def story_published(sender: type[Any], instance: Any, revision: Any = None, **_kwargs: Any) -> None:
    """Keep the dates of a story that has just been published; facts ticked as checked stand in its history."""
    if not isinstance(instance, StoryPage) or not instance.is_source or instance.alias_of_id:
        return
    before = StoryFreshness.objects.filter(page=instance.pk).first()
    checked = keep(instance).confirmed_on
    if before is not None and checked and checked != before.confirmed_on and checked == instance.confirmed_on:
        log(instance, CONFIRMED, user=getattr(revision, "user", None), data={"day": checked.isoformat()})


@receiver(version_confirmed)
def version_was_confirmed(sender: type[Any], sign_off: Any, **_kwargs: Any) -> None:
    """Count an enterprise's confirmation where it is of what the page says now."""
    page = live_stories().filter(pk=sign_off.page_id).first()
    if page is not None:
        keep(page)


def pass_days() -> int:
    """Note which stories have become overdue, and give published ones without a row theirs; return how many.

    A duty of the worker.
    """
    without = live_stories().filter(freshness=None).order_by("pk")[:AT_ONCE]
    late = live_stories().filter(freshness__is_overdue=False, freshness__confirm_by__lt=timezone.localdate())
    changed = [*without, *late]
    for page in changed:
        keep(page)
    return len(changed)
