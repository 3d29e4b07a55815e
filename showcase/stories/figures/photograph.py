"""The photograph that a case shows beside its facts: the first of its text that names its author or licence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.files.shown_picture import FIGURE, shown_picture
from portal.frame.frame import Picture
from showcase.choices import StoryKind


@dataclass(frozen=True, slots=True)
class Photograph:
    """`picture`: with author and licence; `url`: of the whole picture."""

    picture: Picture
    caption: str
    url: str


def with_photograph(kind: str, body: Any) -> tuple[Photograph | None, Iterable[Any]]:
    """Return the photograph of a case and the text without it; the text as it is where there is none.

    A drawing stays where the text explains it.
    """
    found = _photograph_block(body) if kind == StoryKind.CASE else None
    picture = shown_picture(found.value["image"], FIGURE) if found else None
    if found is None or picture is None:
        return None, body
    photograph = Photograph(picture, found.value["caption"], found.value["image"].file.url)
    return photograph, tuple(block for block in body if block is not found)


def _photograph_block(body: Any) -> Any:
    pictures = (block for block in body if block.block_type == "figure" and block.value["image"])
    return next((block for block in pictures if _is_photograph(block.value["image"])), None)


def _is_photograph(image: Any) -> bool:
    return bool(image.credit or image.licence) and not image.is_svg()
