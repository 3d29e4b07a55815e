"""Citations of the register: an address whose answer never changes, because it states both its times."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.text.dates import format_date
from showcase.lists.register.query import RegisterQuery
from showcase.lists.states import shown_moment


def settled_moment(newest: dt.datetime | None, asked: dt.datetime | None = None) -> dt.datetime:
    """Return the moment to cite: the requested one, else that of the newest record; never in the future.

    In whole seconds where that second is over, so that nothing recorded later can be known at it.
    """
    now = timezone.now()
    if asked is not None and asked <= now:
        return asked
    newest = newest or now
    second = newest.replace(microsecond=0)
    whole = second if second == newest else second + dt.timedelta(seconds=1)
    return whole if whole <= now else min(newest, now)


def settled(query: RegisterQuery, newest: dt.datetime | None) -> RegisterQuery:
    """Return the query with both times written out; `newest`: when the register was last extended."""
    return replace(query, as_of=query.as_of or timezone.localdate(), known_at=settled_moment(newest, query.known_at))


def permanent_url(query: RegisterQuery, path: str) -> str:
    """Return the whole address of a settled query."""
    return f"{settings.SITE_URL}{query.address(path)}"


def cited(title: str, query: RegisterQuery, path: str) -> str:
    """Return the citation of a settled query (GB/T 7714): `绿鉴. 名单查询：…[DB/OL]. [2026-11-26]. https://…`."""
    read = timezone.localdate().isoformat()
    return f"{_('Lüjian')}. {title}[DB/OL]. [{read}]. {permanent_url(query, path)}"


def register_title(query: RegisterQuery, total: int) -> str:
    """Return the title of a settled query's answer, with the number found so that none is cited as a listing.

    The day is that of the state; it never means that something is valid until then.
    """
    language = get_language() or settings.LANGUAGE_CODE
    day = format_date(query.as_of or timezone.localdate(), language)
    moment = shown_moment(query.known_at or timezone.now())
    sentence = ngettext(
        "Register on %(day)s: %(n)s listing, from records up to %(moment)s",
        "Register on %(day)s: %(n)s listings, from records up to %(moment)s",
        total,
    )
    return sentence % {"n": total, "day": day, "moment": moment}
