"""A page's numbered sources in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame import SourceItem
from portal.sources import CitedSource
from portal.templatetags.portal_tags import language_of, shown_date


def source_items(sources: Iterable[CitedSource]) -> tuple[SourceItem, ...]:
    """The sources in the order of their numbers."""
    return tuple(_item(source) for source in sorted(sources, key=lambda source: source.number))


def _item(source: CitedSource) -> SourceItem:
    english = get_language() == "en"
    title = (english and source.title_en) or source.title
    return SourceItem(
        number=source.number,
        publisher=(english and source.publisher_en) or source.publisher,
        title=title,
        date=_date(source, (source.date_note_en if english else source.date_note_zh)),
        kind_label=source.get_kind_display(),
        url=source.url,
        language=language_of(title),
        is_topic=source.title_is_topic,
    )


def _date(source: CitedSource, note: str) -> str:
    """The printed date, and what is to be said of it; a source without a date says so."""
    if not source.date:
        return note or _("date not stated")
    shown = shown_date(source.date)
    return f"{shown} ({note})" if note and get_language() == "en" else f"{shown}（{note}）" if note else shown
