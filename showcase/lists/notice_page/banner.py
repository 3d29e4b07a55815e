"""The state of an announcement on its own page, in whole sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.pages.visibility import public_pages
from portal.templatetags.portal_tags import shown_date
from portal.text.dates import Precision
from showcase.choices import AnnouncementState
from showcase.lists.choices import Basis
from showcase.lists.models import AnnouncementPage
from showcase.lists.notice_state import NoticeState
from showcase.lists.panels import NoticeBanner
from showcase.lists.references import AnnouncementRef, references
from showcase.lists.states import shown_moment, state_of
from showcase.lists.wording import shown_day

_NOT_OVER = (AnnouncementState.UPCOMING, AnnouncementState.OPEN)  # the objection window


def banner_of(source: AnnouncementPage) -> NoticeBanner:
    """Return the banner of a Chinese announcement page; a superseded proposal links to the list that decided on it."""
    successor = _successor(source)
    state = state_of(source, successor.effective_on if successor else None)
    shown = successor if state.state in (*_NOT_OVER, AnnouncementState.SUPERSEDED) else None
    return NoticeBanner(
        state=state.state.mark,
        state_label=str(state.state.label),
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
    if state.state == AnnouncementState.OPEN and source.objections_until:
        return _("Objections are received until %(moment)s.") % {"moment": shown_moment(source.objections_until)}
    if state.state == AnnouncementState.UPCOMING and source.objections_from:
        return _("Objections are received from %(date)s.") % {"date": shown_date(source.objections_from)}
    if state.state == AnnouncementState.WITHDRAWN:
        return _("Withdrawn on %(date)s.") % {"date": shown_date(source.withdrawn_on)}
    sentences = {
        AnnouncementState.CLOSED: _("The list was proposed; the time for objections is over."),
        AnnouncementState.SUPERSEDED: _("A final list has decided on this proposal."),
        AnnouncementState.FINAL: _("The list is final, effective %(date)s.") % {"date": day},
        AnnouncementState.ADJUSTMENT: _("The notice changes earlier lists, effective %(date)s.") % {"date": day},
    }
    return sentences.get(state.state, _("Notice of a proposed list."))


def _detail(source: AnnouncementPage, state: NoticeState, *, is_decided: bool) -> str:
    if state.state == AnnouncementState.WITHDRAWN:
        return source.withdrawal_reason or _("No reason stated.")
    if state.state in _NOT_OVER and is_decided:
        return _("The final list was published before the objection period ended; objections are still received.")
    if state.state in (*_NOT_OVER, AnnouncementState.CLOSED):
        return _("Units on a proposed list are not listed yet.")
    if source.basis == Basis.PRESS and source.effective_precision == Precision.YEAR:
        return _("The reports give only the year, so the list is treated as effective from 31 December of that year.")
    return ""
