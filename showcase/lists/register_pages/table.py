"""Rows of the register in words: for the page, CSV and XLSX, and JSON. Each states basis and coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from showcase.cards import Chip
from showcase.lists.choices import AnnouncementKind, Basis
from showcase.lists.panels import RegisterColumn, RegisterRow
from showcase.lists.references import AnnouncementRef, references
from showcase.lists.register.fold import State
from showcase.lists.register.query import RegisterQuery, Sort, written_moment
from showcase.lists.register.rows import Row
from showcase.lists.register_pages.answers import answer_label
from showcase.lists.wording import after_level, shown_day
from showcase.vocabulary.chips import industry_chip
from showcase.vocabulary.models import CodedTerm, Industry, Level, Programme, Region
from showcase.vocabulary.places import place_label

SENTENCES = 6  # lists named one by one; the others are counted

TABLE_HEADER = (
    gettext_lazy("as of"),
    gettext_lazy("records up to"),
    gettext_lazy("portal number"),
    gettext_lazy("name in Chinese"),
    gettext_lazy("name in English"),
    gettext_lazy("name as printed"),
    gettext_lazy("programme"),
    gettext_lazy("level"),
    gettext_lazy("region code"),
    gettext_lazy("since"),
    gettext_lazy("announcement"),
    gettext_lazy("document number"),
    gettext_lazy("row of the notice"),
    gettext_lazy("address of the row"),
    gettext_lazy("basis and coverage"),
    gettext_lazy("code of the answer"),
    gettext_lazy("answer"),
    gettext_lazy("reason"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """Labels of codes and announcements in the reader's language; fetched once per request."""

    programmes: Mapping[str, CodedTerm]
    levels: Mapping[str, CodedTerm]
    regions: Mapping[str, Region]
    announcements: Mapping[int, AnnouncementRef]


def words() -> Words:
    """Fetch all labels; five queries, six in English."""
    return Words(
        programmes={term.code: term for term in Programme.objects.all()},
        levels={term.code: term for term in Level.objects.all()},
        regions={term.code: term for term in Region.objects.select_related("parent__parent")},
        announcements=references(),
    )


def sort_columns(query: RegisterQuery, path: str) -> tuple[RegisterColumn, ...]:
    """Return the headings of the table with the addresses that sort it by them; the first page of each order."""
    labels: tuple[tuple[Sort, str], ...] = (
        ("name", _("Unit")),
        ("level", _("List")),
        ("city", _("Place")),
        ("since", _("Since")),
    )
    return tuple(
        RegisterColumn(
            label=label,
            url=replace(query, sort=sort).address(path),
            order=("descending" if sort == "since" else "ascending") if sort == query.sort else "",
        )
        for sort, label in labels
    )


def register_rows(rows: Iterable[Row], known: Words) -> tuple[RegisterRow, ...]:
    """Return the rows of one page of the table; one query for their industries."""
    shown = list(rows)
    codes = {code for row in shown for code in row.unit.industries}
    industries = {found.code: industry_chip(found) for found in Industry.objects.filter(code__in=codes)}
    return tuple(_row(row, known, industries) for row in shown)


def coverage_sentences(known: Words, as_of: dt.date) -> tuple[str, ...]:
    """Return which lists we hold by that day and how much of each.

    The first sentence says what it means that a unit is not found.
    """
    lists = [
        ref
        for ref in known.announcements.values()
        if ref.kind != AnnouncementKind.PROPOSAL and ref.effective_on <= as_of and not ref.is_example
    ]
    first = _("Our records are incomplete: a unit that is not here may still be listed.")
    pattern = _("%(list)s: %(coverage)s")
    named = tuple(pattern % {"list": ref.title, "coverage": ref.basis_label} for ref in lists[:SENTENCES])
    rest = len(lists) - len(named)
    more = (_("And %(n)s more lists; see Notices.") % {"n": rest},) if rest > 0 else ()
    return (first, *named, *more)


def json_row(row: Row, known: Words) -> dict[str, object]:
    """Return codes and both names, so that all but titles and coverage is the same in each language."""
    chain, cited = row.listing.chain, known.announcements.get(row.listing.announcement)
    return {
        "state": State.LISTED,
        "state_label": answer_label(State.LISTED),
        "enterprise": {
            "number": row.unit.number,
            "name_zh": row.unit.name_zh,
            "name_en": row.unit.name_en,
            "url": reverse("enterprise", args=[row.unit.number]),
        },
        "name_printed": row.listing.name,
        "programme": chain.programme,
        "level": chain.level,
        "region": row.unit.region,
        "industries": list(row.unit.industries),
        "since": row.listing.since.isoformat(),
        "since_precision": str(row.listing.since_precision),
        "reverified_on": row.listing.reverified_on.isoformat() if row.listing.reverified_on else None,
        "announcement": _json_announcement(row, cited) if cited else None,
        "basis": cited.basis if cited else None,
        "coverage": cited.coverage_label if cited else None,
    }


def _json_announcement(row: Row, cited: AnnouncementRef) -> dict[str, object]:
    return {
        "id": cited.pk,
        "title": cited.title,
        "document_number": cited.document_number,
        "url": cited.url,
        "row": row.printed.position,
        "row_url": cited.row_url(row.printed.position),
        "file_sha256": row.printed.file_sha256,
    }


def table_row(row: Row, known: Words, as_of: dt.date, known_at: dt.datetime) -> tuple[object, ...]:
    """Return the cells in the order of TABLE_HEADER, in the reader's language."""
    chain, cited = row.listing.chain, known.announcements.get(row.listing.announcement)
    position = row.printed.position
    return (
        *(as_of.isoformat(), written_moment(known_at)),
        *(row.unit.number, row.unit.name_zh, row.unit.name_en, row.listing.name),
        *(known.programmes[chain.programme].label, known.levels[chain.level].label, row.unit.region),
        _since(row),
        *((cited.title, cited.document_number) if cited else ("", "")),
        row.printed.serial or position or "",
        f"{settings.SITE_URL}{cited.row_url(position)}" if cited else "",
        cited.basis_label if cited else "",
        *(State.LISTED, answer_label(State.LISTED), ""),
    )


def _row(row: Row, known: Words, industries: Mapping[str, Chip]) -> RegisterRow:
    language = get_language() or "zh-hans"
    chain, cited = row.listing.chain, known.announcements.get(row.listing.announcement)
    english = language == "en"
    return RegisterRow(
        name=row.unit.name_en if english else row.unit.name_zh,
        enterprise_url=reverse("enterprise", args=[row.unit.number]),
        programme=after_level(known.programmes[chain.programme].label),
        level=known.levels[chain.level].label,
        place=place_label(known.regions[row.unit.region], language),
        since=shown_day(row.listing.since, row.listing.since_precision),
        since_note="" if row.listing.is_dated_by_day else _since(row),
        announcement_title=cited.title if cited else "",
        announcement_url=cited.row_url(row.printed.position) if cited else "",
        basis_label=cited.basis_label if cited else "",
        basis_mark=str(Basis(cited.basis).label) if cited else "",
        industries=tuple(industries[code] for code in row.unit.industries),
        other_name=row.unit.name_zh if english else "",
        printed_name=row.listing.name if row.listing.name not in {row.unit.name_zh, ""} else "",
        row_label=row.printed.serial or str(row.printed.position or ""),
    )


def _since(row: Row) -> str:
    """Return the day a listing counts from, marked where the day is not stated."""
    shown = shown_day(row.listing.since, row.listing.since_precision)
    return shown if row.listing.is_dated_by_day else _("%(date)s (day not stated)") % {"date": shown}
