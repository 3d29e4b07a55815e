"""What a case of the workbook becomes: texts, terms, sources and figures of a draft, with faults of its cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from showcase.enterprises.credit_codes import LENGTH, CreditCodeError, parse_credit_code
from showcase.lists.importing.rows.list_rows import ListRow, Problem
from showcase.stories.many.choices import labels_of, value_of
from showcase.stories.many.figures import Figure, read_figures
from showcase.stories.many.reading.cases import Case
from showcase.stories.many.reading.columns import SECTIONS
from showcase.stories.many.reading.lines import Fault, Line
from showcase.stories.many.terms import Named, Terms
from showcase.stories.word.composing.drafting import BodyPart, Draft, compose
from showcase.stories.word.composing.headings import looks_like_heading
from showcase.stories.word.composing.roles import Choice, Role
from showcase.stories.word.composing.sources import MOST, SourceLine, read_date, unknown_citations
from showcase.stories.word.reading.document import Block, Kind, Span
from showcase.vocabulary.tagging.terms import Tag

LONGEST = {"standing_note": 500, "product": 255}
_TAGGED = {"industries": "industry", "techniques": "technique"}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understood:
    """A case as the portal would store it.

    `fields`: of the page; `terms`: vocabulary → terms found; `unit`: what its enterprise is matched by.
    """

    draft: Draft
    unit: ListRow
    fields: Mapping[str, str | int] = field(default_factory=dict)
    terms: Mapping[str, tuple[Tag, ...]] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def sections(self) -> list[str]:
        """The sections that have a text."""
        return [str(value) for kind, value in self.draft.body if kind == "section"]


def understand(case: Case, terms: Terms, language: str) -> Understood:
    """Return what a case becomes; `language`: of the names and figures that faults quote."""
    line = case.line
    sources, source_faults = _sources(case.sources)
    numbers = [source.number for source in sources]
    found, term_faults = _terms(line, terms, language)
    fields, field_faults = _fields(line)
    unit, unit_faults = _unit(line, found)
    figures = read_figures(case.effects, numbers, language)
    draft = Draft(case.title, line.text("summary"), _body(line, sources), sources)
    cited = [fault for name in SECTIONS for fault in _citation_faults(line, name, numbers)]
    own = (*case.faults, *unit_faults, *field_faults, *term_faults, *cited, *source_faults, *figures.faults)
    return Understood(draft, unit, fields, found, figures.figures, own)


def fault_of_match(line: Line, problem: Problem | None) -> list[Fault]:
    """Return what the match of the enterprise adds to the faults of a case."""
    if problem is None:
        return []
    decides = problem.severity == "decide"
    return [line.fault("enterprise", problem.fault, value=problem.value, decides=decides)]


# Texts ----------------------------------------------------------------------------------------------------


def _body(line: Line, sources: Sequence[SourceLine]) -> list[BodyPart]:
    """Return the sections with their paragraphs; `[1]` in a text cites source 1 of the case."""
    body: list[BodyPart] = []
    for name in SECTIONS:
        paragraphs = [part for part in line.text(name).split("\n") if part.strip()]
        if paragraphs:
            blocks = [Block(Kind.PARAGRAPH, (Span(words),)) for words in paragraphs]
            choices = [Choice(Role.SUBHEADING if looks_like_heading(block) else Role.PARAGRAPH) for block in blocks]
            body += [("section", name), *compose(blocks, choices, sources).body]
    return body


def _citation_faults(line: Line, name: str, known: Sequence[int]) -> Iterator[Fault]:
    if unknown := unknown_citations(line.text(name), known):
        yield line.fault(name, "cites_no_source", value=", ".join(f"[{number}]" for number in unknown))


# Facts ----------------------------------------------------------------------------------------------------


def _fields(line: Line) -> tuple[dict[str, str | int], list[Fault]]:
    fields: dict[str, str | int] = {}
    faults: list[Fault] = []
    if words := line.flat("year"):
        years = _YEAR.findall(words)
        if len(years) == 1:
            fields["year"] = int(years[0])
        else:
            faults.append(line.fault("year", "not_a_year", value=words))
    if words := line.flat("standing"):
        if standing := value_of("standing", words):
            fields["standing"] = standing
        else:
            offered = tuple(labels_of("standing", "zh-hans").values())
            faults.append(line.fault("standing", "no_such_choice", value=words, hints=offered))
    for name, most in LONGEST.items():
        words = line.flat(name)
        fields[name] = words[:most]
        if len(words) > most:
            faults.append(line.fault(name, "text_cut", value=words[most:]))
    return fields, faults


def _terms(line: Line, terms: Terms, language: str) -> tuple[dict[str, tuple[Tag, ...]], list[Fault]]:
    named = {(name, vocabulary): terms.named(vocabulary, line.text(name)) for name, vocabulary in _TAGGED.items()}
    if place := line.flat("region"):
        named["region", "region"] = [terms.region(place)]
    faults = [
        _unknown(line, name, one, language)
        for (name, _vocabulary), found in named.items()
        for one in found
        if one.tag is None
    ]
    tags = {
        vocabulary: tuple(dict.fromkeys(one.tag for one in found if one.tag))
        for (_name, vocabulary), found in named.items()
    }
    return tags, faults


def _unknown(line: Line, name: str, named: Named, language: str) -> Fault:
    hints = [f"{tag.code} {tag.label_in(language)}" for tag in named.hints]
    return line.fault(name, "no_such_term", value=named.word, hints=hints)


def _unit(line: Line, terms: Mapping[str, Sequence[Tag]]) -> tuple[ListRow, list[Fault]]:
    """Return what the enterprise of a case is matched by: its name, its credit code, its place."""
    name, printed, column = line.flat("enterprise"), line.flat("credit_code"), "credit_code"
    if not printed and _is_code(name):
        name, printed, column = "", name, "enterprise"
    faults = []
    code = ""
    if printed and line.entry(column).is_number:
        faults.append(line.fault(column, "code_is_number", value=printed))
    elif printed:
        try:
            code = str(parse_credit_code(printed))
        except CreditCodeError as error:
            faults.append(line.fault(column, f"code_{error.fault}", value=printed))
    if not name and not code:
        faults.append(line.fault("enterprise", "no_enterprise", decides=True))
    region = next((tag.code for tag in terms.get("region", ())), "")
    return ListRow("", line.sheet, line.row, name[:255], credit_code=code, region=region), faults


def _is_code(words: str) -> bool:
    return len(words) == LENGTH and words.isascii() and any(letter.isdigit() for letter in words)


# Sources --------------------------------------------------------------------------------------------------


def _sources(lines: Sequence[Line]) -> tuple[list[SourceLine], list[Fault]]:
    """Return the sources with a number each: as typed where that is free, else the next that is."""
    sources: list[SourceLine] = []
    faults: list[Fault] = []
    taken = {number for line in lines if (number := _number(line))}
    for line in lines:
        number = _number(line)
        if number in {source.number for source in sources}:
            faults.append(line.fault("number", "source_twice", value=str(number)))
            number = 0
        if not number:
            number = next(free for free in range(1, len(lines) + MOST + 1) if free not in taken)
            taken.add(number)
        source, own = _source(line)
        sources.append(replace(source, number=number))
        faults += own
    return sorted(sources, key=lambda source: source.number), faults


def _number(line: Line) -> int:
    words = line.flat("number")
    return int(words) if words.isdecimal() and 0 < int(words) <= MOST else 0


def _source(line: Line) -> tuple[SourceLine, list[Fault]]:
    faults = []
    url, date, kind = line.flat("url"), line.flat("date"), line.flat("kind")
    if url and not _ADDRESS.fullmatch(url):
        faults.append(line.fault("url", "not_an_address", value=url))
    if date and not read_date(date):
        faults.append(line.fault("date", "not_a_date", value=date))
    if kind and not value_of("source_kind", kind):
        offered = tuple(labels_of("source_kind", "zh-hans").values())
        faults.append(line.fault("kind", "no_such_choice", value=kind, hints=offered))
    faults += [line.fault(name, "source_incomplete") for name in ("title", "publisher") if not line.flat(name)]
    return (
        SourceLine(
            line.flat("title"),
            line.flat("publisher"),
            read_date(date) or date,
            url,
            kind=value_of("source_kind", kind) if kind else "",
        ),
        faults,
    )
