"""Decides whether a text that should be English is still Chinese: names may be Chinese, sentences may not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

NAME_LENGTH = 20
"""Chinese characters; full names of enterprises and offices are shorter, sentences mostly longer."""

NAMES_SHARE = 0.2
"""The share of a page's characters that Chinese names on their own (in a table, a heading) may have."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\U00020000-\U0003ffff]")
_SENTENCE = re.compile("[，。；！？、]")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a page. `place`: `title` or `body.<id>`; markup in `text` is ignored."""

    place: str
    text: str

    @property
    def plain(self) -> str:
        return " ".join(_TAG.sub(" ", self.text).split())

    @property
    def is_field(self) -> bool:
        """Whether it is a field of the page, such as the title, and not a part of its body."""
        return "." not in self.place


def han_count(text: str) -> int:
    """Count the Chinese characters in `text`."""
    return len(_HAN.findall(text))


def is_mostly_chinese(text: str) -> bool:
    """Say whether half of the characters or more are Chinese."""
    letters = sum(character.isalpha() for character in text)
    return letters > 0 and han_count(text) * 2 >= letters


def left_in_chinese(passages: Iterable[Passage], untranslated: Collection[str] = ()) -> tuple[Passage, ...]:
    """Return the passages of an English page that are still Chinese, in their order.

    `untranslated`: texts of the Chinese page without an English one; such a text counts however short it is. Other
    short texts are taken for names, as long as they are few.
    """
    passages = [Passage(passage.place, passage.plain) for passage in passages]
    known = {Passage("", text).plain for text in untranslated}
    chinese = [passage for passage in passages if is_mostly_chinese(passage.text)]
    names = [passage for passage in chinese if _may_be_name(passage) and passage.text not in known]
    if _share(names, passages) > NAMES_SHARE:
        names = []
    return tuple(
        passage
        for passage in passages
        if passage not in names and (passage in chinese or (passage.text in known and han_count(passage.text)))
    )


def _may_be_name(passage: Passage) -> bool:
    return not passage.is_field and han_count(passage.text) <= NAME_LENGTH and not _SENTENCE.search(passage.text)


def _share(some: Iterable[Passage], every: Iterable[Passage]) -> float:
    letters = sum(sum(character.isalpha() for character in passage.text) for passage in every)
    return sum(han_count(passage.text) for passage in some) / letters if letters else 0.0
