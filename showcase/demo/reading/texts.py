"""Read the Markdown of stories and pages into sections, paragraphs and citations.

A paragraph stands on one line, so that Chinese text gains no blank at a line break, and ends
with its citations: ``[1][3]`` for sources, ``[portal]`` for the portal's own explanation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from showcase.demo.reading.faults import Fault

_MARKDOWN = MarkdownIt("commonmark")
_TAIL = re.compile(r"(?:\s*\[(?:\d+|portal)\])+$")
_CITATION = re.compile(r"\[(\d+|portal)\]")
_LISTS = {"bullet_list_open": "bullet", "ordered_list_open": "number"}
_STRUCTURE = {*_LISTS, "bullet_list_close", "ordered_list_close", "list_item_open", "list_item_close"}
_TITLE, _SECTION = 1, 2
_BLOCKS = _STRUCTURE | {"heading_open", "heading_close", "paragraph_open", "paragraph_close"}
_INLINE = {"text", "strong_open", "strong_close", "link_open", "link_close"}
_SUMMARY_HAN, _SUMMARY_WORDS = 120, 60
_HAN = re.compile(r"[\u3400-\u9fff]")
STORY_LINK = "story:"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph or list item, its citations taken off.

    ``html`` is inline HTML (``strong`` and ``a`` only); a link to another story is
    ``href="story:<slug>"``, and ``links`` lists those slugs. ``text`` is the same without marks.
    ``by_portal``: general explanation by the portal, with no source. ``item``: ``bullet`` or ``number``
    where the paragraph is a list item, else empty.
    """

    html: str
    text: str
    citations: tuple[int, ...]
    by_portal: bool
    item: str
    links: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class SectionText:
    """One section: its key (stories) or its heading (pages), and its paragraphs."""

    key: str
    paragraphs: tuple[Paragraph, ...]
    line: int


@dataclass(frozen=True)
class StoryText:
    """A text as written: its level-one title, what stands before the first section, sections."""

    path: Path
    title: str
    lead: tuple[Paragraph, ...]
    sections: tuple[SectionText, ...]

    @property
    def summary(self) -> str:
        """The one paragraph between title and first section."""
        return self.lead[0].text if self.lead else ""


def parse_text(path: Path, text: str, faults: list[Fault], offset: int = 0) -> StoryText:
    """The text's title, lead and sections; what the format doesn't allow is noted.

    ``offset`` is the number of lines that stand before ``text`` in its file.
    """
    title = ""
    lead: list[Paragraph] = []
    heads: list[Paragraph] = []
    bodies: list[list[Paragraph]] = []
    for level, paragraph in _blocks(path, text, faults, offset):
        if level == _TITLE:
            title = paragraph.text
        elif level == _SECTION:
            heads.append(paragraph)
            bodies.append([])
        else:
            (bodies[-1] if bodies else lead).append(paragraph)
    sections = [SectionText(head.text, tuple(body), head.line) for head, body in zip(heads, bodies, strict=True)]
    empty = (section for section in sections if not section.paragraphs)
    faults.extend(Fault(path, section.line, f"the section “{section.key}” is empty") for section in empty)
    return StoryText(path, title, tuple(lead), tuple(sections))


def _blocks(path: Path, text: str, faults: list[Fault], offset: int) -> Iterator[tuple[int, Paragraph]]:
    level, line = 0, 1
    lists: list[str] = []
    for token in _MARKDOWN.parse(text):
        if token.map:
            line = token.map[0] + 1 + offset
        if token.type in _LISTS:
            lists.append(_LISTS[token.type])
        elif token.type.endswith("list_close"):
            lists.pop()
        if token.type == "heading_open":
            level = int(token.tag[1:])
            if level > _SECTION:
                faults.append(Fault(path, line, "headings below the second level are not used"))
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            yield level, _paragraph(path, token, line, lists[-1] if lists else "", faults)
        elif token.type not in _BLOCKS:
            faults.append(Fault(path, line, f"not allowed in a text: {token.type.removesuffix('_open')}"))


def _paragraph(path: Path, token: Token, line: int, item: str, faults: list[Fault]) -> Paragraph:
    tail = _TAIL.search(token.content)
    marks = _CITATION.findall(tail.group()) if tail else []
    body = token.content[: tail.start()] if tail else token.content
    if _CITATION.search(body):
        faults.append(Fault(path, line, "citations stand at the end of a paragraph only"))
    inline = _MARKDOWN.parseInline(body)
    children = inline[0].children or []
    return Paragraph(
        html=_MARKDOWN.renderer.render(inline, _MARKDOWN.options, {}).strip(),
        text="".join(child.content for child in children).strip(),
        citations=tuple(int(mark) for mark in marks if mark != "portal"),
        by_portal="portal" in marks,
        item=item,
        links=_story_links(path, children, line, faults),
        line=line,
    )


def _story_links(path: Path, children: list[Token], line: int, faults: list[Fault]) -> tuple[str, ...]:
    links = []
    for child in children:
        if child.type == "softbreak":
            faults.append(Fault(path, line, "a paragraph stands on one line"))
        elif child.type not in _INLINE:
            faults.append(Fault(path, line, f"not allowed in a text: {child.type.removesuffix('_open')}"))
        href = str(child.attrGet("href") or "")
        if href.startswith(STORY_LINK):
            links.append(href.removeprefix(STORY_LINK))
        elif href and not href.startswith(("https://", "http://")):
            faults.append(Fault(path, line, f"a link leads to a story or a web address, not to “{href}”"))
    return tuple(links)


def summary_fault(text: str) -> str | None:
    """Say that a summary is too long, in Han characters or, in English, in words; ``None`` where it is not."""
    if len(_HAN.findall(text)) > _SUMMARY_HAN:
        return f"the summary is longer than {_SUMMARY_HAN} Han characters"
    return f"the summary is longer than {_SUMMARY_WORDS} words" if len(text.split()) > _SUMMARY_WORDS else None
