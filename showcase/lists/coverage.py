"""How much of a list we hold: its rows counted, beside what its text and its officer say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext as _

from showcase.lists.choices import Basis
from showcase.lists.counts import CountedRows, contradicted, coverage_of, stated_counts, stated_total

if TYPE_CHECKING:
    from showcase.lists.models import AnnouncementPage


def counted_rows(page: AnnouncementPage) -> CountedRows:
    """The entries by programme and action; one query."""
    groups = page.entries.values_list("programme__code", "action").annotate(rows=Count("pk")).order_by()
    return CountedRows({(programme, action): rows for programme, action, rows in groups})


def notice_text(page: AnnouncementPage) -> str:
    """Title, introduction and text of a notice without markup, one part a line."""
    body = page.body.stream_block.get_searchable_content(page.body) if page.body else []
    return "\n".join([page.title, page.introduction, *map(str, body)])


def set_coverage(instance: Any, **kwargs: Any) -> None:
    """Before a list that is not locked is saved: its coverage follows the counts, where a total is stated.

    The text of a press report also counts what it leaves out, so there only the officer's total speaks.
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
    """What the counts of a notice contradict, for the officer to mend or to explain; empty = nothing.

    `rows` where they are not yet the entries of the announcement. A published list is fixed: its counts are not asked.
    """
    if page.pk is None or type(page).objects.filter(pk=page.pk, events_recorded_at__isnull=False).exists():
        return ""
    rows = counted_rows(page) if rows is None else rows
    if not rows.total or page.count_note.strip():
        return ""
    if page.stated_total is not None and rows.total > page.stated_total:
        return _("%(rows)s rows, but the notice states %(total)s units: say under “Why the counts differ” how.") % {
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
        _("The text says “%(words)s”, the list has %(rows)s rows: mend one, or say under “Why the counts differ” how.")
        % values
    )
