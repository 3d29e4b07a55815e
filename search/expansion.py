"""Widening a query through the bilingual vocabulary.

余热回收 also finds "waste heat recovery", 定型机 finds 定形机 and stenter.

The vocabulary is a value the caller gives; nothing here knows where it comes from.
"""

from dataclasses import dataclass
from enum import StrEnum


class ConceptKind(StrEnum):
    """`PROCESS` only widens; the others are also facets that can be offered."""

    TECHNIQUE = "technique"
    INDUSTRY = "industry"
    PROCESS = "process"


@dataclass(frozen=True)
class Name:
    """One name of a concept. `main`: its zh or en name, not an alias. `ambiguous`: offered, never expanded."""

    text: str
    main: bool = False
    ambiguous: bool = False


@dataclass(frozen=True)
class Concept:
    """A coded term and all its names in both languages."""

    code: str
    kind: ConceptKind
    names: tuple[Name, ...]


@dataclass(frozen=True)
class Choice:
    """An ambiguous word of the query and the concepts it may mean, to be offered."""

    word: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True)
class Expansion:
    """What was done with a query. `also_searched`: other names searched, in the order of the vocabulary.

    `concepts`: those whose names the text holds; the techniques and industries among them can be offered as filters.
    """

    also_searched: tuple[str, ...] = ()
    concepts: tuple[Concept, ...] = ()
    choices: tuple[Choice, ...] = ()


NO_EXPANSION = Expansion()
