"""Finds what a reader who typed a text may have meant: texts to try, the most likely first.

Chinese words by the same sound, then by a sound commonly confused with it; pinyin typed for Chinese words; Latin words
by the optimal string alignment distance. A known word is never replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.caching.content_version import current, kept_in_process
from search.spelling.models import KnownWord
from search.text.analysis import Piece, normalise, pieces, stem
from search.text.pinyin import folded, sound

MAX_CANDIDATES = 6
MAX_RUN = 16
WINDOWS = range(2, 7)
"""Han words of these lengths are looked up."""

SURE_LATIN, LONG_LATIN = 4, 7
"""Latin words this long may differ by one letter, by two letters; shorter ones are not changed."""

Hearing = Literal["sound", "folded"]


class Fix(NamedTuple):
    """A stretch of the normalised text and a replacement; more `stories` make it more likely."""

    start: int
    end: int
    word: str
    stories: int


class Window(NamedTuple):
    """A stretch of a Han run of the normalised text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)


def candidates(text: str) -> Iterator[list[str]]:
    """Yield rounds of texts to try in place of `text`; once one has hits, no further round is needed."""
    normalised = normalise(text)
    read = list(pieces(normalised))
    windows = [window for piece in read if piece.kind == "han" for window in _windows(piece)]
    unknown = _unknown(windows)
    hearings: tuple[Hearing, ...] = ("sound", "folded")
    for hearing in hearings:
        yield _heard_whole(normalised, hearing) + _composed(normalised, _heard(unknown, hearing))
    if latin := [piece for piece in read if piece.kind == "word" and len(piece.text) >= SURE_LATIN]:
        words, stems = _latin_words()
        yield _composed(normalised, [fix for piece in latin for fix in _spelt(piece, words, stems)])


def _windows(piece: Piece) -> Iterator[Window]:
    run = piece.text[:MAX_RUN]
    for size in WINDOWS:
        for at in range(len(run) - size + 1):
            yield Window(piece.start + at, run[at : at + size])


def _unknown(windows: Sequence[Window]) -> list[Window]:
    texts = list({window.text for window in windows})
    known = set(KnownWord.objects.filter(text__in=texts).values_list("text", flat=True)) if texts else set()
    return [window for window in windows if window.text not in known]


def _heard(windows: Sequence[Window], hearing: Hearing) -> list[Fix]:
    """Return known words of the same length that sound like a window."""
    keys = {window: _key(sound(window.text), hearing) for window in windows}
    words = _sounding(keys.values(), hearing)
    return [
        Fix(window.start, window.end, word.text, word.stories)
        for window, key in keys.items()
        for word in words.get(key, ())
        if len(word.text) == len(window.text)
    ]


def _heard_whole(normalised: str, hearing: Hearing) -> list[str]:
    """Return Chinese words for a text that is nothing but pinyin."""
    letters = normalised.replace(" ", "").replace("ü", "v")
    if not (letters.isascii() and letters.isalpha() and len(letters) >= SURE_LATIN):
        return []
    key = _key(letters, hearing)
    return [word.text for word in _sounding([key], hearing).get(key, ())][:MAX_CANDIDATES]


def _key(heard: str, hearing: Hearing) -> str:
    return folded(heard) if hearing == "folded" else heard


def _sounding(keys: Iterable[str], hearing: Hearing) -> dict[str, list[KnownWord]]:
    """Return sound → known words, those of most stories first; one query."""
    wanted = [key for key in set(keys) if key]
    found: dict[str, list[KnownWord]] = {}
    rows = KnownWord.objects.filter(**{f"{hearing}__in": wanted}).order_by("-stories", "text") if wanted else ()
    for row in rows:
        found.setdefault(getattr(row, hearing), []).append(row)
    return found


def _spelt(piece: Piece, words: dict[str, int], stems: frozenset[str]) -> Iterator[Fix]:
    """Yield known Latin words that differ by one letter, long ones by two; none where the word or its stem is known."""
    if piece.text in words or stem(piece.text) in stems:
        return
    distance = 2 if len(piece.text) >= LONG_LATIN else 1
    near = process.extract(piece.text, words.keys(), scorer=OSA.distance, score_cutoff=distance, limit=None)
    for word, _, _ in sorted(near, key=lambda found: (found[1], -words[found[0]], found[0]))[:MAX_CANDIDATES]:
        yield Fix(piece.start, piece.end, word, 0)


def _latin_words() -> tuple[dict[str, int], frozenset[str]]:
    """Return every known Latin word with its stories, and their stems; read once per version of the content."""
    return kept_in_process("latin-words", current(), _read_latin_words)


def _read_latin_words() -> tuple[dict[str, int], frozenset[str]]:
    words = dict(KnownWord.objects.filter(sound="").values_list("text", "stories"))
    return words, frozenset(stem(word) for word in words)


def _composed(normalised: str, fixes: Sequence[Fix]) -> list[str]:
    """Return the text with the longest fixes that do not overlap, then with each of them alone."""
    ordered = sorted(fixes, key=lambda fix: (fix.start - fix.end, -fix.stories))
    together: list[Fix] = []
    for fix in ordered:
        if all(fix.end <= other.start or other.end <= fix.start for other in together):
            together.append(fix)
    texts = [_with(normalised, together), *(_with(normalised, [fix]) for fix in ordered)]
    return [text for text in dict.fromkeys(texts) if text != normalised][:MAX_CANDIDATES]


def _with(normalised: str, fixes: Sequence[Fix]) -> str:
    text = normalised
    for fix in sorted(fixes, key=lambda fix: -fix.start):
        text = text[: fix.start] + fix.word + text[fix.end :]
    return text
