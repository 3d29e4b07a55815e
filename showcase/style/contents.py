"""The sections of the content, in their order; the search adds its own below (`search/style.py`)."""

from showcase.style import states
from showcase.style.examples import cards, charts, facts, forms, frame, lists, matrix, readers, terms


def register() -> None:
    """Add the sections."""
    parts = (terms, cards, facts, lists, matrix, charts, readers, forms, frame)
    states.register(*(part.section for part in parts))
