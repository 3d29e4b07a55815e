"""Turns rows of the table into suggestions, after asking the database once more what may be seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.caching.content_version import kept_in_process, now
from search.suggest.keys import Typed
from search.suggest.models import SubjectKind
from search.suggest.subjects import story_counts, term_counts
from showcase.enterprises.identity import identities
from showcase.lists.printed_names import printed_names
from showcase.models import Enterprise, Industry, Process, Region, StoryPage, Technique
from showcase.search_address import search_address
from showcase.stories.reading import readings


@dataclass(frozen=True)
class Suggestion:
    """One line of the list.

    `label` is the thing's name and `language` the language that is in; `matched` the other name that was typed, if it
    was another; `former`: the enterprise was called so before. `count`: public stories, None where that says nothing.
    """

    kind: SubjectKind
    label: str
    url: str
    language: str = ""
    matched: str = ""
    former: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Candidate:
    """A row of the table that answers a typed text."""

    kind: SubjectKind
    ref: str
    count: int
    name: str


Rows = Mapping[str, Candidate]
Found = Mapping[str, Suggestion]
Reader = Callable[[Rows, Typed, str], Found]


def resolve(candidates: Sequence[Candidate], typed: Typed, language: str) -> tuple[Suggestion, ...]:
    """Return suggestions for the candidates in order, without those not public now; at most three queries a kind."""
    found: dict[SubjectKind, Found] = {}
    for kind, reader in _READERS.items():
        rows = {row.ref: row for row in candidates if row.kind == kind}
        found[kind] = reader(rows, typed, language) if rows else {}
    return tuple(found[row.kind][row.ref] for row in candidates if row.ref in found[row.kind])


def _terms(kind: SubjectKind, model: Any) -> Reader:
    def read(rows: Rows, typed: Typed, language: str) -> Found:
        counted = _counted(kind, rows)
        terms = model.objects.filter(code__in=list(counted))
        return {term.code: _term(kind, term, counted[term.code], typed) for term in terms}

    return read


def _counted(kind: SubjectKind, rows: Rows) -> Rows:
    """Return the rows; where something has expired since, with current counts and without rows that count nothing."""
    if not now()[1]:
        return rows
    counts = kept_in_process("suggested-terms", now(), term_counts)[kind]
    return {ref: replace(row, count=counts[ref]) for ref, row in rows.items() if counts[ref]}


def _term(kind: SubjectKind, term: Any, row: Candidate, typed: Typed) -> Suggestion:
    parameter = ("q", term.label) if kind is SubjectKind.PROCESS else (str(kind), term.code)
    return Suggestion(
        kind=kind,
        label=term.label,
        url=search_address(parameter),
        language=term.label_language,
        matched=_other(row.name, term.label, typed),
        # A process is no facet: how many stories its search finds is not known here.
        count=None if kind is SubjectKind.PROCESS else row.count,
    )


def _enterprises(rows: Rows, typed: Typed, language: str) -> Found:
    published = Enterprise.objects.published().filter(number__in=[int(ref) for ref in rows], is_example=False)
    enterprises = list(published)
    about = kept_in_process("suggested-enterprises", now(), story_counts) if now()[1] else None
    others = identities(enterprise.pk for enterprise in enterprises)
    printed = printed_names(enterprise.pk for enterprise in enterprises)
    suggestions_by_ref = {}
    for enterprise in enterprises:
        row, identity = rows[str(enterprise.number)], others[enterprise.pk]
        former = set(identity.texts)
        known = {enterprise.name_zh, enterprise.name_en, enterprise.credit_code, *identity.codes, *former}
        known.update(printed.get(enterprise.pk, ()))
        if row.name in known:
            label = enterprise.label_in(language)
            suggestions_by_ref[row.ref] = Suggestion(
                kind=SubjectKind.ENTERPRISE,
                label=label,
                url=enterprise.get_absolute_url(),
                language=language,
                matched=_other(row.name, label, typed),
                former=row.name in former and row.name not in (enterprise.name_zh, enterprise.name_en),
                count=(row.count if about is None else about[enterprise.pk]) or None,
            )
    return suggestions_by_ref


def _stories(rows: Rows, typed: Typed, language: str) -> Found:
    sources = StoryPage.objects.sources().published().filter(translation_key__in=list(rows)).defer("body")
    return {
        reading.source.story_id: Suggestion(
            kind=SubjectKind.STORY,
            label=reading.text.title,
            url=reading.text.get_url() or "",
            language=reading.language,
        )
        for reading in readings(sources, language)
    }


def _other(name: str, shown: str, typed: Typed) -> str:
    """Return the name that was typed where the one shown does not begin with the typed text."""
    return "" if name == shown or typed.answered_by(shown) else name


_READERS: dict[SubjectKind, Reader] = {
    SubjectKind.TECHNIQUE: _terms(SubjectKind.TECHNIQUE, Technique),
    SubjectKind.INDUSTRY: _terms(SubjectKind.INDUSTRY, Industry),
    SubjectKind.REGION: _terms(SubjectKind.REGION, Region),
    SubjectKind.PROCESS: _terms(SubjectKind.PROCESS, Process),
    SubjectKind.ENTERPRISE: _enterprises,
    SubjectKind.STORY: _stories,
}
