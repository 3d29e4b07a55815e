"""What the files of collections hold, as frozen records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from showcase.demo.reading import fields
from showcase.demo.reading.fields import Bilingual, Facts, Text

StoryKey = Annotated[str, fields.known("stories", "unknown story “{}”, or one that is held back")]


class ItemFacts(Facts):
    """A chosen story, and the remark on it."""

    story: StoryKey
    remark: Bilingual


class Paragraphs(Facts):
    """The paragraphs of a text in each language."""

    zh: tuple[Text, ...]
    en: tuple[Text, ...]

    rules = (("en", lambda it: len(it.zh) != len(it.en), "both languages have the same number of paragraphs"),)


def _once(items: tuple[ItemFacts, ...]) -> tuple[ItemFacts, ...]:
    stories = [item.story for item in items]
    fields.refuse_items(
        (place, f"“{story}” is chosen twice") for place, story in enumerate(stories) if story in stories[:place]
    )
    return items


class CollectionFacts(Facts):
    """A collection. ``order``: its place among the collections, from 1; the file's name is its slug."""

    slug: str
    path: Path

    order: int
    title: Bilingual
    summary: Bilingual
    introduction: Paragraphs
    items: Annotated[tuple[ItemFacts, ...], Field(min_length=2), AfterValidator(_once)]
