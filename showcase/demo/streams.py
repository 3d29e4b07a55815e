"""From the sections of a text file to the blocks of a page, and to pairs of Chinese and English strings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from portal.text.citations import OWN, cite
from showcase.demo.reading.texts import Paragraph, SectionText

PageOf = Callable[[str], int | None]
_STORY_LINK = re.compile(r'<a href="story:([^"]+)">(.*?)</a>')


def rich_text(paragraph: Paragraph, page_of: PageOf) -> str:
    """The inside of a paragraph as Wagtail stores rich text, with its citations.

    A link to a story that does not exist (yet) is its text alone.
    """

    def link(match: re.Match[str]) -> str:
        page = page_of(match[1])
        return f'<a linktype="page" id="{page}">{match[2]}</a>' if page else match[2]

    html = _STORY_LINK.sub(link, paragraph.html).replace("<strong>", "<b>").replace("</strong>", "</b>")
    return html + cite(*paragraph.citations, *([OWN] if paragraph.by_portal else []))


def body_blocks(heading: str, sections: Iterable[SectionText], page_of: PageOf) -> list[tuple[str, Any]]:
    """Make the blocks of a page's body: each section's key in a ``heading`` block, then its text.

    A story has ``section`` blocks (its keys are codes), an information page ``heading`` blocks (words of the text).
    """
    blocks: list[tuple[str, Any]] = []
    for section in sections:
        blocks.append((heading, section.key))
        if section.paragraphs:
            blocks.append(("text", _text(section, page_of)))
    return blocks


def _text(section: SectionText, page_of: PageOf) -> str:
    """Return the paragraphs of a section as HTML; items in a row are one list."""
    html = ""
    for mark, paragraphs in groupby(section.paragraphs, key=lambda paragraph: paragraph.item):
        tag = "li" if mark else "p"
        inner = "".join(f"<{tag}>{rich_text(paragraph, page_of)}</{tag}>" for paragraph in paragraphs)
        around = {"": "", "number": "ol"}.get(mark, "ul")
        html += f"<{around}>{inner}</{around}>" if around else inner
    return html


def rich_pairs(
    chinese: Iterable[SectionText], english: Iterable[SectionText], page_of: PageOf
) -> Iterator[tuple[str, str]]:
    """Rich texts of both languages side by side; the files have the same structure (the reader checks it)."""
    for ours, theirs in zip(chinese, english, strict=True):
        for source, translation in zip(ours.paragraphs, theirs.paragraphs, strict=True):
            yield f"<p>{rich_text(source, page_of)}</p>", f"<p>{rich_text(translation, page_of)}</p>"
