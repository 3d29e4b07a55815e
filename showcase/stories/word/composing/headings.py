"""Recognises the headings of the usual form of a case: 企业简介, 背景, 主要做法, 成效, 经验, 不足, 来源 …"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from showcase.stories.word.composing.roles import Choice, Role
from showcase.stories.word.reading.document import Block, Kind

TITLE, SUMMARY, SOURCES = FIELDS = "title", "summary", "sources"
"""Topics of headings that are no section: their content goes into a field."""

_TABLE = Path(__file__).with_name("headings.csv")
_TITLE_LABEL = re.compile(r"^\s*(?:标题|题目|案例名称|案例标题|title)\s*[:：]\s*(?=\S)", re.IGNORECASE)
_SOURCE_LABEL = re.compile(r"^\s*(?:参考来源|资料来源|数据来源|信息来源|来源|sources?)\s*[:：]\s*(?=\S)", re.IGNORECASE)
_HAN_NUMBER = r"[一二三四五六七八九十百]+"
_NUMBER = re.compile(
    rf"^\s*(?:第{_HAN_NUMBER}(?:章|节|部分)|{_HAN_NUMBER}\s*[、.．]|[(（]\s*(?:{_HAN_NUMBER}|\d+)\s*[)）]"
    r"|\d{1,2}(?:[.．]\d{1,2})*\s*[、.．)）]|\d{1,2}(?:[.．]\d{1,2})+\s|[IVX]{1,4}\s*[、.．])\s*"
)
_HAN_NUMBERED = re.compile(rf"(?:{_HAN_NUMBER}\s*、|[(（]\s*{_HAN_NUMBER}\s*[)）])")
_ENDS_SENTENCE = re.compile(r"[。；，、！？;,!?]$")
LONGEST_HEADING = 40  # characters; a longer bold line is a paragraph


@dataclass(frozen=True, slots=True)
class Heading:
    """A recognised heading. `topic`: a section or one of FIELDS. `says_more`: its own words must stay."""

    topic: str
    says_more: bool = False

    @property
    def choice(self) -> Choice:
        """What the heading's block becomes."""
        return Choice(Role.HEADING_ONLY) if self.topic in FIELDS else Choice(Role.SECTION, self.topic)


@cache
def _known() -> Mapping[str, Heading]:
    """Return the headings of `headings.csv`: words, without a number in front → heading.

    `keeps_words`: the heading says more than ours. Chinese ones are separated by spaces, English ones by `|`.
    """
    found = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for words in (*row["zh"].split(), *row["en"].split("|")):
                found[words] = Heading(row["topic"], says_more=row["keeps_words"] == "yes")
    return found


def heading_of(block: Block) -> Heading | None:
    """Return the topic of a block that is a heading of the usual form; None for all other blocks."""
    if not looks_like_heading(block):
        return _run_in(block)
    words = _words(block.text)
    if words in _known():
        return _known()[words]
    first = re.split(r"[:：——\-（(]", words, maxsplit=1)[0].strip()
    if first != words and first in _known() and _known()[first].topic not in FIELDS:
        return Heading(_known()[first].topic, says_more=True)
    return None


def _run_in(block: Block) -> Heading | None:
    """Return the section of a paragraph that begins with its heading, numbered or bold: `一、背景：定型机排出 …`."""
    if block.kind not in {Kind.PARAGRAPH, Kind.ITEM} or not block.spans:
        return None
    line = f"{block.label}{block.text}"
    is_marked = _NUMBER.match(line) is not None or block.spans[0].bold
    words, colon, _rest = without_number(line).partition("：")
    found = _known().get(_words(words)) if is_marked and colon else None
    return Heading(found.topic, says_more=True) if found and found.topic not in FIELDS else None


def looks_like_heading(block: Block) -> bool:
    """Say whether a block is set as a heading: by its style, or as a short line that is bold, numbered or known."""
    text = block.text.strip()
    if block.kind is Kind.HEADING:
        return block.level > 0
    if block.kind in {Kind.TABLE, Kind.PICTURE} or not text or len(text) > LONGEST_HEADING or "\n" in text:
        return False
    if _words(text) in _known():
        return True
    if _ENDS_SENTENCE.search(text):
        return False
    return block.is_bold or _HAN_NUMBERED.match(f"{block.label}{text}") is not None


def without_number(text: str) -> str:
    """Return a heading without the number typed in front."""
    return _NUMBER.sub("", text, count=1)


def without_title_label(text: str) -> str:
    """Return a title without `标题：` in front."""
    return _TITLE_LABEL.sub("", text, count=1)


def has_title_label(text: str) -> bool:
    """Say whether a line states the title: `标题：…`."""
    return _TITLE_LABEL.match(text) is not None


def without_source_label(text: str) -> str:
    """Return a source without `来源：` in front."""
    return _SOURCE_LABEL.sub("", text, count=1)


def has_source_label(text: str) -> bool:
    """Say whether a line states a source: `来源：…`."""
    return _SOURCE_LABEL.match(text) is not None


def _words(text: str) -> str:
    """Return the words of a heading: without number, spaces between Chinese characters, and the final colon."""
    words = without_number(text).strip().strip(":：【】[]").strip().lower()
    return words if words.isascii() else re.sub(r"\s+", "", words)
