"""Suggests what each block of a Word file becomes; what is not recognised keeps its place as a paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from showcase.lists.screening.patterns import PERSON_LABELS
from showcase.stories.word.composing.headings import (
    FIELDS,
    SOURCES,
    SUMMARY,
    TITLE,
    has_source_label,
    has_title_label,
    heading_of,
    looks_like_heading,
    without_number,
)
from showcase.stories.word.composing.roles import Choice, Role
from showcase.stories.word.reading.document import Block, Kind, Place

LONGEST_TITLE = 80  # characters
LONGEST_SUMMARY = 200
_CAPTION = re.compile(r"^\s*(表|图|table|fig(?:ure)?\.?)\s*[\d一二三四五六七八九十]+", re.IGNORECASE)
_LIKE_SOURCE = re.compile(r"《|https?://|\[[JMNCRDS](?:/OL)?\]|(?:19|20)\d{2}\s*[年.-]|来源")
_TYPED_NUMBER = re.compile(r"^\s*[\[［〔]\s*\d{1,2}\s*[\]］〕]")
_CONTACT = re.compile(
    rf"^\s*(?:项目|企业)?(?:{PERSON_LABELS}|联系电话|联系方式|手机|手机号码?|电话|电子邮箱|邮箱)\s*[:：]"
)
_NOTES = {Place.FOOTNOTE, Place.ENDNOTE}
_TEXTS = {Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING}


def recognise(blocks: Sequence[Block], sections: Collection[str]) -> tuple[Choice, ...]:
    """Return a choice for each block, in their order; a heading of no section in `sections` is a subheading."""
    title = _title(blocks)
    reading = _Reading(blocks, sections, title, _summary(blocks, title), _first_of_typed_sources(blocks))
    return tuple(reading.choice(at) for at in range(len(blocks)))


@dataclass
class _Reading:
    blocks: Sequence[Block]
    sections: Collection[str]
    title: int
    summary: int
    first_source: int
    topic: str = ""

    def choice(self, at: int) -> Choice:
        block = self.blocks[at]
        if block.kind is Kind.TABLE:
            return Choice(Role.TABLE)
        if block.kind is Kind.PICTURE:
            return Choice(Role.PICTURE if block.part else Role.LEFT_OUT)
        if block.place in _NOTES:
            return Choice(Role.SOURCE if _LIKE_SOURCE.search(block.text) else Role.PARAGRAPH)
        if at == self.title:
            return Choice(Role.TITLE)
        return self._heading(block) or self._text(at, block)

    def _heading(self, block: Block) -> Choice | None:
        found = heading_of(block)
        if found is not None and found.topic in {*FIELDS, *self.sections}:
            self.topic = found.topic
            return found.choice
        if block.kind is Kind.HEADING or (found is not None and looks_like_heading(block)):
            if self.topic in FIELDS:
                self.topic = ""
            return Choice(Role.SUBHEADING)
        return None

    def _text(self, at: int, block: Block) -> Choice:
        if _CONTACT.match(block.text):  # persons are not published: the line stays in the private remainder
            return Choice(Role.LEFT_OUT)
        if self.topic == SOURCES or at >= self.first_source or has_source_label(block.text):
            return Choice(Role.SOURCE)
        if self.topic == SUMMARY or at == self.summary:
            return Choice(Role.SUMMARY)
        if is_caption(self.blocks, at):
            return Choice(Role.CAPTION)
        if block.kind is Kind.ITEM and not looks_like_heading(block):
            return Choice(Role.ITEM)
        return Choice(Role.SUBHEADING if looks_like_heading(block) and block.label else Role.PARAGRAPH)


def is_caption(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a block is `表1 …`, `图1 …` or in the style of captions, beside a table or a picture."""
    found = _CAPTION.match(blocks[at].text)
    if len(blocks[at].text) > LONGEST_TITLE or not (found or blocks[at].captions):
        return False
    beside = {blocks[other].kind for other in (at - 1, at + 1) if 0 <= other < len(blocks)}
    if found is None:
        return not beside.isdisjoint({Kind.TABLE, Kind.PICTURE})
    return (Kind.TABLE if found[1].lower() in {"表", "table"} else Kind.PICTURE) in beside


def _title(blocks: Sequence[Block]) -> int:
    """Return where the title is, -1 without: by style, by 标题：, else the first short line before all sections."""
    styled = next((at for at, block in enumerate(blocks) if block.kind is Kind.HEADING and block.level == 0), -1)
    if styled >= 0:
        return styled
    texts = [at for at, block in enumerate(blocks) if block.kind in _TEXTS and block.text.strip()]
    labelled = next((at for at in texts if has_title_label(blocks[at].text)), -1)
    below = next((after for at, after in pairwise(texts) if _topic(blocks[at]) == TITLE), -1)
    if labelled >= 0 or below >= 0 or not texts:
        return max(labelled, below)
    first = blocks[texts[0]]
    is_line = len(first.text.strip()) <= LONGEST_TITLE and not re.search(r"[。；;]\s*$", first.text)
    is_free = heading_of(first) is None and without_number(first.text) == first.text
    return texts[0] if is_line and is_free and first.place is Place.BODY else -1


def _topic(block: Block) -> str:
    found = heading_of(block)
    return found.topic if found else ""


def _summary(blocks: Sequence[Block], title: int) -> int:
    """Return where a short paragraph between title and first section is, -1 without, or with a heading 摘要."""
    headings = [(at, found) for at, block in enumerate(blocks) if (found := heading_of(block)) and found.topic != TITLE]
    if not headings or any(found.topic == SUMMARY for _at, found in headings):
        return -1
    between = range(title + 1, headings[0][0])
    texts = [at for at in between if blocks[at].kind is Kind.PARAGRAPH and blocks[at].place is Place.BODY]
    long_enough = [at for at in texts if re.search(r"[。.！!]\s*$", blocks[at].text)]
    first = next(iter(long_enough), -1)
    return first if first >= 0 and len(blocks[first].text) <= LONGEST_SUMMARY else -1


def _first_of_typed_sources(blocks: Sequence[Block]) -> int:
    """Return where the lines `[1] …` at the end of the body begin; the number of blocks without them."""
    first = len(blocks)
    for at in range(len(blocks) - 1, -1, -1):
        if blocks[at].place in _NOTES:
            continue
        if not _TYPED_NUMBER.match(f"{blocks[at].label}{blocks[at].text}"):
            break
        first = at
    return first
