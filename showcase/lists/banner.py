"""The state of an announcement on its own page, in whole sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.templatetags.portal_tags import shown_date
from portal.visibility import public_pages
from showcase.lists.choices import Basis
from showcase.lists.models import AnnouncementPage
from showcase.lists.notice_state import NoticeState
from showcase.lists.panels import NoticeBanner
from showcase.lists.references import AnnouncementRef, references
from showcase.lists.states import mark_of, shown_moment, state_label, state_of
from showcase.lists.wording import shown_day


def banner_of(source: AnnouncementPage) -> NoticeBanner:
    """The banner of a Chinese announcement page; a superseded proposal leads to the list that decided on it."""
    successor = _successor(source)
    state = state_of(source, successor.effective_on if successor else None)
    shown = successor if state.state in ("superseded", "open", "upcoming") else None
    return NoticeBanner(
        state=mark_of(state),
        state_label=state_label(state),
        sentence=_sentence(source, state),
        days_left=state.days_left,
        detail=_detail(source, state, is_decided=shown is not None),
        successor_title=shown.title if shown else "",
        successor_url=shown.url if shown else "",
    )


def _successor(source: AnnouncementPage) -> AnnouncementRef | None:
    if source.pk is None:
        return None
    ids = list(public_pages(source.decided_by.all()).order_by("effective_on").values_list("pk", flat=True)[:1])
    return next(iter(references(ids).values()), None) if ids else None


def _sentence(source: AnnouncementPage, state: NoticeState) -> str:
    day = shown_day(source.effective_on, source.effective_precision)
    if state.state == "open" and source.objections_until:
        return _("Objections are received until %(moment)s.") % {"moment": shown_moment(source.objections_until)}
    if state.state == "upcoming" and source.objections_from:
        return _("Objections are received from %(date)s.") % {"date": shown_date(source.objections_from)}
    if state.state == "withdrawn":
        return _("Withdrawn on %(date)s.") % {"date": shown_date(source.withdrawn_on)}
    sentences = {
        "closed": _("The list was proposed; the time for objections is over."),
        "superseded": _("A final list has decided on this proposal."),
        "final": _("The list is final, effective %(date)s.") % {"date": day},
        "adjustment": _("The notice changes earlier lists, effective %(date)s.") % {"date": day},
    }
    return sentences.get(state.state, _("Notice of a proposed list."))


def _detail(source: AnnouncementPage, state: NoticeState, *, is_decided: bool) -> str:
    if state.state == "withdrawn":
        return source.withdrawal_reason or _("No reason stated.")
    if state.state in ("open", "upcoming") and is_decided:
        return _("The final list was published before objections were over; they are received all the same.")
    if state.state in ("open", "upcoming", "closed"):
        return _("A proposed list lists nobody yet.")
    if source.basis == Basis.PRESS and source.effective_precision == "year":
        return _("The reports name only the year, so the list counts from 31 December.")
    return ""
