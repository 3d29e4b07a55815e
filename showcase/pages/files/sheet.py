"""A story on one page of paper: what it is, whose, what was done, the key figures, the sources, and where it is read.

How much of the text and how many figures it holds depends on their length: `sheets` returns one variant for each of
`ROOMS`, and the first that fits one page is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.frame.context import demo_notice
from portal.text.citations import Passage, passages
from showcase.choices import StoryKind
from showcase.lists.register_pages.extract import qr_code
from showcase.pages.files.document import published_document
from showcase.pages.story import story_context
from showcase.stories.blocks import SECTIONS
from showcase.stories.models import StoryPage
from showcase.stories.outputs.document import Heading, StoryDocument, Text
from showcase.stories.outputs.shortening import shortened

TEMPLATE = "showcase/story_sheet.html"
_TOLD = {
    StoryKind.CASE: ("practices", "results", "limits"),
    StoryKind.TECHNOLOGY: ("principle", "fits", "not_fits"),
    StoryKind.PRACTICE: ("what", "how", "limits"),
}
_CITED = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Room:
    """What a sheet may hold: characters of text (Chinese ones, of Latin ones twice as many), figures and facts."""

    characters: int
    figures: int
    facts: int


ROOMS = (*(Room(900 - 100 * step, 12 - step, 8 - step // 2) for step in range(9)), Room(0, 2, 0))


@dataclass(frozen=True, slots=True)
class Told:
    """A section of the text, shortened."""

    heading: str
    passages: tuple[Passage, ...]


def sheets(page: StoryPage, printed_on: str) -> Iterator[str]:
    """Yield the sheet as HTML in the active language, with less in each; `printed_on`: the day, as shown."""
    shown = story_context(page)
    document = published_document(page)
    for room in ROOMS:
        context = _context(shown, document, room)
        yield render_to_string(TEMPLATE, {**context, "caveat": page.caveat, "printed_on": printed_on})


def _context(shown: dict[str, Any], document: StoryDocument, room: Room) -> dict[str, Any]:
    card, effects, facts = shown["card"], shown["effects"], shown["facts"][: room.facts]
    told = tuple(_told(document, card.kind, room.characters * (2 if document.language == "en" else 1)))
    figures = effects[: room.figures]
    cited = _cited(told, figures, facts)
    return {
        "story": document,
        "card": card,
        "told": told,
        "facts": facts,
        "effects": figures,
        "further": len(effects) - len(figures) + len(shown["aside_effects"]),
        "sources": [item for item in shown["sources"] if item.number in cited],
        "confirmed_on": shown["confirmed_on"],
        "demo_notice": demo_notice(),
        "qr": qr_code(document.address, _("QR code of this address")),
    }


def _told(document: StoryDocument, kind: StoryKind, room: int) -> Iterator[Told]:
    """Yield the section that says what was done, and then those for whose passages there is room as a whole."""
    labels = dict(SECTIONS)
    for place, section in enumerate(_TOLD[kind]):
        whole = tuple(_passages(document, str(labels[section])))
        kept = shortened(whole, room)
        if place and kept != whole:
            return
        room -= sum(len(passage.text) for passage in kept)
        if kept:
            yield Told(str(labels[section]), kept)


def _passages(document: StoryDocument, heading: str) -> Iterator[Passage]:
    """Yield the passages below this heading, without tables and pictures."""
    within = False
    for part in document.parts:
        if isinstance(part, Heading):
            within = part.text == heading
        elif within and isinstance(part, Text):
            yield from passages(part.html)


def _cited(told: Iterable[Told], figures: Iterable[Any], facts: Iterable[Any]) -> set[int]:
    """Return the numbers of the sources that the sheet cites."""
    in_text = {int(number) for one in told for passage in one.passages for number in _CITED.findall(passage.text)}
    return in_text.union(*(one.source_numbers for one in (*figures, *facts)))
