"""How much of a list we hold: its rows compared with what its text and its officer state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext as _

from showcase.lists.choices import Basis
from showcase.lists.publishing.counts import CountedRows, contradicted, coverage_of, stated_counts, stated_total

if TYPE_CHECKING:
    from showcase.lists.models import AnnouncementPage


def counted_rows(page: AnnouncementPage) -> CountedRows:
    """Count the entries by programme and action; one query."""
    groups = page.entries.values_list("programme__code", "action").annotate(rows=Count("pk")).order_by()
    return CountedRows({(programme, action): rows for programme, action, rows in groups})


def notice_text(page: AnnouncementPage) -> str:
    """Return title, introduction and text of a notice without markup, one part per line."""
    body = page.body.stream_block.get_searchable_content(page.body) if page.body else []
    return "\n".join([page.title, page.introduction, *map(str, body)])


def set_coverage(instance: Any, **kwargs: Any) -> None:
    """Set the coverage of a list that is not locked from its counts, where a total is stated; runs before a save.

    The text of a press report also counts what it leaves out, so there only the officer's total is used.
    """
    if kwargs.get("raw") or instance.pk is None or not instance.is_source or instance.events_recorded_at is not None:
        return
    rows = counted_rows(instance).total
    if not rows:
        return
    if instance.stated_total is None and instance.basis != Basis.PRESS:
        instance.stated_total = stated_total(stated_counts(notice_text(instance)))
    if instance.stated_total is not None:
        instance.coverage = coverage_of(rows, instance.stated_total)


def count_fault(page: AnnouncementPage, rows: CountedRows | None = None) -> str:
    """Return what the counts of a notice contradict, for the officer to correct or explain; empty for nothing.

    `rows`: for rows that are not yet entries of the announcement. A published list is fixed, so its counts are not
    checked.
    """
    if page.pk is None or type(page).objects.filter(pk=page.pk, events_recorded_at__isnull=False).exists():
        return ""
    rows = counted_rows(page) if rows is None else rows
    if not rows.total or page.count_note.strip():
        return ""
    if page.stated_total is not None and rows.total > page.stated_total:
        return _(
            "%(rows)s rows, but the notice states %(total)s units: explain this under “Why the counts differ”."
        ) % {
            "rows": rows.total,
            "total": page.stated_total,
        }
    if page.basis == Basis.PRESS:
        return ""
    wrong = contradicted(stated_counts(notice_text(page)), rows)
    if wrong is None:
        return ""
    values: Mapping[str, object] = {"words": wrong.words, "rows": rows.total}
    return (
        _(
            "The text says “%(words)s”, but the list has %(rows)s rows: correct one of them, or explain the "
            "difference under “Why the counts differ”."
        )
        % values
    )
