"""Finds the best passage of a text for a query, and what to mark in it, by one pure function over the original text.

Engines store tokens; marking uses the same analysis, so it is the same on every engine and marks what was matched: 餘熱
for 余热, "recoveries" for recovery.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.text.analysis import HAN, Piece, bigrams, is_han, normalise, normalise_aligned, pieces, segments

HAN_LENGTH = 120
LATIN_LENGTH = 240
"""Characters of a passage by default: words of letters are longer than Han characters."""

MAX_TEXT = 100_000
SHORT = 100
"""Characters up to which an analysed sentence is cached: names and titles occur on many pages."""

_HAN_RUN = re.compile(f"[{HAN}]+")
_SENTENCE = re.compile(r"[^。!?;\n]+")
_BEGINNINGS = re.compile(r"(?<=[。！？；\n])|(?<=[.!?;] )")

Span = tuple[int, int]
Tokens = tuple[str, ...]
Match = tuple[int, int, Tokens]
Reading = tuple[tuple[Piece, ...], tuple[tuple[int, int, str], ...], Tokens]
"""The pieces of a sentence, its tokens with their positions, and the tokens alone."""


@dataclass(frozen=True)
class Passage:
    """A stretch of the original text; `marks` are separate spans in `text`, in order.

    `before` and `after`: whether text was left out on that side.
    """

    text: str
    marks: tuple[Span, ...] = ()
    before: bool = False
    after: bool = False

    def parts(self) -> list[tuple[str, bool]]:
        """Return the text cut at the marks as (part, is marked); joined, the parts give `text`."""
        cut: list[tuple[str, bool]] = []
        at = 0
        for start, end in self.marks:
            cut += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return [(text, marked) for text, marked in [*cut, (self.text[at:], False)] if text]


@dataclass(frozen=True)
class Highlighter:
    """What a query marks: sequences of tokens (most of one token) by their first token. One serves a whole page."""

    sequences: dict[str, tuple[tuple[str, ...], ...]]
    needle: re.Pattern[str] | None

    def whole(self, text: str) -> Passage:
        """Mark the whole text, for titles."""
        return Passage(text, _joined(self._matches(text[:MAX_TEXT])))

    def passage(self, text: str, length: int = 0) -> Passage:
        """Return about `length` characters with most of the query; the beginning where nothing matches."""
        text = text[:MAX_TEXT].strip()
        matches = self._matches(text)
        length = length or (HAN_LENGTH if _is_mostly_han(text[:400]) else LATIN_LENGTH)
        start, end = _window(text, _best_start(matches, length), length)
        # A match at either end is shown whole.
        start = min((a for a, b, _key in matches if a < start < b), default=start)
        end = max((b for a, b, _key in matches if a < end < b), default=end)
        inside = [(max(a, start) - start, min(b, end) - start, key) for a, b, key in matches if a < end and b > start]
        return Passage(text[start:end], _joined(inside), start > 0, end < len(text))

    def marked_in(self, text: str) -> frozenset[Tokens]:
        """Return the sequences that the text contains."""
        return frozenset(sequence for _, _, sequence in self._matches(text[:MAX_TEXT]))

    def marked_in_names(self, names: Iterable[str]) -> frozenset[Tokens]:
        """Return the sequences that these names contain; each name is analysed once per process."""
        return frozenset(sequence for name in names for *_, sequence in self._in_reading(_name_reading(name)))

    def _matches(self, text: str) -> list[Match]:
        """Return every sequence found, in the order of the sentences."""
        if self.needle is None:
            return []
        normalised, origin = normalise_aligned(text)
        matches: list[Match] = []
        for sentence in _SENTENCE.finditer(normalised):
            if self.needle.search(sentence.group()):
                for start, end, sequence in self._in_sentence(sentence.group()):
                    first, last = sentence.start() + start, sentence.start() + end - 1
                    matches.append((origin[first], origin[last] + 1, sequence))
        return matches

    def _in_sentence(self, sentence: str) -> Iterator[Match]:
        yield from self._in_reading(_reading(sentence))

    def _in_reading(self, reading: Reading) -> Iterator[Match]:
        read, spans, tokens = reading
        for at, (start, _, token) in enumerate(spans):
            for sequence in self.sequences.get(token, ()):
                if tokens[at : at + len(sequence)] == sequence:
                    yield start, spans[at + len(sequence) - 1][1], sequence
        for piece in read:
            if piece.kind == "han" and len(piece.text) > 1:
                at = piece.start
                yield from ((at + i, at + i + 1, (one,)) for i, one in enumerate(piece.text) if one in self.sequences)


def _reading(sentence: str) -> Reading:
    return _short_reading(sentence) if len(sentence) <= SHORT else _read(sentence)


def _read(sentence: str) -> Reading:
    read = tuple(pieces(sentence))
    spans = tuple(span for piece in read for span in _token_spans(piece))
    return read, spans, tuple(token for _, _, token in spans)


_short_reading = lru_cache(maxsize=4096)(_read)


@lru_cache(maxsize=8192)
def _name_reading(name: str) -> Reading:
    return _read(normalise(name))


def highlighter(text: str, also: Iterable[str] = ()) -> Highlighter:
    """Return what marks a query's text and the names also searched (`Expansion.also_searched`), these only whole."""
    sequences: dict[tuple[str, ...], None] = {}
    for piece in pieces(normalise(text)):
        sequences |= {(token,): None for token in _marking(piece)}
    for name in also:
        if tokens := tuple(token for piece in pieces(normalise(name)) for token in piece.tokens):
            sequences[tokens] = None
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for sequence in sequences:
        by_first[sequence[0]].append(sequence)
    return Highlighter({first: tuple(some) for first, some in by_first.items()}, _needle(by_first))


def units_of(text: str) -> tuple[frozenset[Tokens], ...]:
    """Return what a text searches for, as sequences that belong together: each Han run, and all its other words."""
    units: list[frozenset[Tokens]] = []
    others: set[Tokens] = set()
    for piece in pieces(normalise(text)):
        marking = frozenset((token,) for token in _marking(piece))
        if piece.kind == "han":
            units.append(marking)
        else:
            others |= marking
    return tuple(unit for unit in (*units, frozenset(others)) if unit)


def _marking(piece: Piece) -> Sequence[str]:
    """Return tokens worth marking alone: of a Han run not those that only join two words (热回 of 余热回收)."""
    if piece.kind != "han":
        return piece.tokens
    joints: set[int] = set()
    at, before = 0, ""
    for word in segments(piece.text):
        if len(before) > 1 and len(word) > 1:
            joints.add(at - 1)
        at, before = at + len(word), word
    return [token for index, token in enumerate(bigrams(piece.text)) if index not in joints]


def _needle(tokens: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for sentences worth analysing.

    Stems keep at least the first two letters of their words, but for an i that was a y: die of dying.
    """
    starts = {token if is_han(token) else re.escape(token[:2]).replace("i", "[iy]") for token in tokens}
    starts |= {"[0-9]" for token in tokens if not is_han(token) and not token.isalpha()}
    return re.compile("|".join(sorted(starts))) if starts else None


def _token_spans(piece: Piece) -> Iterator[tuple[int, int, str]]:
    if piece.kind == "han":
        for index, token in enumerate(piece.tokens):
            yield piece.start + index, piece.start + index + len(token), token
    else:
        yield from ((piece.start, piece.end, token) for token in piece.tokens)


def _best_start(matches: list[Match], length: int) -> int:
    """Return where the stretch begins that holds most different sequences, long ones counting more.

    Of equals the first wins.
    """
    matches = sorted(matches)
    best, best_score, first = 0, 0, 0
    inside: Counter[tuple[str, ...]] = Counter()
    for last, (_, end, sequence) in enumerate(matches):
        inside[sequence] += 1
        while first < last and matches[first][0] < end - length:
            inside[matches[first][2]] -= 1
            first += 1
        score = 100 * sum(len(key) for key, times in inside.items() if times > 0) + inside.total()
        if score > best_score:
            best, best_score = matches[first][0], score
    return best


def _window(text: str, wanted: int, length: int) -> Span:
    """Return start and end of the passage: from the beginning of a near sentence, never through a word of letters."""
    if len(text) <= length:
        return 0, len(text)
    earliest = max(0, wanted - length // 3)
    beginnings = [m.start() for m in _BEGINNINGS.finditer(text, earliest, wanted + 1) if m.start() <= wanted]
    start = _off_word(text, beginnings[0] if beginnings and earliest > 0 else earliest, 1)
    while start < len(text) - 1 and text[start].isspace():
        start += 1
    end = _off_word(text, min(len(text), start + length), -1)
    return start, max(end, min(len(text), start + 1))


def _off_word(text: str, at: int, step: int) -> int:
    """Return the nearest position in one direction outside a word; `at` itself where none is near."""
    moved = at
    for _ in range(24):
        if not 0 < moved < len(text) or not (_is_letter(text[moved - 1]) and _is_letter(text[moved])):
            return moved
        moved += step
    return at


def _is_letter(character: str) -> bool:
    return character.isalnum() and not is_han(character)


def _is_mostly_han(text: str) -> bool:
    return 3 * sum(map(len, _HAN_RUN.findall(text))) > len(text)


def _joined(matches: Iterable[Match]) -> tuple[Span, ...]:
    """Merge overlapping and touching spans."""
    joined: list[Span] = []
    for start, end, _ in sorted(matches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
