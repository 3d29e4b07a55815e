"""Compares an English page with the Chinese texts that it was translated from; pure."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.text.chinese_text import Passage


class Kind(StrEnum):
    """What is not finished about a text: no English yet, English of an older Chinese text, or made by a machine."""

    MISSING = "missing"
    OUTDATED = "outdated"
    MACHINE = "machine"


class State(StrEnum):
    """The state of the English of a Chinese text; `broken`: its markup or length has an error."""

    FINISHED = "finished"
    KEPT = "kept"
    MACHINE = "machine"
    BROKEN = "broken"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Text:
    """A Chinese text with its English, if any. `place`: as of `Passage`; `key`: of the stored English, None: none.

    `since`: when the English was stored, for a kept one the time at which the Chinese was changed.
    """

    place: str
    chinese: str
    english: str = ""
    state: State = State.FINISHED
    since: dt.datetime | None = None
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A text of an English page that is not, or no more, what the Chinese page says; texts are plain.

    `former`: the older Chinese that `english` was translated from, empty where it is not known. `since`: when the
    Chinese was changed, None: not known. `key`: of the stored English that may be confirmed, None: none.
    """

    kind: Kind
    place: str
    chinese: str
    english: str = ""
    former: str = ""
    since: dt.datetime | None = None
    key: int | None = None

    @property
    def digest(self) -> str:
        """16 characters that change with each text compared: a reason given for it holds as long as they are equal."""
        text = "\x1f".join((self.kind, self.place.partition(".")[0], self.chinese, self.english))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def open_texts(texts: Iterable[Text], former: Sequence[Text]) -> tuple[Unfinished, ...]:
    """Return what a translator still has to do, in the order of the page.

    `former`: finished texts whose Chinese is on the page no more.
    """
    kinds = {State.KEPT: Kind.OUTDATED, State.MACHINE: Kind.MACHINE}
    return tuple(
        _unfinished(kinds.get(text.state, Kind.MISSING), text, former)
        for text in texts
        if text.state is not State.FINISHED
    )


def unfinished_in(page: Iterable[Passage], texts: Sequence[Text], former: Sequence[Text]) -> tuple[Unfinished, ...]:
    """Return what this English page says that is not finished: outdated texts, and those a machine made."""
    current = {(text.place, plain(text.english)): text for text in texts if text.english and text.state != State.BROKEN}
    finished = {key for key, text in current.items() if text.state is State.FINISHED}
    older = {(text.place, plain(text.english)): text for text in former}
    elsewhere = {key for _place, key in finished}
    kinds = {State.KEPT: Kind.OUTDATED, State.MACHINE: Kind.MACHINE}
    found = []
    for passage in page:
        key = (passage.place, plain(passage.text))
        if key in finished:
            continue
        if text := current.get(key):
            found.append(_unfinished(kinds[text.state], text, former))
        elif (text := older.get(key)) and key[1] not in elsewhere:
            found.append(_replaced(text, texts))
    return tuple(dict.fromkeys(found))


def _unfinished(kind: Kind, text: Text, former: Sequence[Text]) -> Unfinished:
    older = _former(text, former) if kind is Kind.OUTDATED else ""
    english = "" if kind is Kind.MISSING else plain(text.english)
    key = None if kind is Kind.MISSING else text.key
    since = text.since if kind is Kind.OUTDATED else None
    return Unfinished(kind, text.place, plain(text.chinese), english, older, since, key)


def _replaced(text: Text, texts: Iterable[Text]) -> Unfinished:
    """Return an older text that the page still shows although its Chinese, in one place, is another one by now."""
    there = [other for other in texts if other.place == text.place]
    now = there[0] if len(there) == 1 else None
    chinese, since = (plain(now.chinese), now.since) if now else ("", None)
    return Unfinished(Kind.OUTDATED, text.place, chinese, plain(text.english), plain(text.chinese), since)


def _former(text: Text, former: Sequence[Text]) -> str:
    """Return the Chinese that a kept text was translated from: of the same place rather than of another, the latest."""
    same = [other for other in former if plain(other.english) == plain(text.english)]
    here = [other for other in same if other.place == text.place]
    found = here or same
    return plain(found[-1].chinese) if found else ""


def plain(text: str) -> str:
    """Return a text without markup, entities and repeated spaces."""
    return html.unescape(Passage("", text).plain)
