"""Tells whether the form of an announcement is open at this moment."""

from __future__ import annotations

import datetime as dt

from django.http import Http404
from wagtail.models import Locale

from portal.pages.visibility import public_pages
from showcase.lists.models import AnnouncementPage
from showcase.lists.notice_state import NoticeState
from showcase.lists.online_objections import takes_online
from showcase.lists.states import state_of


def announcement_with_form(number: int) -> AnnouncementPage:
    """Return the Chinese page whose form is switched on, open or not; Http404 where it is not public."""
    pages = public_pages(AnnouncementPage.objects.all()).filter(locale=Locale.get_default())
    # By `id`: a number too large for the database matches nothing; by `pk`, which is a relation here, it is an error.
    found = pages.filter(id=number, takes_objections_online=True).first()
    if found is None or not takes_online(found):
        raise Http404
    return found


def state_now(source: AnnouncementPage) -> NoticeState:
    """Return its state by China time; the form is open where that is `open`."""
    return state_of(source, _decided_on(source))


def _decided_on(source: AnnouncementPage) -> dt.date | None:
    return public_pages(source.decided_by.all()).order_by("effective_on").values_list("effective_on", flat=True).first()
