"""Recognises what a reader types: industries and machines by any of their names, pinyin or code."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from portal.caching.content_version import current_vocabulary, kept_in_process
from showcase.for_your_plant.asked import Asked
from showcase.vocabulary.names import fold_name
from showcase.vocabulary.tagging.stored import known
from showcase.vocabulary.tagging.terms import Tag
from showcase.vocabulary.tagging.typed import Hit, Spelt, find

OFFERED = 8
_MOST_PARTS = 20
_BETWEEN = re.compile(r"[,，、;；/\n]+")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Recognised:
    """`codes`: of what was clear; `rest`: the words that were not, and `offers`: codes that they may mean."""

    codes: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


def settled(asked: Asked) -> tuple[Asked, Recognised, Recognised]:
    """Return the plant with all that was clear in its texts, and what became of either text."""
    industries = _of("industry", asked.industry_text, asked.industries)
    machines = _of("process", asked.machine_text, asked.machines)
    texts = ("，".join(industries.rest), "，".join(machines.rest))
    return asked.adding(industries.codes, machines.codes, texts), industries, machines


def _of(vocabulary: str, text: str, chosen: Collection[str]) -> Recognised:
    return recognise(text, _spelt(vocabulary), chosen) if text else Recognised()


def _spelt(vocabulary: str) -> tuple[Spelt, ...]:
    """Return the spellings of one vocabulary. The first call in a process takes a second (pinyin of all terms)."""
    version = current_vocabulary()
    name = f"for-your-plant.spelt.{vocabulary}"
    return kept_in_process(
        name, version, lambda: tuple(one for one in known().spelt if one.tag.vocabulary == vocabulary)
    )


def recognise(text: str, spellings: Sequence[Spelt], chosen: Collection[str] = ()) -> Recognised:
    """Recognise each of the words between commas: a name in full, its sound, or the only name that fits.

    A word that may mean one of the terms `chosen` has been answered, by ticking what was offered for it.
    """
    by_key = {one.tag.key: one for one in spellings}
    codes: list[str] = []
    rest: list[str] = []
    offers: list[str] = []
    for part in list(filter(None, (part.strip() for part in _BETWEEN.split(text))))[:_MOST_PARTS]:
        hits = _hits(spellings, part)
        found = _clear(hits, part, by_key)
        if found is not None:
            codes.append(found.code)
        elif not any(hit.tag.code in chosen for hit in hits[:OFFERED]):
            rest.append(part)
            offers += [hit.tag.code for hit in hits[:OFFERED]]
    return Recognised(*(tuple(dict.fromkeys(some)) for some in (codes, rest, offers)))


def _hits(spellings: Sequence[Spelt], part: str) -> list[Hit]:
    """Find a word; an English plural by its singular too."""
    found = find(spellings, part)
    return found or (find(spellings, part[:-1]) if part.lower().endswith("s") else [])


def _clear(hits: Sequence[Hit], part: str, by_key: dict[str, Spelt]) -> Tag | None:
    """Return the one term that is meant; of a term and what stands below it under the same name the wider."""
    wanted = {_letters(part), _letters(part.lower().removesuffix("s"))}
    exact = [hit.tag for hit in hits if _is_called(by_key[hit.tag.key], wanted)]
    meant = exact or [hit.tag for hit in hits]
    widest = min(meant, key=lambda tag: len(tag.code), default=None)
    if widest is None or not all(tag.code.startswith(widest.code) for tag in meant):
        return None
    return widest if exact or len(meant) == 1 else None


def _is_called(one: Spelt, wanted: Iterable[str]) -> bool:
    """Say whether a term has this name or sound; a name that other things have too is not enough."""
    own = (it for it in one.spellings if it.name not in one.tag.ambiguous)
    return any(it.joined in wanted or (it.sound and it.sound in wanted) for it in own)


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", fold_name(text))
