"""Decides whether a final list may be published while objections to its proposal may still arrive."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from showcase.lists.choices import AnnouncementKind
from showcase.lists.notice_state import window_runs
from showcase.lists.states import facts_of, shown_moment

if TYPE_CHECKING:
    from showcase.lists.models import AnnouncementPage


def early_faults(page: AnnouncementPage) -> list[str]:
    """Return why this state of a final list may not go live now, or at its scheduled time; empty where it may."""
    if page.kind != AnnouncementKind.FINAL or page.early_reason.strip():
        return []
    if page.pk is not None:
        live = type(page).objects.filter(pk=page.pk, live=True)
        if live.exclude(early_reason="").exists():
            return [_("This list was published before the objection period ended: the reason cannot be removed.")]
        if live.filter(**_said_of(page), decides=page.decides_id).exists():
            return []
    running = proposals_with_running_window(page, max(timezone.now(), page.go_live_at or timezone.now()))
    text = _(
        "Objections to the proposal “%(title)s” are received until %(moment)s. Publish the final list after "
        "that, or give the reason in “Reason for publishing before the objection period ends”; the page shows "
        "the reason."
    )
    return [
        text % {"title": proposal.title, "moment": shown_moment(proposal.objections_until)}
        for proposal in running
        if proposal.objections_until
    ]


def proposals_with_running_window(page: AnnouncementPage, moment: dt.datetime) -> list[AnnouncementPage]:
    """Return published proposals of the same list whose window is open at `moment`.

    The one that the page decides comes first. The same list: level, year, and batch and programmes where both state
    them.
    """
    pages = type(page).objects.filter(live=True, kind=AnnouncementKind.PROPOSAL, is_example=page.is_example)
    pages = pages.filter(locale__language_code=settings.LANGUAGE_CODE).exclude(pk=page.pk)
    same = Q(level=page.level_id, year=page.year)
    if page.batch:
        same &= Q(batch__in=("", page.batch))
    found = pages.filter(same | Q(pk=page.decides_id)) if page.decides_id else pages.filter(same)
    running = [proposal for proposal in found if window_runs(facts_of(proposal), moment)]
    own = _programmes(page) if running else set()
    return sorted(
        (p for p in running if p.pk == page.decides_id or _share(own, _programmes(p))),
        key=lambda proposal: proposal.pk != page.decides_id,
    )


def _said_of(page: AnnouncementPage) -> dict[str, object]:
    return {"kind": page.kind, "level": page.level_id, "year": page.year, "batch": page.batch}


def _programmes(page: AnnouncementPage) -> set[int]:
    return set(page.entries.values_list("programme", flat=True).distinct()) if page.pk is not None else set()


def _share(one: set[int], other: set[int]) -> bool:
    return not one or not other or bool(one & other)
