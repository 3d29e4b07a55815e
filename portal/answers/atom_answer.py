"""Atom feeds (RFC 4287)."""

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

from portal.frame.context import demo_notice

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry. `id`: a permanent URN; `url`: a path; `text`: plain; `categories`: codes or labels."""

    id: str
    title: str
    url: str
    published: dt.datetime
    updated: dt.datetime
    text: str = ""
    categories: tuple[str, ...] = ()


def atom_answer(title: str, page: str, own: str, entries: Iterable[FeedEntry], subtitle: str = "") -> HttpResponse:
    """Return the feed at the path `own` of what the page at the path `page` shows; both may have a query.

    `title` follows the site's name, and may be empty.
    """
    feed = Atom1Feed(
        title=_xml(" · ".join(filter(None, (_("Lüjian"), title)))),
        link=settings.SITE_URL + page,
        description="",
        subtitle=_xml(" · ".join(filter(None, (subtitle, demo_notice())))) or None,
        language=get_language() or settings.LANGUAGE_CODE,
        author_name=_("Lüjian"),
        feed_url=settings.SITE_URL + own,
        feed_guid=permanent_id(own),
    )
    for entry in entries:
        feed.add_item(
            title=_xml(entry.title),
            link=settings.SITE_URL + entry.url,
            description=escape(_xml(entry.text)),
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


def permanent_id(name: str) -> str:
    """Return the URN of what a name identifies (`event 12`, a path), the same under another host name."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"lujian:{name}").urn


def _xml(text: str) -> str:
    """Remove the characters that XML does not allow."""
    return _NOT_IN_XML.sub("", text)
