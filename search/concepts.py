"""Terms as concepts of the query's vocabulary, wherever they come from: the site's tables, or the files beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from search.expansion import Concept, ConceptKind, Name


class Term(Protocol):
    """A code and its names in both languages; `en` may be empty."""

    @property
    def code(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def aliases_zh(self) -> Sequence[str]: ...
    @property
    def aliases_en(self) -> Sequence[str]: ...


class TechniqueTerm(Term, Protocol):
    """`ambiguous`: those of its names that mean other things too."""

    @property
    def ambiguous(self) -> Iterable[str]: ...


class ProcessTerm(Term, Protocol):
    """`ambiguous`: whether all of its names mean other things too."""

    @property
    def ambiguous(self) -> bool: ...


def concepts(
    techniques: Iterable[TechniqueTerm], industries: Iterable[Term], processes: Iterable[ProcessTerm]
) -> Iterator[Concept]:
    """Every term with all its names; industries come with the broader ones first."""
    for technique in techniques:
        yield _concept(technique, ConceptKind.TECHNIQUE, set(technique.ambiguous))
    taken: set[str] = set()
    for industry in industries:
        concept = _concept(industry, ConceptKind.INDUSTRY, set(), taken)
        taken |= {name.text for name in concept.names}
        yield concept
    for process in processes:
        names = {process.zh, process.en, *process.aliases_zh, *process.aliases_en} if process.ambiguous else set()
        yield _concept(process, ConceptKind.PROCESS, names)


def _concept(term: Term, kind: ConceptKind, ambiguous: set[str], taken: AbstractSet[str] = frozenset()) -> Concept:
    """`taken`: names that a broader industry has already: 炼铁 is C311 and C3110, no reader means the difference."""
    main = [name for name in (term.zh, term.en) if name and name not in taken]
    others = [name for name in (*term.aliases_zh, *term.aliases_en) if name not in taken]
    return Concept(
        code=term.code,
        kind=kind,
        names=tuple(
            Name(text, main=position < len(main), ambiguous=text in ambiguous)
            for position, text in enumerate([*main, *others])
        ),
    )
