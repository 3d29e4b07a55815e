"""Shortens a text at the end of a sentence, so that a sheet of paper holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.text.citations import Passage

_SENTENCE = re.compile(r".*?(?:[。！？；]|[.!?;](?=\s|\[|$))(?:\[\d+\])*|.+$", re.DOTALL)
_MORE = " …"


def shortened(passages: Iterable[Passage], room: int) -> tuple[Passage, ...]:
    """Return the first passages that have at most `room` characters together, the last one cut after a sentence.

    A heading is kept only with a passage beneath it; what is cut ends with “…”.
    """
    kept: list[Passage] = []
    for passage in passages:
        if len(passage.text) > room:
            begun = "".join(_sentences(passage.text, room))
            if begun:
                kept.append(Passage(passage.tag, f"{begun.rstrip()}{_MORE}"))
            break
        kept.append(passage)
        room -= len(passage.text)
    while kept and kept[-1].is_heading:
        kept.pop()
    return tuple(kept)


def _sentences(text: str, room: int) -> Iterable[str]:
    """Yield the first whole sentences, each with its citations, as long as there is room."""
    for sentence in _SENTENCE.findall(text):
        room -= len(sentence)
        if room < 0:
            return
        yield sentence
