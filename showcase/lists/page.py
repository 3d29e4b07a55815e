"""What the page of an announcement and the list of all of them show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.citation import citation
from portal.context import home_path
from portal.frame import Crumb
from portal.source_list import source_items
from portal.templatetags.portal_tags import shown_date
from showcase.lists.banner import banner_of
from showcase.lists.cards import cards_by_year
from showcase.lists.changes_page import changes_since_the_list_before
from showcase.lists.choices import AnnouncementKind, Basis, EntryAction
from showcase.lists.contacts import contact_points
from showcase.lists.importing.announcing import public_attachments
from showcase.lists.lines import shown_day
from showcase.lists.models import AnnouncementIndexPage, AnnouncementPage, ListEntry
from showcase.lists.projection import events
from showcase.lists.references import coverage_label
from showcase.lists.register import Novelty, novelties
from showcase.lists.states import shown_moment
from showcase.panels import AttachedFile, EntryRow, EntryTable, Fact
from showcase.vocabulary.places import place_label


def announcement_context(page: AnnouncementPage) -> dict[str, Any]:
    """Everything `showcase/announcement_page.html` names; facts come from the Chinese source, words from `page`."""
    source: AnnouncementPage = page.source
    entries = _entries(source)
    listed = sum(entry.action == EntryAction.LIST for entry in entries)
    return {
        "crumbs": _crumbs(page),
        "banner": banner_of(source),
        "facts": _facts(source, listed),
        "is_press": source.basis == Basis.PRESS,
        "is_example": source.is_example,
        "contacts": contact_points(source),
        "files": _files(source),
        "tables": _tables(source, entries, listed),
        "changes": changes_since_the_list_before(source.pk) if source.pk else (),
        "exports": (),
        "sources": source_items(source.sources.all()),
        "citation": citation(page.title, page.get_url() or "", page.first_published_at),
    }


def announcement_index_context(page: AnnouncementIndexPage, request: HttpRequest) -> dict[str, Any]:
    """All announcements by year, those open for objection apart and first."""
    found = cards_by_year()
    rest = sorted((pair for pair in found if pair[1].state != "open"), key=lambda pair: -pair[0])
    return {
        "crumbs": (_home(), Crumb(page.title)),
        "open_notices": tuple(card for _year, card in found if card.state == "open"),
        "years": tuple(
            (year, tuple(card for _year, card in cards)) for year, cards in groupby(rest, key=lambda pair: pair[0])
        ),
        "pager": None,
    }


def _home() -> Crumb:
    return Crumb(_("Home"), home_path(get_language() or "zh-hans"))


def _crumbs(page: AnnouncementPage) -> tuple[Crumb, ...]:
    parent = page.get_parent() if page.path else None
    section = (Crumb(parent.title, parent.get_url() or ""),) if parent is not None and not parent.is_root() else ()
    return (_home(), *section, Crumb(page.title))


def _facts(source: AnnouncementPage, rows: int) -> tuple[Fact, ...]:
    """What is known of the notice; what nobody states is left out."""
    facts = (
        (_("Kind"), source.get_kind_display()),
        (_("Level"), source.level.label),
        (_("Year of the list"), str(source.year)),
        (_("Issuer"), source.issuer),
        (_("Document number"), source.document_number),
        (_("Date of the notice"), shown_date(source.published_on)),
        (_("Effective on"), shown_day(source.effective_on, source.effective_precision)),
        (_("Objections from"), shown_date(source.objections_from)),
        (_("Objections until"), shown_moment(source.objections_until) if source.objections_until else ""),
        (_("Basis"), _("invented for demonstration") if source.is_example else source.get_basis_display()),
        (_("Coverage"), coverage_label(source, rows)),
    )
    # An issuer stands as printed, in Chinese, on the English page too.
    printed = {source.issuer: settings.LANGUAGE_CODE}
    return tuple(Fact(label, capfirst(value), language=printed.get(value, "")) for label, value in facts if value)


def _files(source: AnnouncementPage) -> tuple[AttachedFile, ...]:
    """The original files whose rows are in the announcement."""
    return tuple(
        AttachedFile(
            label=attachment.name,
            url=attachment.document.url,
            format=PurePath(attachment.name).suffix.lstrip(".").upper(),
            size=filesizeformat(attachment.size),
            sha256=attachment.sha256,
        )
        for attachment in public_attachments(source)
    )


def _entries(source: AnnouncementPage) -> list[ListEntry]:
    if source.pk is None:
        return []
    found = source.entries.select_related("programme", "enterprise", "region__parent").order_by("position")
    return list(found)


def _tables(source: AnnouncementPage, entries: Iterable[ListEntry], listed: int) -> tuple[EntryTable, ...]:
    """One table a programme, rows as printed."""
    entries = list(entries)
    changes = _changes(source, entries)
    groups: dict[str, list[ListEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.programme.label].append(entry)
    # The stated total is of the whole notice: beside one of several tables it would be read as that programme's.
    coverage = coverage_label(source, listed) if len(groups) == 1 else ""
    return tuple(
        EntryTable(programme, tuple(_row(entry, changes.get(entry.pk, "")) for entry in rows), coverage)
        for programme, rows in groups.items()
    )


def _row(entry: ListEntry, change: str) -> EntryRow:
    """Names of units that are not published as enterprises stand as printed, without a link."""
    linked = entry.enterprise if entry.enterprise and entry.enterprise.live else None
    language = get_language() or "zh-hans"
    notes = [entry.product_printed, entry.reason_printed]
    if entry.former_name:
        notes.append(_("formerly %(name)s") % {"name": entry.former_name})
    return EntryRow(
        serial=entry.serial or str(entry.position),
        name=linked.name_en if linked and language == "en" else entry.name,
        language=language if linked else "zh-hans",
        other_name=entry.name if linked and language == "en" else "",
        other_language="zh-hans",
        enterprise_url=linked.get_absolute_url() if linked else "",
        place=place_label(entry.region, language) if entry.region else entry.region_printed,
        industry=entry.industry_printed,
        programme=entry.programme.label,
        evaluator=entry.evaluator_printed,
        note="; ".join(note for note in notes if note),
        change_label=change,
        position=entry.position,
    )


def _changes(source: AnnouncementPage, entries: Iterable[ListEntry]) -> dict[int, str]:
    """Entry → new, continued, moved up, as the events of the same units tell; other actions by their own word."""
    found = {e.pk: str(EntryAction(e.action).label) for e in entries if e.action != EntryAction.LIST}
    if source.kind != AnnouncementKind.FINAL or source.events_recorded_at is None:
        return found
    told = novelties(events(e.enterprise_id for e in entries if e.enterprise_id), source.pk)
    words = {Novelty.CONTINUED: _("continued"), Novelty.MOVED_UP: _("moved up")}
    by_event = dict(source.events.filter(pk__in=list(told)).values_list("pk", "entry_id"))
    # "New" is not said: what we do not hold of earlier lists would make old units new.
    return found | {by_event[pk]: words[novelty] for pk, novelty in told.items() if novelty in words}
