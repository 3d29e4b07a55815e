"""One figure stands once in a list of cards: with the case that prints it, else with the first card that repeats it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from showcase.cards import StoryCard

_Key = tuple[str, str, str]


def repeating(cards: Iterable[StoryCard]) -> set[str]:
    """Return the ids of cards whose key figure another card of the list shows already."""
    cards = tuple(cards)
    told = {key for card in cards if (key := _own(card))}
    found: set[str] = set()
    for card in cards:
        key = _repeated(card)
        if key is None:
            continue
        if key in told:
            found.add(card.id)
        told.add(key)
    return found


def without_key_figure(card: StoryCard) -> StoryCard:
    """Return the card without its key figure; its cover then says in words what it is."""
    figure = card.key_figure
    return replace(card, effects=tuple(one for one in card.effects if one is not figure))


def _own(card: StoryCard) -> _Key | None:
    """Return the key figure that a card shows as its own plant's."""
    figure = card.key_figure
    return (figure.value, figure.unit, card.url) if figure and not figure.url else None


def _repeated(card: StoryCard) -> _Key | None:
    """Return the key figure that a card repeats from a case."""
    figure = card.key_figure
    return (figure.value, figure.unit, figure.url) if figure and figure.url else None
