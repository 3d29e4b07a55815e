"""The guides that there are: apps put theirs on a shelf, a folder of texts for each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from portal.guides.reading import Guide, read_guide


@dataclass(frozen=True, slots=True)
class Shelf:
    """Guides on one kind of work, in the order in which the index names them.

    `folder` holds `<language>/<slug>.md` for every slug and language of the admin.
    """

    heading: Any
    folder: Path
    slugs: tuple[str, ...]


_shelves: list[Shelf] = []


def add_shelf(shelf: Shelf) -> None:
    """Add guides; call it in an app's `ready`."""
    _shelves.append(shelf)


def shelves() -> tuple[Shelf, ...]:
    """Return all shelves in the order in which they were added."""
    return tuple(_shelves)


def languages() -> tuple[str, ...]:
    """Return the languages that every guide has: those of the admin."""
    return tuple(code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES)


def slugs() -> Iterator[str]:
    """Yield the slug of every guide."""
    return (slug for shelf in _shelves for slug in shelf.slugs)


def guide(slug: str) -> Guide | None:
    """Return the guide in the language of the reader, None where there is none with this slug."""
    return guide_in(slug, get_language() or settings.LANGUAGE_CODE)


def guide_in(slug: str, language: str) -> Guide | None:
    """Return the guide in a language, in Chinese where that is none of the admin's."""
    folder = next((shelf.folder for shelf in _shelves if slug in shelf.slugs), None)
    if folder is None:
        return None
    return _read(folder, slug, language if language in languages() else settings.LANGUAGE_CODE)


@lru_cache(maxsize=128)
def _read(folder: Path, slug: str, language: str) -> Guide:
    text = (folder / language / f"{slug}.md").read_text(encoding="utf-8")
    return read_guide(slug, text, lambda name: static(picture_file(name, language)), address)


def picture_file(name: str, language: str) -> str:
    """Return the name of a picture's static file."""
    return f"guides/{language}/{name}.webp"


def address(place: str) -> str:
    """Return the address of `slug` or `slug#anchor`."""
    slug, mark, anchor = place.partition("#")
    return f"{reverse('guide', args=[slug])}{mark}{anchor}"
