"""Names the term of a story by which a text found it, where neither title nor extract shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from search.text.expansion import Name, Vocabulary
from search.text.highlighting import Highlighter, Tokens
from showcase.cards import Chip, StoryCard


@dataclass(frozen=True)
class _Marks:
    """What a text marks in a term's names. `found`: whether the text finds stories by the term."""

    found: bool
    anywhere: frozenset[Tokens]


@dataclass(frozen=True)
class TermMatches:
    """For one page of hits: what the text marks in the names of each term, looked up once.

    A record holds the main names of its story's terms. A text finds it by a term that it names (`named`, codes), or
    whose main name contains one of its `units` in full.
    """

    marker: Highlighter
    vocabulary: Vocabulary
    units: tuple[frozenset[Tokens], ...]
    named: frozenset[str] = frozenset()
    _known: dict[str, _Marks] = field(default_factory=dict, repr=False, compare=False)

    def of(self, card: StoryCard, passage: str) -> tuple[str, ...]:
        """Return sentences to show beside a hit whose extract is `passage`. `card`: with its title unmarked."""
        visible = self.marker.marked_in(card.title) | self.marker.marked_in(passage)
        techniques = ", ".join(self._hidden(card.techniques, visible))
        industries = ", ".join(self._hidden(card.industries, visible))
        sentences = []
        if techniques:
            sentences.append(_("Matched by technique: %(names)s") % {"names": techniques})
        if industries:
            sentences.append(_("Matched by industry: %(names)s") % {"names": industries})
        return tuple(sentences)

    def _hidden(self, terms: Iterable[Chip], visible: frozenset[Tokens]) -> Iterator[str]:
        """Yield the terms found by, unless the story shows any of their names."""
        for term in terms:
            marks = self._marks(term.code)
            if marks.found and not marks.anywhere & visible:
                yield term.label

    def _marks(self, code: str) -> _Marks:
        if code not in self._known:
            concept = self.vocabulary.concept(code)
            names = concept.names if concept else ()
            main = self._marked(name for name in names if name.main)
            found = code in self.named or any(unit <= main for unit in self.units)
            self._known[code] = _Marks(found, self._marked(names))
        return self._known[code]

    def _marked(self, names: Iterable[Name]) -> frozenset[Tokens]:
        return self.marker.marked_in_names(name.text for name in names)
