"""One figure stands once in a list of cards: with the case that prints it, else with the first card that repeats it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from showcase.cards import StoryCard

_Key = tuple[str, str, str]


def repeating(cards: Iterable[StoryCard]) -> dict[str, int]:
    """Return id of a card → how many of its figures, the strongest first, other cards of the list show already."""
    cards = tuple(cards)
    told = {key for card in cards if (key := _own(card))}
    found: dict[str, int] = {}
    for card in cards:
        left = card
        while (key := _repeated(left)) in told:
            left = without_figures(left, 1)
            found[card.id] = found.get(card.id, 0) + 1
        if key:
            told.add(key)
    return found


def without_figures(card: StoryCard, number: int) -> StoryCard:
    """Return the card without so many of its key figures; without any its cover says in words what it is."""
    for _ in range(number):
        figure = card.key_figure
        card = replace(card, effects=tuple(one for one in card.effects if one is not figure))
    return card


def _own(card: StoryCard) -> _Key | None:
    """Return the key figure that a card shows as its own plant's."""
    figure = card.key_figure
    return (figure.value, figure.unit, card.url) if figure and not figure.url else None


def _repeated(card: StoryCard) -> _Key | None:
    """Return the key figure that a card repeats from a case; None for another, or none."""
    figure = card.key_figure
    return (figure.value, figure.unit, figure.url) if figure and figure.url else None
