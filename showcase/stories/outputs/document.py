"""A story as one document, for files that leave the site: what a reader of the page sees, without its controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from portal.charts.marks import Drawing
from portal.pages.source_list import source_items
from portal.text.citations import OWN, plain, source_numbers, with_citations
from showcase.effects.rows import effect_row, told_in
from showcase.panels import EffectRow
from showcase.stories.blocks import SECTIONS
from showcase.stories.card_builder import published_enterprises
from showcase.stories.figures.sketch import file_plot, own_sketch
from showcase.stories.models import StoryPage


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """Rich text: p, h3, h4, ul, ol, li with b, i, sup, sub, br and a; its citations are written out: [1]."""

    html: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first row is the header. `caption`: empty where a heading says the same."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `image` is the stored one."""

    image: Any
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """The drawing that opens the story; `address`: of its file on the site, empty where there is none."""

    drawing: Drawing
    title: str
    said: str
    caption: str
    address: str


_OWN_LINK = re.compile(r'href="/(?!/)')
Part: TypeAlias = Heading | Text | Table | Picture | Sketch


@dataclass(frozen=True, slots=True)
class StoryDocument:
    """`language`: of its texts; `enterprises`: names; `sources`: lines; `address`: of the page on the site."""

    title: str
    summary: str
    language: str
    enterprises: tuple[str, ...]
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    address: str


def story_document(page: StoryPage) -> StoryDocument:
    """Return the page as a document in its own language; facts and sources are those of the Chinese page."""
    source: StoryPage = page.source
    sources = source.sources.all()
    numbers = source_numbers(sources)
    return StoryDocument(
        title=page.title,
        summary=page.summary,
        language=get_language() or settings.LANGUAGE_CODE,
        enterprises=tuple(enterprise.label for enterprise in published_enterprises(source)),
        parts=(*_sketch(source, numbers), *_parts(page, numbers), *_figures(page, source, numbers)),
        sources=tuple(_source_line(item) for item in source_items(sources, numbers)),
        address=f"{settings.SITE_URL}{page.get_url() or ''}",
    )


def _sketch(source: StoryPage, numbers: Mapping[int, int]) -> Iterator[Part]:
    language = get_language() or settings.LANGUAGE_CODE
    rows = [effect_row(effect) for effect in told_in(language, source.effects.all())] if source.sketch else []
    if shown := own_sketch(source, language, rows):
        address = f"{settings.SITE_URL}{shown.png_url or shown.svg_url}" if shown.svg_url else ""
        caption = f"{shown.note} {_('Drawn by Lüjian, CC BY 4.0')}{_marks(shown.sources, numbers)}".strip()
        yield Sketch(file_plot(source, language, rows), shown.title, shown.said, caption, address)


def _parts(page: StoryPage, numbers: Mapping[int, int]) -> Iterator[Part]:
    labels = dict(SECTIONS)
    for block in page.body:
        kind, value = block.block_type, block.value
        if kind == "section":
            yield Heading(str(labels.get(str(value), value)))
        elif kind in ("text", "note"):
            yield Text(_written_out((value if kind == "text" else value["text"]).source, numbers))
        elif kind == "figure" and value["image"]:
            yield Picture(value["image"], value["caption"], value["image"].default_alt_text)
        elif kind == "table":
            cited = _marks((number for number in value["sources"] if number is not None), numbers)
            rows = (tuple(map(str, value["header"])), *(tuple(map(str, row["cells"])) for row in value["rows"]))
            yield Table(f"{value['caption']}{cited}", rows)


def _figures(page: StoryPage, source: StoryPage, numbers: Mapping[int, int]) -> Iterator[Part]:
    """Yield the published figures as a table, with the words of the source, and what limits them."""
    rows = [effect_row(effect) for effect in told_in(get_language() or "", source.effects.all())]
    if rows:
        header = (_("Effect"), _("Figure"), _("Scope"), _("Period"), _("Evidence"), _("Words of the source"))
        yield Heading(_("Published figures"))
        yield Table("", (header, *(_figure_row(row, numbers) for row in rows)))
    if page.caveat:
        yield Text(f"<p>{_escaped(page.caveat)}</p>")


def _figure_row(row: EffectRow, numbers: Mapping[int, int]) -> tuple[str, ...]:
    label = f"{row.label} ({row.of_what})" if row.of_what else row.label
    figure = f"{row.value} {row.unit}{_marks(row.source_numbers, numbers)}"
    return label, figure, row.scope_label, row.period, row.evidence_label, row.printed


def _source_line(item: Any) -> str:
    """Return a source, in Chinese as importers read it: `[1] publisher：《title》，date，address`."""
    is_english = (get_language() or "") == "en"
    named = f"{item.publisher}: “{item.title}”" if is_english else f"{item.publisher}：《{item.title}》"
    return f"[{item.number}] " + (", " if is_english else "，").join(filter(None, (named, item.date, item.url)))


def _written_out(html: str, numbers: Mapping[int, int]) -> str:
    """Return the text with its citations as [1], and links to pages of the site as whole addresses."""

    def shown(key: str) -> str:
        return f"[{_('our explanation')}]" if key == OWN else _marks((int(key),), numbers) if key.isdecimal() else ""

    return _OWN_LINK.sub(rf'href="{settings.SITE_URL}/', expand_db_html(with_citations(html, shown)))


def _marks(keys: Any, numbers: Mapping[int, int]) -> str:
    return "".join(f"[{numbers[key]}]" for key in keys if key in numbers)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def words_of(part: Part) -> str:
    """Return all words of a part, as a reader sees them."""
    if isinstance(part, Heading):
        return part.text
    if isinstance(part, Text):
        return plain(part.html)
    if isinstance(part, Table):
        return " ".join(filter(None, [part.caption, *(cell for row in part.rows for cell in row)]))
    return part.caption
