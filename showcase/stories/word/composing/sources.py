"""Reads a line of a list of sources, and the numbers by which a text cites them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from showcase.stories.word.composing.headings import without_source_label
from showcase.stories.word.reading.document import Span

MOST = 99
"""The largest number of a source that a block may cite."""

_NUMBER = re.compile(r"^\s*(?:[\[［〔【(（]\s*(\d{1,2})\s*[\]］〕】)）]|(\d{1,2})\s*[.．、](?!\d))\s*")
_URL = re.compile(r"https?://[^\s，。；）)》\]】]+")
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*(?:[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*日?|\s*月)?|年)?(?!\d)"
)
_TITLE = re.compile(r"《([^《》]+)》")
_SIGNS = re.compile(r"[\s,，.。;；:：、《》“”\"()（）\[\]【】\-—]+")
_CITATION = re.compile(r"[\[［〔]\s*(\d{1,2}(?:\s*[,，、\-–—~～]\s*\d{1,2})*)\s*[\]］〕]")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the list of sources. `number`: as typed, 0 without; `date`: YYYY, YYYY-MM or YYYY-MM-DD, or empty.

    `title` is the whole line where a part of it could not be assigned; `publisher` is empty where none was found.
    `kind`: a code of `SourceKind`, empty where nothing says it.
    """

    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    number: int = 0
    kind: str = ""


def read_source(line: str) -> SourceLine:
    """Return the parts of a source; no letter of the line is lost."""
    unlabelled = without_source_label(line)
    found = _NUMBER.match(unlabelled)
    number = int(found[1] or found[2]) if found else 0
    text = (unlabelled[found.end() :] if found else unlabelled).strip()
    url = _URL.search(text)
    rest = text.replace(url[0], " ", 1) if url else text
    whole = SourceLine(rest.strip(), url=url[0] if url else "", number=number)
    title, dates = _TITLE.search(rest), list(_DATE.finditer(rest))
    if title is None or len(dates) > 1 or rest.count("《") > 1:
        return whole
    date = _date(dates[0]) if dates and not title.start() <= dates[0].start() < title.end() else ""
    if dates and not date:
        return whole
    outside = rest.replace(title[0], "\n", 1)
    publishers = [part for part in (_SIGNS.sub(" ", _undated(piece)).strip() for piece in outside.split("\n")) if part]
    if len(publishers) != 1:
        return whole
    return replace(whole, title=title[1].strip(), publisher=publishers[0], date=date)


def _undated(text: str) -> str:
    return _DATE.sub(" ", text)


def _date(found: re.Match[str]) -> str:
    year, month, day = found[1], int(found[2] or 0), int(found[3] or 0)
    if month > 12 or day > 31:
        return ""
    return "-".join([year, *(f"{part:02}" for part in (month, day) if part)])


def read_date(text: str) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD of a text that is one date (2024年8月10日, 2024/8/10); empty for others."""
    found = _DATE.fullmatch(text.strip())
    return _date(found) if found else ""


def unknown_citations(text: str, known: Collection[int]) -> tuple[int, ...]:
    """Return the numbers in citations of a text that are none of the known sources, each once."""
    cited = (number for found in _CITATION.finditer(text) for number in cited_numbers(found[1]))
    return tuple(dict.fromkeys(number for number in cited if number not in known))


def without_citations(spans: Iterable[Span], known: Collection[int]) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    """Return a text without the citations `[1]`, `[2,3]`, `[4-6]` of known sources, and their numbers.

    A citation that names an unknown source stays in the text.
    """
    numbers: list[int] = []

    def cut(found: re.Match[str]) -> str:
        cited = cited_numbers(found[1])
        if not cited or not set(cited) <= set(known):
            return found[0]
        numbers.extend(cited)
        return ""

    cleaned = tuple(replace(span, text=_CITATION.sub(cut, span.text)) for span in spans)
    return tuple(span for span in cleaned if span.text or span.note), tuple(dict.fromkeys(numbers))


def with_citations(spans: Iterable[Span], known: Collection[int], notes: Mapping[int, int]) -> tuple[Span, ...]:
    """Return a text whose citations of known sources, typed or by a note, are spans of their own (`cited`).

    `notes`: note → number of its source. A citation that names an unknown source stays in the text.
    """
    found: list[Span] = []
    for span in spans:
        if span.note in notes:
            found.append(Span(cited=(notes[span.note],)))
        else:
            found += _split(span, known)
    return tuple(found)


def _split(span: Span, known: Collection[int]) -> Iterator[Span]:
    begun = 0
    for match in _CITATION.finditer(span.text):
        cited = tuple(dict.fromkeys(cited_numbers(match[1])))
        if cited and set(cited) <= set(known):
            if span.text[begun : match.start()]:
                yield replace(span, text=span.text[begun : match.start()])
            yield Span(cited=cited)
            begun = match.end()
    if span.text[begun:] or span.note:
        yield replace(span, text=span.text[begun:])


def cited_numbers(inside: str) -> list[int]:
    """Return the numbers inside the brackets of a citation: `1,3-5` names 1, 3, 4 and 5."""
    numbers: list[int] = []
    for part in re.split(r"[,，、]", inside):
        ends = [int(number) for number in re.split(r"[-–—~～]", part)]
        numbers += range(ends[0], ends[-1] + 1)
    return numbers
