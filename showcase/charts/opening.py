"""The drawing with which a story opens: its own, else the principle of the technology that its editors named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from showcase.cards import StoryCard
from showcase.choices import StoryKind
from showcase.panels import EffectRow
from showcase.stories.figures.sketch import ShownSketch, own_sketch, principle_sketch
from showcase.stories.models import StoryPage


def opening_sketch(
    source: StoryPage, effects: Iterable[EffectRow], related: Sequence[StoryCard], language: str
) -> ShownSketch | None:
    """Return the drawing of a Chinese page in this language; one query at most.

    `related`: cards of the stories that the editors name on the page, those of technologies among them.
    """
    own = own_sketch(source, language, effects)
    if own or source.kind != StoryKind.CASE:
        return own
    card = next((one for one in related if one.kind == StoryKind.TECHNOLOGY and one.sketch), None)
    if card is None:
        return None
    technology = StoryPage.objects.sources().published().filter(translation_key=card.id).first()
    return principle_sketch(technology, card, language) if technology else None
