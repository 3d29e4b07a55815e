"""Announcements as cards, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.caching.content_version import kept_each
from portal.pages.visibility import public_pages
from portal.templatetags.portal_tags import shown_date
from showcase.cards import NoticeCard
from showcase.choices import AnnouncementState
from showcase.lists.choices import Basis, EntryAction
from showcase.lists.models import AnnouncementPage, ListEntry
from showcase.lists.references import RowCounts, announcements, coverage_label, in_language
from showcase.lists.states import shown_moment, state_of
from showcase.lists.wording import shown_day


def notice_cards() -> tuple[NoticeCard, ...]:
    """Return the cards of all live announcements, newest first; four queries, whatever their number."""
    return tuple(card for _year, card in cards_by_year())


def cards_by_year() -> tuple[tuple[int, NoticeCard], ...]:
    """Return the same cards, each with the year it is shown under: of the notice, else of its list."""
    # The state of a notice depends on the hour, its rows do not.
    rows = kept_each("notices", "", _rows)
    return tuple((_year_of(page), _card(page, text, counts)) for page, text, counts in rows)


def _rows() -> tuple[tuple[Any, Any, tuple[tuple[str, int], ...]], ...]:
    """Return each announcement, the page to read of it, and its units by programme."""
    found = list(with_decision(announcements()))
    readable, counts = in_language(found), _counts(page.pk for page in found)
    return tuple((page, readable.get(page.translation_key, page), counts.get(page.pk, ())) for page in found)


def with_decision(pages: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Annotate pages with `decided_on`: the day of the public final list that decided on it, None for none."""
    deciding = public_pages(AnnouncementPage.objects.all()).filter(decides=OuterRef("pk")).order_by("effective_on")
    return pages.annotate(decided_on=Subquery(deciding.values("effective_on")[:1]))


def _year_of(page: AnnouncementPage) -> int:
    day: dt.date = page.published_on or page.effective_on
    return day.year


def _counts(announcements: Iterable[int]) -> dict[int, tuple[tuple[str, int], ...]]:
    """Return announcement → (programme in words, units); one grouped query."""
    name = "programme__en" if get_language() == "en" else "programme__zh"
    rows = (
        ListEntry.objects.filter(announcement_id__in=list(announcements), action=EntryAction.LIST)
        .values_list("announcement_id", "programme__position", name)
        .annotate(units=Count("pk"))
        .order_by("announcement_id", "programme__position")
    )
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    for announcement, _position, programme, units in rows:
        found[announcement] = (*found.get(announcement, ()), (programme, units))
    return found


def _card(page: AnnouncementPage, text: AnnouncementPage, counts: tuple[tuple[str, int], ...]) -> NoticeCard:
    state = state_of(page, page.decided_on)
    meta = [
        ngettext("%(programme)s: %(n)s unit", "%(programme)s: %(n)s units", n) % {"programme": programme, "n": n}
        for programme, n in counts
    ]
    deadline = ""
    if state.state == AnnouncementState.OPEN and page.objections_until:
        deadline = _("Objections until %(moment)s") % {"moment": shown_moment(page.objections_until)}
    return NoticeCard(
        state=state.state.mark,
        state_label=str(state.state.label),
        title=text.title,
        url=text.get_url() or "",
        days_left=state.days_left,
        meta=tuple([*meta, page.document_number] if page.document_number else meta),
        deadline=deadline,
        date=shown_date(page.published_on) or shown_day(page.effective_on, page.effective_precision),
        basis_label=_basis(page),
        language=settings.LANGUAGE_CODE if text is page else (get_language() or settings.LANGUAGE_CODE),
    )


def _basis(page: AnnouncementPage) -> str:
    coverage = coverage_label(page, RowCounts(page.all_rows, page.rows))
    if page.is_example:
        return _("Invented for the demonstration: none of these units exists.")
    if page.basis == Basis.PRESS:
        return f"{_('Compiled from press reports, not an official document.')} {capfirst(coverage)}"
    return capfirst(f"{page.get_basis_display()} · {coverage}")
