"""Widens a query through the bilingual vocabulary.

余热回收 also finds "waste heat recovery", 定型机 finds 定形机 and stenter. The caller passes the vocabulary; nothing
here knows where it comes from. A word that several concepts share, or that is known to mislead, is offered as a choice
and never expanded.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from search.text.analysis import Piece, is_han, normalise, pieces, segments

AMBIGUOUS = ("EMS", "EPC", "SVG", "RO", "MES", "风机", "热回收")
"""Words of the shop floor with more meanings than the vocabulary has."""

MAX_CONCEPTS = 4
MAX_NAMES = 24
SURE_LENGTH = 4
"""A Han name this long counts wherever it stands; a shorter one only where words begin and end."""

_BREAK = ""
_YEAR = re.compile("(?:19|20)[0-9]{2}")


class ConceptKind(StrEnum):
    """The kind of a concept. `PROCESS` only widens; the others are also facets that can be offered."""

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
    """A coded term and all its names in both languages, main names first."""

    code: str
    kind: ConceptKind
    names: tuple[Name, ...]


@dataclass(frozen=True)
class Choice:
    """An ambiguous word of the query and the concepts it may mean; none where the vocabulary has none."""

    word: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True)
class Expansion:
    """What was done with a query.

    `also_searched`: other names searched, main names first. `concepts`: those the text names; techniques and industries
    among them can be offered as filters. `choices`: words with several meanings, which were not expanded.
    """

    also_searched: tuple[str, ...] = ()
    concepts: tuple[Concept, ...] = ()
    choices: tuple[Choice, ...] = ()


NO_EXPANSION = Expansion()


@dataclass(frozen=True)
class Mention:
    """A concept named in normalised text from `start` to `end`, and the names that are searched for it.

    The names are the same whichever of them the reader typed: so both languages find the same stories.
    """

    start: int
    end: int
    concept: Concept
    names: tuple[Name, ...]


@dataclass(frozen=True)
class _Atom:
    """The unit by which names are compared: a Han character, or the first token of any other piece."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """All concepts a query may name, indexed by their names. Build it once per state of the vocabulary."""

    concepts: tuple[Concept, ...] = ()
    _entries: dict[str, dict[tuple[str, ...], list[Concept]]] = field(init=False, repr=False, compare=False)
    _ambiguous: frozenset[tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _by_code: dict[str, Concept] = field(init=False, repr=False, compare=False)
    _codes: dict[str, Concept] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        entries: dict[str, dict[tuple[str, ...], list[Concept]]] = defaultdict(lambda: defaultdict(list))
        ambiguous = {_key(word) for word in AMBIGUOUS}
        for word in ambiguous:
            entries[word[0]][word] = []
        for concept in self.concepts:
            keys = {key: name.ambiguous for name in searched_names(concept) if (key := _key(name.text))}
            ambiguous |= {key for key, unsure in keys.items() if unsure}
            for key in keys:
                if len(key) > 1 or (len(key[0]) > 1 and not is_han(key[0])):
                    entries[key[0]][key].append(concept)
        shared = {key for level in entries.values() for key, named in level.items() if len(named) > 1}
        object.__setattr__(self, "_entries", {first: dict(level) for first, level in entries.items()})
        object.__setattr__(self, "_ambiguous", frozenset(ambiguous | shared))
        object.__setattr__(self, "_by_code", {concept.code: concept for concept in self.concepts})
        object.__setattr__(self, "_codes", dict(_coded(self.concepts)))

    def concept(self, code: str) -> Concept | None:
        """Return the concept of a code, None where there is none."""
        return self._by_code.get(code)

    def coded(self, normalised: str) -> Concept | None:
        """Return the technique or industry whose code a text is, as written or without its letter.

        `C1713` and `1713` are codes; `2021` is not, because it may be a year.
        """
        return self._codes.get(normalised.strip())

    def mentions(self, normalised: str) -> tuple[tuple[Mention, ...], tuple[Choice, ...]]:
        """Return the concepts named in normalised text, without overlap, at most `MAX_CONCEPTS`; and choices."""
        mentioned: list[Mention] = []
        choices: dict[str, Choice] = {}
        atoms = list(_atoms(normalised))
        bounds = _word_bounds(normalised)
        index = 0
        while index < len(atoms):
            key, concepts = self._longest(atoms, index, bounds)
            start, end = atoms[index].start, atoms[index + max(1, len(key)) - 1].end
            index += max(1, len(key))
            if key in self._ambiguous:
                choices[normalised[start:end]] = Choice(normalised[start:end], tuple(concepts))
            elif concepts and len(mentioned) < MAX_CONCEPTS:
                mentioned.append(Mention(start, end, concepts[0], self._names(concepts[0])))
        return tuple(mentioned), tuple(choices.values())

    def _longest(self, atoms: list[_Atom], index: int, bounds: frozenset[int]) -> tuple[tuple[str, ...], list[Concept]]:
        for key, concepts in self._candidates(atoms[index].text):
            span = atoms[index : index + len(key)]
            if tuple(atom.text for atom in span) == key and _stands_alone(span, bounds):
                return key, concepts
        return (), []

    def _candidates(self, first: str) -> list[tuple[tuple[str, ...], list[Concept]]]:
        return sorted(self._entries.get(first, {}).items(), key=lambda entry: -len(entry[0]))

    def _names(self, concept: Concept) -> tuple[Name, ...]:
        clear = [name for name in searched_names(concept) if _key(name.text) not in self._ambiguous]
        return tuple(sorted(clear, key=lambda name: not name.main))[:MAX_NAMES]


def _coded(concepts: Iterable[Concept]) -> Iterator[tuple[str, Concept]]:
    for concept in concepts:
        if concept.kind is not ConceptKind.PROCESS:
            yield concept.code.lower(), concept
            digits = concept.code[1:]
            if concept.kind is ConceptKind.INDUSTRY and len(digits) > 2 and not _YEAR.fullmatch(digits):
                yield digits, concept


def expansion_of(normalised: str, mentions: Iterable[Mention], choices: tuple[Choice, ...]) -> Expansion:
    """Return what the page says about the mentions in a text."""
    also: dict[str, None] = {}
    concepts: dict[str, Concept] = {}
    for mention in mentions:
        typed = _key(normalised[mention.start : mention.end])
        concepts[mention.concept.code] = mention.concept
        also |= {name.text: None for name in mention.names if _key(name.text) != typed}
    return Expansion(tuple(also), tuple(concepts.values()), choices)


@lru_cache(maxsize=8192)
def searched_names(concept: Concept) -> tuple[Name, ...]:
    """Return the names as searched, each once: "Energy management system (EnMS)" and "A / B" are two names each."""
    names: dict[tuple[str, ...], Name] = {}
    for name in concept.names:
        outer = re.sub(r"[(（][^)）]*[)）]", " ", name.text)
        inner = re.findall(r"[(（]([^)）]*)[)）]", name.text)
        for text, main in [(part, name.main) for part in outer.split(" / ")] + [(part, False) for part in inner]:
            cleaned = " ".join(text.split())
            key = _key(cleaned)
            if key:
                names.setdefault(key, Name(cleaned, main, name.ambiguous))
    return tuple(names.values())


@lru_cache(maxsize=65536)
def _key(name: str) -> tuple[str, ...]:
    return tuple(atom.text for atom in _atoms(normalise(name)) if atom.text != _BREAK)


def _atoms(normalised: str) -> Iterator[_Atom]:
    before: Piece | None = None
    for piece in pieces(normalised):
        apart = before and before.kind == piece.kind == "han"
        if before and (apart or not piece.joined):
            yield _Atom(_BREAK, piece.start, piece.start)
        if piece.kind == "han":
            yield from (_Atom(c, piece.start + i, piece.start + i + 1) for i, c in enumerate(piece.text))
        else:
            yield _Atom(piece.tokens[0], piece.start, piece.end)
        before = piece


def _word_bounds(normalised: str) -> frozenset[int]:
    bounds = set()
    for piece in pieces(normalised):
        position = piece.start
        bounds |= {piece.start, piece.end}
        if piece.kind == "han":
            for word in segments(piece.text):
                position += len(word)
                bounds.add(position)
    return frozenset(bounds)


def _stands_alone(span: list[_Atom], bounds: frozenset[int]) -> bool:
    sure = len(span) >= SURE_LENGTH and all(is_han(atom.text) for atom in span)
    return sure or (span[0].start in bounds and span[-1].end in bounds)
