"""The keys of a name, and what a typed text looks up among them.

余热回收 is found by 余热, yure, "yu re", yrhs, 余re and 回收: from each of its words on, the text, its pinyin and its
initials are keys. Spaces and punctuation are in no key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from search.text.analysis import HAN, normalise, segments
from search.text.pinyin import syllables
from showcase.enterprises.names import NameQuery, behind_places, search_name, without_company, without_units

REVISION = 2
"""Raise it with every change of a rule below: all keys are then written again."""

MAX_KEY = 32
MAX_STARTS = 12
_WORD = re.compile(f"(?P<han>[{HAN}]+)|[^\\W_{HAN}]+")
_HAN = re.compile(f"[{HAN}]")
# Nobody looks for an enterprise by an ending that all of them share.
_TAILS = frozenset(
    {"股份有限公司", "有限责任公司", "有限公司", "集团有限公司", "公司", "集团", "制造业", "制造", "加工", "业"}
)


class Key(NamedTuple):
    """`text`: as looked up; `inside`: it begins at a later word of the name; `whole`: it is the whole name."""

    text: str
    inside: bool
    whole: bool


class _Unit(NamedTuple):
    """A Han character or a whole Latin word: as written, as it sounds, its first letter."""

    text: str
    sound: str
    initial: str
    begins: bool


def keys_of(name: str) -> tuple[Key, ...]:
    """Return all keys of a name, each once, those of its beginning first; also of 福建… for 福建省…."""
    normalised = normalise(name)
    found: dict[str, Key] = {}
    for written in dict.fromkeys((normalised, without_units(normalised))):
        for key in _keys_of(written):
            found.setdefault(key.text, key)
    return tuple(found.values())


def _keys_of(normalised: str) -> tuple[Key, ...]:
    units = list(_units(normalised))
    starts = [at for at, unit in enumerate(units) if unit.begins][:MAX_STARTS]
    keys: dict[str, Key] = {}
    for start in starts:
        rest = units[start : start + MAX_KEY]
        written = _joined(unit.text for unit in rest)
        if start and (len(written) < 2 or written in _TAILS):
            continue
        for form in _forms(rest, written):
            keys.setdefault(form, Key(form, inside=start > 0, whole=not start and len(units) <= MAX_KEY))
    return tuple(keys.values())


def _forms(units: list[_Unit], written: str) -> Iterator[str]:
    yield written
    if _HAN.search(written):
        yield _joined(unit.sound for unit in units)
        yield _joined(unit.initial for unit in units)


def _joined(parts: Iterator[str]) -> str:
    return "".join(parts)[:MAX_KEY]


def _units(normalised: str) -> Iterator[_Unit]:
    sounds = syllables(normalised)
    for match in _WORD.finditer(normalised):
        if not match["han"]:
            word = match.group()
            yield _Unit(word, word, word, begins=True)
            continue
        at = match.start()
        for segment in segments(match.group()):
            for place, character in enumerate(segment):
                syllable = sounds[at]
                yield _Unit(character, syllable, syllable[:1], begins=place == 0)
                at += 1


@dataclass(frozen=True)
class Typed:
    """What a reader has typed so far. `prefixes`: of keys to look up; `han`: characters the name must contain then.

    A legal form typed in full need not be the name's. `rest`: what was typed after the place names in front, which many
    names lack; the name must then contain these characters.
    """

    text: str
    prefixes: tuple[str, ...]
    han: str = ""
    rest: str = ""

    @classmethod
    def of(cls, raw: str) -> Typed:
        """Read a text; no prefixes means too short to suggest anything: one Latin letter, or nothing at all."""
        written = without_units(normalise(raw).replace("ü", "v"))
        units = list(_units(written))
        text = _joined(unit.text for unit in units)
        stem = without_company(written)
        rest = "".join(_HAN.findall(behind_places(stem)))[:MAX_KEY]
        han = "".join(_HAN.findall(text))
        if len(text) < 2 and not han:
            return cls(text, ())
        if not han or han == text:
            stem = "".join(_HAN.findall(stem))[:MAX_KEY]
            return cls(text, tuple(dict.fromkeys(filter(None, (text, stem, rest)))), stem, rest)
        forms = (text, _joined(unit.sound for unit in units), _joined(unit.initial for unit in units))
        return cls(text, tuple(dict.fromkeys(forms)), han)

    def answered_by(self, name: str) -> bool:
        """Say whether a name begins, or has a word that begins, with what was typed."""
        return self.fits(name) and any(key.text.startswith(self.prefixes) for key in keys_of(name))

    def fits(self, name: str) -> bool:
        """Say whether a name found by its sound also contains, in order, the characters typed: 余re is not 鱼热.

        A place that was typed may be missing in the name, but must not be another one there.
        """
        normalised = normalise(name)
        if _holds(normalised, self.han):
            return True
        return bool(self.rest) and _holds(normalised, self.rest) and NameQuery.of(self.text).agrees(search_name(name))


def _holds(name: str, characters: str) -> bool:
    """Say whether a name contains the characters in their order."""
    letters = iter(name)
    return all(character in letters for character in characters)
