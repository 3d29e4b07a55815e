"""By which of a story's terms a text found it, where neither title nor extract shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from search.expansion import Vocabulary
from search.highlighting import Highlighter, Tokens
from showcase.cards import Chip, StoryCard


@dataclass(frozen=True)
class TermMatches:
    """One for a page of hits: what a text marks in the names of each term is found once."""

    marker: Highlighter
    vocabulary: Vocabulary
    _known: dict[str, frozenset[Tokens]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, card: StoryCard, passage: str) -> tuple[str, ...]:
        """Sentences to put beside a hit of which `passage` is shown. `card`: with its title as it is, unmarked."""
        visible = self.marker.marked_in(card.title) | self.marker.marked_in(passage)
        techniques = ", ".join(self._hidden(card.techniques, visible))
        industries = ", ".join(self._hidden(card.industries, visible))
        found = []
        if techniques:
            found.append(_("Matched by technique: %(names)s") % {"names": techniques})
        if industries:
            found.append(_("Matched by industry: %(names)s") % {"names": industries})
        return tuple(found)

    def _hidden(self, terms: Iterable[Chip], visible: frozenset[Tokens]) -> Iterator[str]:
        for term in terms:
            marked = self._marked(term.code)
            if marked and not marked & visible:
                yield term.label

    def _marked(self, code: str) -> frozenset[Tokens]:
        """In any name of the term: one that the story shows under another name is visible all the same."""
        if code not in self._known:
            concept = self.vocabulary.concept(code)
            names = "\n".join(name.text for name in concept.names) if concept else ""
            self._known[code] = self.marker.marked_in(names)
        return self._known[code]
