"""The register as a reference: an address whose answer never changes, because it names both its times."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.dates import format_date
from showcase.lists.register_query import RegisterQuery
from showcase.lists.states import shown_moment


def settled_moment(newest: dt.datetime | None, asked: dt.datetime | None = None) -> dt.datetime:
    """The moment to cite: the one asked for, else that of the newest record; never one that is still to come.

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
    """The same query with both times written out; `newest`: when the register last learnt something."""
    return replace(query, as_of=query.as_of or timezone.localdate(), known_at=settled_moment(newest, query.known_at))


def permanent_url(query: RegisterQuery, path: str) -> str:
    """The whole address of a settled query."""
    return f"{settings.SITE_URL}{query.address(path)}"


def cited(title: str, query: RegisterQuery, path: str) -> str:
    """`绿鉴. 名单查询：…[DB/OL]. [2026-11-26]. https://…` (GB/T 7714), of a settled query."""
    read = timezone.localdate().isoformat()
    return f"{_('Lüjian')}. {title}[DB/OL]. [{read}]. {permanent_url(query, path)}"


def register_title(query: RegisterQuery, total: int) -> str:
    """What the answer to a settled query is called; it says how much was found, so that nothing is cited as a listing.

    A day is the day of the state, never one until which anything is valid.
    """
    language = get_language() or settings.LANGUAGE_CODE
    day = format_date(query.as_of or timezone.localdate(), language)
    moment = shown_moment(query.known_at or timezone.now())
    said = ngettext(
        "Register: %(n)s listing as things stood on %(day)s, from records up to %(moment)s",
        "Register: %(n)s listings as things stood on %(day)s, from records up to %(moment)s",
        total,
    )
    return said % {"n": total, "day": day, "moment": moment}
