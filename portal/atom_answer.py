"""Feeds to subscribe to (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.context import demo_notice

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`name` identifies the entry for good (`event 12 listed`); `url` is a path; `text` plain; `categories` codes."""

    name: str
    title: str
    url: str
    published: dt.datetime
    updated: dt.datetime
    text: str = ""
    categories: tuple[str, ...] = ()


def atom_answer(title: str, page: str, own: str, entries: Iterable[FeedEntry], subtitle: str = "") -> HttpResponse:
    """The feed at the path `own` of what stands at the path `page`."""
    feed = Atom1Feed(
        title=_xml(f"{_('Lüjian')} · {title}"),
        link=settings.SITE_URL + page,
        description="",
        subtitle=_xml(" · ".join(filter(None, (subtitle, demo_notice())))) or None,
        language=get_language() or settings.LANGUAGE_CODE,
        author_name=_("Lüjian"),
        feed_url=settings.SITE_URL + own,
        feed_guid=_lasting(own),
    )
    for entry in entries:
        feed.add_item(
            title=_xml(entry.title),
            link=settings.SITE_URL + entry.url,
            description=escape(_xml(entry.text)),
            unique_id=_lasting(entry.name),
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


def _lasting(name: str) -> str:
    """An id that holds for good, also under another host name."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"lujian:{name}").urn


def _xml(text: str) -> str:
    """Without the characters that XML has no place for."""
    return _NOT_IN_XML.sub("", text)
