"""Read numbered sources, and check that texts cite them and say the same in both languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from showcase.demo.codes import LANGUAGES, SOURCE_KINDS
from showcase.demo.faults import Faults
from showcase.demo.records import SectionText, SourceFacts
from showcase.demo.tables import Table

_KEYS = {
    "number",
    "publisher",
    "publisher_en",
    "title",
    "title_en",
    "topic",
    "date",
    "date_note",
    "url",
    "kind",
    "quotes",
}


def read_sources(table: Table) -> tuple[SourceFacts, ...]:
    """The sources under the key ``sources``, numbered 1, 2, … in the order written."""
    sources = []
    for place, entry in enumerate(table.tables("sources"), start=1):
        source = _read_source(entry)
        if source.number != place:
            entry.fault(f"sources are numbered in order: {place} is expected here")
        sources.append(source)
    return tuple(sources)


def _read_source(entry: Table) -> SourceFacts:
    entry.only(_KEYS)
    source = SourceFacts(
        number=entry.integer("number") or 0,
        publisher=entry.text("publisher"),
        publisher_en=entry.optional("publisher_en"),
        title=entry.text("title"),
        title_en=entry.optional("title_en"),
        is_topic=entry.flag("topic"),
        date=entry.date("date"),
        date_note=entry.bilingual("date_note"),
        url=entry.optional("url"),
        kind=entry.choice("kind", SOURCE_KINDS),
        quotes=tuple(quote.text for quote in entry.scalars("quotes")),
        line=entry.line,
    )
    if not source.date and source.date_note is None:
        entry.fault("a source needs a date, or a date_note that says why it has none")
    if source.is_topic and not source.title_en:
        entry.fault("a topic title needs its English wording, title_en")
    if source.url and not source.url.startswith(("https://", "http://")):
        entry.fault("a web address begins with https:// or http://", entry.line_of("url"))
    return source


def check_source(table: Table, key: str, sources: Sequence[SourceFacts]) -> int | None:
    """The source number under ``key``; a number without a source is noted."""
    number = table.integer(key)
    if number is not None and number not in {source.number for source in sources}:
        table.fault(f"there is no source {number}", table.line_of(key))
    return number


def check_citations(
    path: Path,
    sections: Sequence[SectionText],
    sources: Sequence[SourceFacts],
    uncited: Collection[str],
    faults: Faults,
) -> None:
    """Every paragraph ends with a citation that resolves, except in the ``uncited`` sections."""
    known = {source.number for source in sources}
    for section in sections:
        for paragraph in section.paragraphs:
            cited = bool(paragraph.citations) or paragraph.by_portal
            if section.key in uncited and cited:
                faults.add(
                    path,
                    paragraph.line,
                    f"the section “{section.key}” has no citations",
                )
            elif section.key not in uncited and not cited:
                faults.add(path, paragraph.line, "the paragraph names no source")
            for number in paragraph.citations:
                if number not in known:
                    faults.add(path, paragraph.line, f"there is no source {number}")


def check_same_structure(
    paths: Mapping[str, Path],
    texts: Mapping[str, Sequence[SectionText]],
    faults: Faults,
    *,
    same_keys: bool,
) -> None:
    """Both languages have the same sections, paragraphs, citations and links, in order."""
    chinese, english = (texts[language] for language in LANGUAGES)
    path = paths["en"]
    if len(chinese) != len(english):
        faults.add(path, 1, f"has {len(english)} sections, the Chinese text {len(chinese)}")
        return
    for ours, theirs in zip(chinese, english, strict=True):
        if same_keys and ours.key != theirs.key:
            faults.add(path, theirs.line, f"the section “{ours.key}” is expected here")
        elif len(ours.paragraphs) != len(theirs.paragraphs):
            faults.add(
                path,
                theirs.line,
                f"has {len(theirs.paragraphs)} paragraphs, the Chinese {len(ours.paragraphs)}",
            )
        else:
            _check_same_paragraphs(path, ours, theirs, faults)


def _check_same_paragraphs(path: Path, ours: SectionText, theirs: SectionText, faults: Faults) -> None:
    for one, other in zip(ours.paragraphs, theirs.paragraphs, strict=True):
        if (one.citations, one.by_portal) != (other.citations, other.by_portal):
            faults.add(path, other.line, "cites other sources than the Chinese paragraph")
        if one.item != other.item:
            faults.add(path, other.line, "list item in one language, paragraph in the other")
        if sorted(one.links) != sorted(other.links):
            faults.add(path, other.line, "links to other stories than the Chinese paragraph")
