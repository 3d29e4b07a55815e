"""Tags every template may load: icons, dates, languages, citations."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import Storage
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText, expand_db_html

from portal.dates import PartialDate, PartialDateError, format_date

register = template.Library()

_HAN = re.compile(r"[\u3400-\u9fff]")
# Chinese words with what stands between them, as long as no Latin word does, and their own punctuation around.
_WIDE = r"\u3000-\u9fff\uff00-\uffef"
_CHINESE = re.compile(
    rf"[\u3000-\u303f\uff00-\uffef]*[\u3400-\u9fff](?:[^A-Za-z{_WIDE}]*(?:[A-Za-z][^A-Za-z\s{_WIDE}]*)?[{_WIDE}])*"
)
SPRITE = "icons/sprite.svg"


@register.simple_tag
def icon(name: str, prefix: str = "", css: str = "") -> SafeString:
    """Draw `icon-{prefix}{name}` of the sprite as decoration; nothing for an empty name.

    The word it stands for must be beside it: icons are hidden from screen readers.
    """
    return _drawn(staticfiles_storage, name, prefix, css) if name else mark_safe("")


@lru_cache(maxsize=256)  # a page of results draws seventy, of a handful of kinds; a process has one storage
def _drawn(storage: Storage, name: str, prefix: str, css: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#icon-{}{}"></use></svg>',
        f"icon {css}".strip(),
        storage.url(SPRITE),
        prefix,
        name,
    )


@register.simple_tag
def lang_attribute(language: str) -> SafeString:
    """` lang="en"` where the text's language is not the page's, else nothing."""
    current = (get_language() or "").lower()
    if not language or language.lower() == current:
        return mark_safe("")
    return format_html(' lang="{}"', language)


@register.filter
def language_of(text: str) -> str:
    """`zh-hans` for a text with Chinese characters, else `en`."""
    return "zh-hans" if _HAN.search(text) else "en"


@register.filter
def chinese_marked(text: str) -> SafeString:
    """A sentence of the page's language with printed Chinese words in it, those marked as Chinese."""
    marked, end = [], 0
    for found in _CHINESE.finditer(text) if lang_attribute("zh-hans") else ():
        marked.append((text[end : found.start()], found[0]))
        end = found.end()
    return format_html_join("", '{}<span lang="zh-hans">{}</span>', marked) + escape(text[end:])


@register.simple_tag
def names_in_line(names: Iterable[str]) -> SafeString:
    """Names of both languages one after another, each marked with its own, parted as the page's language parts them."""
    marked = ((lang_attribute(language_of(name)), name) for name in names)
    return format_html_join(pgettext("between names", ", "), "<span{}>{}</span>", marked)


@register.filter
def shown_date(value: PartialDate | dt.date | str | None) -> str:
    """A date as the site writes it (2025年7月1日, 1 July 2025); a text that is no date is shown as it is."""
    if not value:
        return ""
    try:
        known = PartialDate.parse(value) if isinstance(value, str) else value
    except PartialDateError:
        return str(value)
    return format_date(known, get_language() or "zh-hans")


@register.filter
def machine_date(value: PartialDate | dt.date | str | None) -> str:
    """The same date for `<time datetime>`: YYYY, YYYY-MM or YYYY-MM-DD; empty for a text that is no date."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    try:
        return str(PartialDate.parse(str(value))) if value else ""
    except PartialDateError:
        return ""


@register.filter
def anchor_id(heading: str) -> str:
    """The id of a heading, so that a list of contents can lead to it."""
    return f"h-{slugify(heading, allow_unicode=True)}"


@register.simple_tag
def citations(numbers: Iterable[int] | int | None) -> SafeString:
    """Source numbers as links to the list of sources: 〔1〕〔3〕."""
    if numbers is None:
        return mark_safe("")
    found = (numbers,) if isinstance(numbers, int) else tuple(numbers)
    label = _("Source 〔%(number)s〕")
    return format_html_join(
        "",
        '<a class="cite" href="#source-{}" aria-label="{}">〔{}〕</a>',
        ((number, label % {"number": number}, number) for number in found),
    )


@register.simple_tag
def cited_text(text: RichText | str, numbers: Iterable[int] | None = None, own: bool = False) -> SafeString:
    """Rich text with its citations at the end of the last paragraph; `own` marks the portal's general explanation."""
    html = expand_db_html(text.source if isinstance(text, RichText) else text)
    tail = citations(numbers)
    if own:
        tail += format_html('<span class="own-note">〔{}〕</span>', _("our explanation"))
    head, closing, rest = html.rpartition("</p>")
    if closing and not rest.strip():
        return mark_safe(f"{head}{tail}{closing}")  # noqa: S308 - rich text was cleaned when it was saved
    return mark_safe(f"{html}{tail}")  # noqa: S308
