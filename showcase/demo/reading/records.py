"""What sources and the files of enterprises, industries and information pages hold, as frozen records.

A field is a key of the file; those before the blank line are given by the reader. Dates are text as written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from portal.pages.cited_lines import cited_lines
from portal.pages.sources import SourceKind
from showcase.demo.reading import fields
from showcase.demo.reading.fields import Bilingual, Facts, Flag, Text
from showcase.demo.reading.texts import SectionText, summary_fault
from showcase.enterprises.choices import LinkKind
from showcase.vocabulary.choices import ShareBound


class PrintedSource(Facts):
    """A source. ``is_topic``: the title is ours, the printed one was not seen."""

    publisher: Text
    publisher_en: str = ""
    title: Text
    is_topic: Flag = Field(default=False, alias="topic")
    title_en: str = ""
    date: fields.DateOrBlank = ""
    date_note: Bilingual | None = None
    url: str = ""
    kind: SourceKind

    rules = (
        ("title_en", lambda it: it.is_topic and not it.title_en, "a topic title needs “title_en”, its English"),
        (
            "date_note",
            lambda it: not it.date and not it.date_note,
            "give a “date”, or in “date_note” why there is none",
        ),
        (
            "url",
            lambda it: it.url and not it.url.startswith(("https://", "http://")),
            "a web address begins with https:// or http://",
        ),
    )


class SourceFacts(PrintedSource):
    """A numbered source. ``quotes`` holds words of it that carry numbers the text uses outside the effects."""

    number: int
    quotes: tuple[str, ...] = ()


def _numbered(sources: tuple[SourceFacts, ...]) -> tuple[SourceFacts, ...]:
    fields.refuse_items(
        (place - 1, f"sources are numbered in order: {place} is expected here")
        for place, source in enumerate(sources, start=1)
        if source.number != place
    )
    return sources


Sources = Annotated[tuple[SourceFacts, ...], AfterValidator(_numbered)]
NEEDS_SOURCES: fields.Rule = ("is_example", lambda it: not (it.is_example or it.sources), "“sources” is missing")


class MentionFacts(Facts):
    """What a source says of an enterprise though no list of ours confirms it."""

    text: Bilingual
    source: fields.SourceNumber


class LinkFacts(Facts):
    """What a source says of an enterprise and another one."""

    link: LinkKind
    other: fields.EnterpriseKey
    source: PrintedSource


class EnterpriseFacts(Facts):
    """An enterprise or park. ``name_en`` is its own English name, else a pinyin form."""

    key: str

    name_zh: Text
    name_en: Text
    is_park: Flag = Field(default=False, alias="park")
    credit_code: str = ""
    region: fields.Region
    industries: tuple[fields.Industry, ...] = ()
    former_names: tuple[str, ...] = ()
    note: Bilingual | None = None
    mentions: tuple[MentionFacts, ...] = ()
    links: tuple[LinkFacts, ...] = ()
    sources: Sources = ()
    is_example: Flag = False

    rules = (NEEDS_SOURCES,)


def _cited(line: str, info: ValidationInfo) -> str:
    for paragraph in cited_lines(line):
        if not paragraph.citations and not paragraph.own:
            raise ValueError("a paragraph ends with [n] or [portal]")
        for number in set(paragraph.citations) - {*info.context["sources"]}:  # type: ignore[index]  # as in `known`
            raise ValueError(f"there is no source {number}")
    return line


CitedLines = Annotated[tuple[Annotated[Text, AfterValidator(_cited)], ...], Field(min_length=1)]


def _citations(lines: tuple[str, ...]) -> list[tuple[tuple[int, ...], bool]]:
    return [(paragraph.citations, paragraph.own) for line in lines for paragraph in cited_lines(line)]


class ShareFacts(Facts):
    """A part of something that a source divides (`showcase.vocabulary.models.IndustryShare`)."""

    whole: Bilingual
    part: Bilingual
    bound: ShareBound
    percent: Annotated[Decimal, Field(gt=0, le=100)]
    source: fields.SourceNumber


def _within_wholes(shares: tuple[ShareFacts, ...]) -> bool:
    wholes: dict[str, Decimal] = defaultdict(Decimal)
    for share in shares:
        wholes[share.whole.zh] += share.percent
    return all(percent <= 100 for percent in wholes.values())


class ProfileFacts(Facts):
    """Where an industry's energy, water and waste go: cited lines (`portal.pages.cited_lines`) in each language."""

    code: Annotated[str, fields.known("industries", "unknown industry “{}”: the file's name is a code")]
    path: Path

    zh: CitedLines
    en: CitedLines
    sources: Sources = ()
    shares: tuple[ShareFacts, ...] = ()

    rules = (
        ("shares", lambda it: not _within_wholes(it.shares), "the parts of a whole are 100 at most together"),
        (
            "en",
            lambda it: _citations(it.zh) != _citations(it.en),
            "both languages have the same paragraphs with the same citations",
        ),
    )


class InfoText(Facts):
    """An information page in one language."""

    path: Path
    sections: tuple[SectionText, ...]

    title: Text
    slug: str
    summary: Text

    rules = (
        ("slug", lambda it: it.slug != it.path.parent.name, "the slug is the folder's name, {path.parent.name}"),
        ("summary", lambda it: summary_fault(it.summary), "the summary has at most 120 Han characters or 60 words"),
    )


class InfoPageFile(InfoText):
    """One information page: its Chinese text with what both languages share, and its English text."""

    english: InfoText

    order: int
    confirmed_on: fields.DateOrBlank = ""
    sources: Sources = ()

    @property
    def texts(self) -> Mapping[str, InfoText]:
        """The page by language (``zh-hans``, ``en``)."""
        return {"zh-hans": self, "en": self.english}
