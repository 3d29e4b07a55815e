"""From the sections of a text file to the blocks of a page, and to pairs of Chinese and English strings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from showcase.demo.records import Paragraph, SectionText

PageOf = Callable[[str], int | None]
_STORY_LINK = re.compile(r'<a href="story:([^"]+)">(.*?)</a>')


def rich_text(paragraph: Paragraph, page_of: PageOf) -> str:
    """The paragraph as Wagtail stores rich text; a link to a story that does not exist (yet) is its text alone."""

    def link(match: re.Match[str]) -> str:
        page = page_of(match[1])
        return f'<a linktype="page" id="{page}">{match[2]}</a>' if page else match[2]

    html = _STORY_LINK.sub(link, paragraph.html)
    return f"<p>{html.replace('<strong>', '<b>').replace('</strong>', '</b>')}</p>"


def story_blocks(
    sections: Iterable[SectionText], page_of: PageOf, figure: dict[str, Any] | None = None
) -> list[tuple[str, Any]]:
    """Blocks of a story's body: a section key, then its paragraphs and lists; the figure ends the first section."""
    blocks: list[tuple[str, Any]] = []
    for section in sections:
        blocks.append(("section", section.key))
        blocks += _text_blocks(section, page_of)
        if figure is not None:
            blocks.append(("figure", figure))
            figure = None
    return blocks


def page_blocks(sections: Iterable[SectionText], page_of: PageOf) -> list[tuple[str, Any]]:
    """Blocks of an information page: headings are words of the text."""
    blocks: list[tuple[str, Any]] = []
    for section in sections:
        blocks.append(("heading", section.key))
        blocks += _text_blocks(section, page_of)
    return blocks


def _text_blocks(section: SectionText, page_of: PageOf) -> Iterator[tuple[str, Any]]:
    items: list[dict[str, Any]] = []
    mark = ""
    for paragraph in section.paragraphs:
        if items and paragraph.item != mark:
            yield "items", {"ordered": mark == "number", "items": items}
            items = []
        mark = paragraph.item
        if paragraph.item:
            items.append(_value(paragraph, page_of))
        else:
            yield "paragraph", _value(paragraph, page_of)
    if items:
        yield "items", {"ordered": mark == "number", "items": items}


def _value(paragraph: Paragraph, page_of: PageOf) -> dict[str, Any]:
    return {
        "text": rich_text(paragraph, page_of),
        "sources": list(paragraph.citations),
        "own": paragraph.by_portal,
    }


def rich_pairs(
    chinese: Iterable[SectionText], english: Iterable[SectionText], page_of: PageOf
) -> Iterator[tuple[str, str]]:
    """Rich texts of both languages side by side; the files have the same structure (the reader checks it)."""
    for ours, theirs in zip(chinese, english, strict=True):
        for source, translation in zip(ours.paragraphs, theirs.paragraphs, strict=True):
            yield rich_text(source, page_of), rich_text(translation, page_of)
