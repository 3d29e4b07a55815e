"""How Chinese sounds: pinyin without tones, and the confusions of readers who do not speak the northern standard."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pypinyin import lazy_pinyin

from search.analysis import HAN

_HAN = re.compile(f"[{HAN}]")


@lru_cache(maxsize=16384)
def syllables(text: str) -> tuple[str, ...]:
    """Of each character of normalised text its syllable without tone (长乐: chang le); others stand for themselves.

    ü is v, as on a keyboard: 绿 is lv. Polyphones are read as the words around them tell.
    """
    each: Any = list  # what is not Han: character by character
    read: list[str] = lazy_pinyin(text, errors=each)
    found = tuple(syllable if _HAN.match(character) else character for character, syllable in zip(text, read))  # noqa: B905
    return found if len(found) == len(text) else tuple(text)


def sound(text: str) -> str:
    """The pinyin of normalised text in one word: 余热 and "yu re" are yure."""
    return "".join(letter for syllable in syllables(text) for letter in syllable if letter.isalnum())


def folded(sound_of_text: str) -> str:
    """A sound with zh/z, ch/c, sh/s, final -ng/-n and l/n made one."""
    flat = re.sub("([zcs])h", r"\1", sound_of_text)
    return flat.replace("ng", "n").replace("l", "n")
