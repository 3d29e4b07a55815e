"""A page's numbered sources in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.frame.frame import SourceItem
from portal.pages.sources import CitedSource
from portal.templatetags.portal_tags import language_of, shown_date


def source_items(sources: Iterable[CitedSource], numbers: Mapping[int, int] | None = None) -> tuple[SourceItem, ...]:
    """Return the sources in the order of their numbers; `numbers`: key → number shown, where the two differ."""
    items = (source_item(source, source.number if numbers is None else numbers[source.number]) for source in sources)
    return tuple(sorted(items, key=lambda item: item.number))


def source_item(source: CitedSource, number: int = 0) -> SourceItem:
    """Return one source; its number is 0 where no text cites it."""
    english = get_language() == "en"
    title = (english and source.title_en) or source.title
    return SourceItem(
        number=number,
        publisher=(english and source.publisher_en) or source.publisher,
        title=title,
        date=_date(source, (source.date_note_en if english else source.date_note_zh)),
        kind_label=source.get_kind_display(),
        url=source.url,
        language=language_of(title),
        is_topic=source.title_is_topic,
    )


def _date(source: CitedSource, note: str) -> str:
    """Return the printed date and the note on it; says so where a source has no date."""
    if not source.date:
        return note or _("date not stated")
    shown = shown_date(source.date)
    return f"{shown} ({note})" if note and get_language() == "en" else f"{shown}（{note}）" if note else shown
