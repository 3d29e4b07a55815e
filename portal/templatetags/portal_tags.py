"""Template tags that every template may load: icons, dates, languages, citations."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import Storage
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText, expand_db_html

from portal.caching.rendered import rendered
from portal.text.citations import OWN, with_citations
from portal.text.dates import PartialDate, PartialDateError, format_date
from portal.text.word_breaks import with_word_breaks
from portal.translation.passage_marks import marked
from portal.translation.reader_note import TranslationNote

register = template.Library()

_HAN = re.compile(r"[\u3400-\u9fff]")
# Chinese words with everything between them but Latin words, and with their own punctuation around.
_WIDE = r"\u3000-\u9fff\uff00-\uffef"
_CHINESE = re.compile(
    rf"[\u3000-\u303f\uff00-\uffef]*[\u3400-\u9fff](?:[^A-Za-z{_WIDE}]*(?:[A-Za-z][^A-Za-z\s{_WIDE}]*)?[{_WIDE}])*"
)
SPRITE = "icons/sprite.svg"


@register.simple_tag
def icon(name: str, prefix: str = "", css: str = "") -> SafeString:
    """Draw `icon-{prefix}{name}` of the sprite as decoration; nothing for an empty name.

    The word that it stands for must be beside it: icons are hidden from screen readers.
    """
    return _drawn(staticfiles_storage, name, prefix, css) if name else mark_safe("")


@lru_cache(maxsize=256)  # a page of results draws seventy icons of a few kinds; a process has one storage
def _drawn(storage: Storage, name: str, prefix: str, css: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#icon-{}{}"></use></svg>',
        f"icon {css}".strip(),
        storage.url(SPRITE),
        prefix,
        name,
    )


@register.simple_tag
def component(template: str, **shown: Any) -> SafeString:
    """Render a template that shows these view-models and nothing else; kept while they are the same objects."""
    return rendered(template, shown)


@register.simple_tag
def lang_attribute(language: str) -> SafeString:
    """Return ` lang="en"` where the text's language is not the page's, else nothing."""
    current = (get_language() or "").lower()
    if not language or language.lower() == current:
        return mark_safe("")
    return format_html(' lang="{}"', language)


@register.filter
def language_of(text: str) -> str:
    """Return `zh-hans` for a text with Chinese characters, else `en`."""
    return "zh-hans" if _HAN.search(text) else "en"


register.filter("word_breaks", with_word_breaks)


@register.filter
def chinese_marked(text: str) -> SafeString:
    """Return a sentence of the page's language in which printed Chinese words are marked as Chinese."""
    marked, end = [], 0
    for found in _CHINESE.finditer(text) if lang_attribute("zh-hans") else ():
        marked.append((text[end : found.start()], found[0]))
        end = found.end()
    return format_html_join("", '{}<span lang="zh-hans">{}</span>', marked) + escape(text[end:])


@register.simple_tag
def names_in_line(names: Iterable[str]) -> SafeString:
    """Return names in both languages, each marked with its own, separated as in the page's language."""
    marked = ((lang_attribute(language_of(name)), name) for name in names)
    return format_html_join(pgettext("between names", ", "), "<span{}>{}</span>", marked)


@register.filter
def shown_date(value: PartialDate | dt.date | str | None) -> str:
    """Format a date as the site writes it (2025年7月1日, 1 July 2025); other text is returned as it is."""
    if not value:
        return ""
    try:
        known = PartialDate.parse(value) if isinstance(value, str) else value
    except PartialDateError:
        return str(value)
    return format_date(known, get_language() or "zh-hans")


@register.filter
def machine_date(value: PartialDate | dt.date | str | None) -> str:
    """Return the same date for `<time datetime>`: YYYY, YYYY-MM or YYYY-MM-DD; empty for other text."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    try:
        return str(PartialDate.parse(str(value))) if value else ""
    except PartialDateError:
        return ""


@register.filter
def anchor_id(heading: str) -> str:
    """Return the id of a heading, so that a table of contents can link to it."""
    return f"h-{slugify(heading, allow_unicode=True)}"


@register.simple_tag(takes_context=True)
def citations(context: Mapping[str, Any], numbers: Iterable[int] | int | None) -> SafeString:
    """Return source numbers as links to the list of sources: 〔1〕〔3〕.

    `source_numbers` of the context (key → number shown), where the page has it, says what is shown for a key.
    """
    if numbers is None:
        return mark_safe("")
    found = (numbers,) if isinstance(numbers, int) else tuple(numbers)
    shown = context.get("source_numbers")
    return mark_safe("".join(_cited(number if shown is None else shown.get(number)) for number in found))  # noqa: S308


def _cited(number: int | None) -> SafeString:
    """Return the link to a source; a mark without link for one that the page does not have (in a draft)."""
    if number is None:
        return format_html('<span class="cite" title="{}">〔?〕</span>', _("This source is not in the list."))
    label = _("Source 〔%(number)s〕") % {"number": number}
    return format_html('<a class="cite" href="#source-{}" aria-label="{}">〔{}〕</a>', number, label, number)


def _own_note() -> SafeString:
    return format_html('<span class="own-note">〔{}〕</span>', _("our explanation"))


@register.simple_tag(takes_context=True)
def cited_line(context: Mapping[str, Any], text: str, numbers: Iterable[int], own: bool = False) -> SafeString:
    """Return a line of escaped text with its citations; `own`: the portal's own explanation."""
    return mark_safe(f"{text}{citations(context, numbers)}{_own_note() if own else ''}")  # noqa: S308 - escaped above


@register.simple_tag(takes_context=True)
def cited_text(context: Mapping[str, Any], text: RichText) -> SafeString:
    """Return a rich text with its citations as links to the list of sources."""

    def shown(key: str) -> str:
        return _own_note() if key == OWN else citations(context, int(key)) if key.isdecimal() else ""

    return mark_safe(expand_db_html(with_citations(text.source, shown)))  # noqa: S308 - cleaned when it was saved


@register.simple_block_tag
def passages_marked(content: str, note: TranslationNote | None = None) -> SafeString:
    """Return what is between the tags, with the passages marked that a note above the page says something about."""
    return mark_safe(marked(content, note.labels) if note else content)  # noqa: S308 - rendered by our templates
