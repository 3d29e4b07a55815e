"""Check that texts have their sections, cite sources that exist, and say the same in both languages."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from showcase.demo.reading.faults import Fault
from showcase.demo.reading.texts import SectionText, StoryText, summary_fault
from showcase.stories.blocks import SECTIONS_OF

UNCITED = frozenset({"missing"})
"""Sections without sources."""


def story_text_faults(text: StoryText, kind: str) -> Iterator[Fault]:
    """Find what is wrong with title, summary and sections of a story of a kind."""
    if not text.title:
        yield Fault(text.path, 1, "the title is missing")
    if len(text.lead) != 1:
        yield Fault(text.path, 1, "one summary paragraph stands between title and first section")
    for paragraph in text.lead:
        if paragraph.citations or paragraph.by_portal:
            yield Fault(text.path, paragraph.line, "the summary has no citations")
        if fault := summary_fault(paragraph.text):
            yield Fault(text.path, paragraph.line, fault)
    order = SECTIONS_OF.get(kind, ())
    for section in text.sections:
        if section.key not in order:
            yield Fault(text.path, section.line, f"unknown section “{section.key}” for a {kind}")
    keys = [section.key for section in text.sections]
    if keys != sorted(set(keys) & set(order), key=order.index) and set(keys) <= set(order):
        yield Fault(text.path, 1, f"the sections stand in this order, each once: {', '.join(order)}")


def citation_faults(
    text: StoryText, sources: Collection[int], stories: Collection[str], uncited: Collection[str] = ()
) -> Iterator[Fault]:
    """Find paragraphs without a citation that resolves, or with one in an ``uncited`` section, and dead links."""
    for section in text.sections:
        for paragraph in section.paragraphs:
            cited = bool(paragraph.citations) or paragraph.by_portal
            if section.key in uncited and cited:
                yield Fault(text.path, paragraph.line, f"the section “{section.key}” has no citations")
            elif section.key not in uncited and not cited:
                yield Fault(text.path, paragraph.line, "the paragraph names no source")
            for number in set(paragraph.citations) - set(sources):
                yield Fault(text.path, paragraph.line, f"there is no source {number}")
            for slug in set(paragraph.links) - set(stories):
                yield Fault(text.path, paragraph.line, f"no story is called “{slug}”")


def structure_faults(chinese: StoryText, english: StoryText, *, same_keys: bool) -> Iterator[Fault]:
    """Find where the languages differ in sections, paragraphs, citations or links; keys only where they are codes."""
    ours, theirs = chinese.sections, english.sections
    if len(ours) != len(theirs):
        yield Fault(english.path, 1, f"has {len(theirs)} sections, the Chinese text {len(ours)}")
        return
    for one, other in zip(ours, theirs, strict=True):
        if same_keys and one.key != other.key:
            yield Fault(english.path, other.line, f"the section “{one.key}” is expected here")
        elif len(one.paragraphs) != len(other.paragraphs):
            words = f"has {len(other.paragraphs)} paragraphs, the Chinese {len(one.paragraphs)}"
            yield Fault(english.path, other.line, words)
        else:
            yield from (Fault(english.path, line, words) for line, words in _paragraph_faults(one, other))


def _paragraph_faults(chinese: SectionText, english: SectionText) -> Iterator[tuple[int, str]]:
    for one, other in zip(chinese.paragraphs, english.paragraphs, strict=True):
        if (one.citations, one.by_portal) != (other.citations, other.by_portal):
            yield other.line, "cites other sources than the Chinese paragraph"
        if one.item != other.item:
            yield other.line, "list item in one language, paragraph in the other"
        if sorted(one.links) != sorted(other.links):
            yield other.line, "links to other stories than the Chinese paragraph"
