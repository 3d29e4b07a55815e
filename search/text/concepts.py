"""Makes concepts of the query's vocabulary from terms, whether they come from the site's tables or from files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Protocol

from search.text.expansion import Concept, ConceptKind, Name
from showcase.vocabulary.names import Named


class TechniqueTerm(Named, Protocol):
    """A technique. `ambiguous`: those of its names that also mean other things."""

    @property
    def ambiguous(self) -> Iterable[str]: ...


class ProcessTerm(Named, Protocol):
    """A process. `ambiguous`: whether all of its names also mean other things."""

    @property
    def ambiguous(self) -> bool: ...


def concepts(
    techniques: Iterable[TechniqueTerm], industries: Iterable[Named], processes: Iterable[ProcessTerm]
) -> Iterator[Concept]:
    """Yield every term with all its names; industries must come with the broader ones first."""
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


def _concept(term: Named, kind: ConceptKind, ambiguous: set[str], taken: AbstractSet[str] = frozenset()) -> Concept:
    """Make one concept. `taken`: names a broader industry has already, which are left out.

    炼铁, for example, is both C311 and C3110; no reader means the difference.
    """
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
