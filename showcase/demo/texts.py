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

from showcase.demo.faults import Faults
from showcase.demo.records import Paragraph, SectionText

_MARKDOWN = MarkdownIt("commonmark")
_TAIL = re.compile(r"(?:\s*\[(?:\d+|portal)\])+$")
_CITATION = re.compile(r"\[(\d+|portal)\]")
_LISTS = {"bullet_list_open": "bullet", "ordered_list_open": "number"}
_STRUCTURE = {*_LISTS, "bullet_list_close", "ordered_list_close", "list_item_open", "list_item_close"}
_TITLE, _SECTION = 1, 2
_BLOCKS = _STRUCTURE | {
    "heading_open",
    "heading_close",
    "paragraph_open",
    "paragraph_close",
}
_INLINE = {"text", "strong_open", "strong_close", "link_open", "link_close"}
STORY_LINK = "story:"


@dataclass(frozen=True)
class ParsedText:
    """A text as written: its level-one title, what stands before the first section, sections."""

    title: str
    lead: tuple[Paragraph, ...]
    sections: tuple[SectionText, ...]


@dataclass(frozen=True)
class _Block:
    level: int
    paragraph: Paragraph


def parse_text(path: Path, text: str, faults: Faults, offset: int = 0) -> ParsedText:
    """The text's title, lead and sections; what the format doesn't allow is noted.

    ``offset`` is the number of lines that stand before ``text`` in its file.
    """
    title = ""
    lead: list[Paragraph] = []
    heads: list[Paragraph] = []
    bodies: list[list[Paragraph]] = []
    for block in _blocks(path, text, faults, offset):
        if block.level == _TITLE:
            title = block.paragraph.text
        elif block.level == _SECTION:
            heads.append(block.paragraph)
            bodies.append([])
        else:
            (bodies[-1] if bodies else lead).append(block.paragraph)
    sections = [SectionText(head.text, tuple(body), head.line) for head, body in zip(heads, bodies, strict=True)]
    for section in sections:
        if not section.paragraphs:
            faults.add(path, section.line, f"the section “{section.key}” is empty")
    return ParsedText(title, tuple(lead), tuple(sections))


def _blocks(path: Path, text: str, faults: Faults, offset: int) -> Iterator[_Block]:
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
                faults.add(path, line, "headings below the second level are not used")
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            yield _Block(level, _paragraph(path, token, line, lists[-1] if lists else "", faults))
        elif token.type not in _BLOCKS:
            faults.add(path, line, f"not allowed in a text: {token.type.removesuffix('_open')}")


def _paragraph(path: Path, token: Token, line: int, item: str, faults: Faults) -> Paragraph:
    tail = _TAIL.search(token.content)
    marks = _CITATION.findall(tail.group()) if tail else []
    body = token.content[: tail.start()] if tail else token.content
    if _CITATION.search(body):
        faults.add(path, line, "citations stand at the end of a paragraph only")
    children = _MARKDOWN.parseInline(body)[0].children or []
    return Paragraph(
        html=_MARKDOWN.renderInline(body).strip(),
        text="".join(child.content for child in children).strip(),
        citations=tuple(int(mark) for mark in marks if mark != "portal"),
        by_portal="portal" in marks,
        item=item,
        links=_story_links(path, children, line, faults),
        line=line,
    )


def _story_links(path: Path, children: list[Token], line: int, faults: Faults) -> tuple[str, ...]:
    links = []
    for child in children:
        if child.type == "softbreak":
            faults.add(path, line, "a paragraph stands on one line")
        elif child.type not in _INLINE:
            faults.add(path, line, f"not allowed in a text: {child.type.removesuffix('_open')}")
        href = str(child.attrGet("href") or "")
        if href.startswith(STORY_LINK):
            links.append(href.removeprefix(STORY_LINK))
        elif href and not href.startswith(("https://", "http://")):
            faults.add(path, line, f"a link leads to a story or a web address, not to “{href}”")
    return tuple(links)
