"""Changes of the register in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.text.dates import Precision
from showcase.lists.choices import EventKind
from showcase.lists.panels import ChangeRow
from showcase.lists.register.changes import Change, Changed
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.index import RegisterIndex
from showcase.lists.register.rows import Row, rows_of
from showcase.lists.register_pages.table import Words
from showcase.lists.wording import after_level, shown_day
from showcase.vocabulary.places import place_label

CHANGES_HEADER = (
    *(gettext_lazy("change"), gettext_lazy("portal number"), gettext_lazy("name"), gettext_lazy("programme")),
    *(gettext_lazy("level"), gettext_lazy("Place"), gettext_lazy("date"), gettext_lazy("note")),
    *(gettext_lazy("announcement"), gettext_lazy("address of the row"), gettext_lazy("basis and coverage")),
)


def change_labels() -> dict[Change, str]:
    """Return the labels in the reader's language."""
    return {
        Change.ADDED: _("added"),
        Change.MOVED_UP: _("moved up"),
        Change.RENAMED: _("renamed"),
        Change.REVERIFIED: _("re-verified"),
        Change.MERGED: _("merged"),
        Change.REMOVED: _("removed"),
        Change.NOT_NAMED: _("only on the previous list"),
        Change.CONTINUED: _("continued"),
    }


def change_rows(changed: Sequence[Changed], index: RegisterIndex, known: Words) -> tuple[ChangeRow, ...]:
    """Return the rows of changes; two queries. Skips spans that a publish has replaced since the index was made."""
    spans = dict.fromkeys(span for one in changed for span in (one.before, one.after) if span is not None)
    rows = {row.pk: row for row in rows_of(list(spans), index.units)}
    kept = [one for one in changed if all(span in rows for span in (one.before, one.after) if span is not None)]
    events = _recorded({_event_of(one, rows) for one in kept})
    labels = change_labels()
    return tuple(_row(one, rows, events, known, labels[one.change], index) for one in kept)


def _event_of(one: Changed, rows: dict[int, Row]) -> int:
    """Return the id of the event a change rests on: the one that reports it, else the one that lists the unit."""
    if one.event is not None:
        return one.event.id
    return _standing_row(one, rows).listing.event


def _standing_row(one: Changed, rows: dict[int, Row]) -> Row:
    span = one.after if one.after is not None else one.before
    if span is None:
        raise ValueError("a change has a listing before or after it")
    return rows[span]


Recorded = dict[int, tuple[dt.datetime, int, int | None]]


def _recorded(events: set[int]) -> Recorded:
    """Return event → when it was recorded, its announcement, the position of its row."""
    found = ListingEvent.objects.all() if len(events) > 500 else ListingEvent.objects.filter(pk__in=events)
    rows = found.values_list("pk", "recorded_at", "announcement_id", "entry__position")
    return {pk: (moment, notice, position) for pk, moment, notice, position in rows if pk in events}


def _row(
    one: Changed, rows: dict[int, Row], events: Recorded, known: Words, label: str, index: RegisterIndex
) -> ChangeRow:
    language = get_language() or settings.LANGUAGE_CODE
    row, event = _standing_row(one, rows), _event_of(one, rows)
    recorded_at, announcement, position = events.get(event, (timezone.now(), 0, None))
    cited = known.announcements.get(announcement)
    english = language == "en"
    return ChangeRow(
        change=one.change,
        change_label=label,
        number=row.unit.number,
        name=row.unit.name_en if english else row.unit.name_zh,
        other_name=row.unit.name_zh if english else "",
        enterprise_url=reverse("enterprise", args=[row.unit.number]),
        programme=after_level(known.programmes[one.chain.programme].label),
        level=known.levels[one.chain.level].label,
        place=place_label(known.regions[row.unit.region], language),
        date=_date(one, row),
        note=_note(one, rows, index),
        announcement_title=cited.title if cited else "",
        announcement_url=cited.row_url(position) if cited else "",
        basis_label=cited.basis_label if cited else "",
        event=event,
        recorded_at=one.merge.recorded_at if one.merge else recorded_at,
    )


def _date(one: Changed, row: Row) -> str:
    if one.event is not None:
        return shown_day(one.event.effective_on, one.event.precision)
    if one.merge is not None:
        return shown_day(timezone.localdate(one.merge.recorded_at), Precision.DAY)
    return (
        ""
        if one.change in (Change.REMOVED, Change.NOT_NAMED)
        else shown_day(row.listing.since, row.listing.since_precision)
    )


def _note(one: Changed, rows: dict[int, Row], index: RegisterIndex) -> str:
    """Return a removal's reason as printed, a renaming's names as printed, or the other record of a merge."""
    if one.merge is not None and (duplicate := index.units.get(one.merge.duplicate)):
        name = duplicate.name_en if get_language() == "en" else duplicate.name_zh
        return _("with %(name)s (portal number %(number)s)") % {"name": name, "number": duplicate.number}
    if one.change is Change.REMOVED:
        kind = EventKind(one.event.kind).label if one.event else _("cancelled by a correction")
        reason = (one.event.reason if one.event else "") or _("no reason stated")
        return _("%(event)s: %(reason)s") % {"event": kind, "reason": reason}
    if one.change is Change.RENAMED and one.event and one.before is not None:
        names = {"old": rows[one.before].listing.name or _("no name stated"), "new": one.event.name}
        return _("from %(old)s to %(new)s") % names
    return ""


def csv_row(row: ChangeRow) -> tuple[object, ...]:
    """Return the cells in the order of CHANGES_HEADER."""
    return (
        *(row.change_label, row.number, row.name, row.programme, row.level, row.place, row.date, row.note),
        *(row.announcement_title, f"{settings.SITE_URL}{row.announcement_url}", row.basis_label),
    )


def json_row(row: ChangeRow) -> dict[str, object]:
    """Return a JSON-ready dictionary: `change` is the code, everything else in the language of the address."""
    return {
        "change": row.change,
        "enterprise": {"number": row.number, "name": row.name, "url": row.enterprise_url},
        "programme": row.programme,
        "level": row.level,
        "place": row.place,
        "date": row.date,
        "note": row.note,
        "announcement": {"title": row.announcement_title, "url": row.announcement_url},
        "basis": row.basis_label,
    }
