"""The sound of Chinese: pinyin without tones, and the sounds that many speakers confuse."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pypinyin import lazy_pinyin

from search.text.analysis import HAN

_HAN = re.compile(f"[{HAN}]")


@lru_cache(maxsize=16384)
def syllables(text: str) -> tuple[str, ...]:
    """Return the toneless syllable of each character of normalised text (长乐: chang le); others stay as they are.

    ü is v, as on a keyboard: 绿 is lv. Characters with several readings are read by the words around them.
    """
    each: Any = list  # everything that is not Han: character by character
    read: list[str] = lazy_pinyin(text, errors=each)
    found = tuple(syllable if _HAN.match(character) else character for character, syllable in zip(text, read))  # noqa: B905
    return found if len(found) == len(text) else tuple(text)


def sound(text: str) -> str:
    """Return the pinyin of normalised text in one word: 余热 and "yu re" give yure."""
    return "".join(letter for syllable in syllables(text) for letter in syllable if letter.isalnum())


def folded(sound_of_text: str) -> str:
    """Return a sound with zh/z, ch/c, sh/s, final -ng/-n and l/n made the same."""
    flat = re.sub("([zcs])h", r"\1", sound_of_text)
    return flat.replace("ng", "n").replace("l", "n")
