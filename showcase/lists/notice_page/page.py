"""The context of an announcement's page and of the list of all announcements."""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.citation import citation
from portal.frame.context import home_path
from portal.frame.crumbs import crumb_above
from portal.frame.frame import Crumb
from portal.pages.content import page_context
from portal.pages.source_list import source_items
from portal.templatetags.portal_tags import shown_date
from portal.text.citations import source_numbers
from showcase.choices import AnnouncementState
from showcase.lists.choices import Basis
from showcase.lists.contacts import contact_points
from showcase.lists.importing.announcing import public_attachments
from showcase.lists.importing.models import ListAttachment
from showcase.lists.models import AnnouncementIndexPage, AnnouncementPage
from showcase.lists.notice_page.banner import banner_of
from showcase.lists.notice_page.cards import cards_by_year
from showcase.lists.notice_page.described import described
from showcase.lists.notice_page.ended import ended_since
from showcase.lists.notice_page.entry_tables import EntryQuery, entries_of
from showcase.lists.panels import AttachedFile
from showcase.lists.references import RowCounts, coverage_label
from showcase.lists.register_pages.changes import changes_since_the_list_before
from showcase.lists.screening.models import FileTakedown, PersonalDataDecision
from showcase.lists.screening.notices import withheld
from showcase.lists.screening.takedown import taken_down_text
from showcase.lists.states import shown_moment
from showcase.lists.tracing.shown import change_lines
from showcase.lists.wording import shown_day
from showcase.panels import Fact


def announcement_context(page: AnnouncementPage, query: EntryQuery = EntryQuery()) -> dict[str, Any]:  # noqa: B008 - frozen
    """Return the context of both templates; facts come from the Chinese source, texts from `page`."""
    source: AnnouncementPage = page.source
    path = page.get_url() or ""
    ended = ended_since(source)
    entries = entries_of(source, query, path, ended)
    facts = announcement_facts(page, source, RowCounts(entries.total, entries.listed), ended)
    return {
        **facts,
        "crumbs": _crumbs(page),
        "tables": entries.tables,
        "entries": entries,
        "find": query.find,
        "pager": entries.pager if entries.pager and entries.pager.count > 1 else None,
        "structured_data": described(page, source, facts["files"], facts["notice_changes"], path),
        "changes": changes_since_the_list_before(source.pk) if source.pk else (),
        "citation": citation(page.title, path, page.first_published_at),
    }


def announcement_facts(
    page: AnnouncementPage, source: AnnouncementPage, counts: RowCounts, ended: dict[int, str]
) -> dict[str, Any]:
    """Return the part of the context that does not depend on the rows shown."""
    numbers = source_numbers(source.sources.all())
    return {
        "ended": ended,
        "banner": banner_of(source),
        "facts": _facts(source, counts),
        "counts": counts,
        "is_press": source.basis == Basis.PRESS,
        "is_example": source.is_example,
        "notice_changes": change_lines(source),
        "contacts": contact_points(source),
        "files": _files(source),
        "form_url": page.get_url() or "",
        "source_numbers": numbers,
        "sources": source_items(source.sources.all(), numbers),
    }


@page_context.register
def announcement_index_context(page: AnnouncementIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return all announcements by year, those open for objection separately and first."""
    found = cards_by_year()
    rest = sorted((pair for pair in found if pair[1].state != AnnouncementState.OPEN), key=lambda pair: -pair[0])
    return {
        "crumbs": (_home(), Crumb(page.title)),
        "open_notices": tuple(card for _year, card in found if card.state == AnnouncementState.OPEN),
        "years": tuple(
            (year, tuple(card for _year, card in cards)) for year, cards in groupby(rest, key=lambda pair: pair[0])
        ),
        "pager": None,
        "feed_url": reverse("feed_lists"),
    }


def _home() -> Crumb:
    return Crumb(_("Home"), home_path(get_language() or "zh-hans"))


def _crumbs(page: AnnouncementPage) -> tuple[Crumb, ...]:
    return (_home(), *crumb_above(page), Crumb(page.title))


def _facts(source: AnnouncementPage, counts: RowCounts) -> tuple[Fact, ...]:
    """Return what is known of the notice; leaves out what nobody states."""
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
        (_("Coverage"), coverage_label(source, counts)),
        (_("Why the counts differ"), source.count_note),
        (_("Why it was published before the objection period of the proposal ended"), source.early_reason),
    )
    # Issuer and notes are shown as printed or written: in Chinese, on the English page too.
    printed = dict.fromkeys((source.issuer, source.count_note, source.early_reason), settings.LANGUAGE_CODE)
    return tuple(Fact(label, capfirst(value), language=printed.get(value, "")) for label, value in facts if value)


def _files(source: AnnouncementPage) -> tuple[AttachedFile, ...]:
    """Return the original files of the rows; a file that is withheld or taken down has no address."""
    files = public_attachments(source)
    kept_back = withheld(source) if files else {}
    taken = {one.sha256: one for one in FileTakedown.objects.filter(sha256__in=[file.sha256 for file in files])}
    return tuple(_file(file, kept_back.get(file.pk), taken.get(file.sha256)) for file in files)


def _file(file: ListAttachment, kept_back: PersonalDataDecision | None, taken: FileTakedown | None) -> AttachedFile:
    absence = reason = ""
    if taken is not None and taken.is_confirmed:
        absence, reason = taken_down_text(taken), taken.reason
    elif kept_back is not None:
        absence = _("The original contains personal data and is withheld; its rows are shown in the list.")
        reason = kept_back.reason
    return AttachedFile(
        label=file.name,
        url="" if absence else file.document.url,
        format=PurePath(file.name).suffix.lstrip(".").upper(),
        size=filesizeformat(file.size),
        sha256=file.sha256,
        absence=absence,
        reason=reason,
    )
