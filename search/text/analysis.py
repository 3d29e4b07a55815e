"""Turn text into tokens: the one definition of a term, for both engines, for records and queries alike.

Text → normalised text → pieces → tokens. A run of Han characters gives overlapping bigrams (a run of one character
gives that character) and, in a second field that only ranks, segmented words. Latin words are stemmed. Numbers,
document numbers, codes of standards and credit codes stay whole and are words too. Engines receive the tokens joined by
spaces and split them at spaces again.
"""

import hashlib
import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import NamedTuple

import rjieba
import snowballstemmer

from portal.text.simplified import simplified

REVISION = 1
"""Raise it with every change of a rule below that shows in no pattern and no list."""

MARKER = "∅"
"""Fills every empty token field: without it the average lengths, and so the orders, differ between the engines."""

_STOP_WORDS = (
    "a about above after again against all also am an and any are as at be because been before being below "
    "between both but by can could did do does doing down during each few for from further had has have having he "
    "her here hers him his how i if in into is it its itself just may me might more most must my no nor not of "
    "off on once only or other our out over own s same shall she should so some such t than that the their them "
    "then there these they this those through to too under until up upon us very was we were what when where "
    "which while who whom why will with would you your"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())

FUNCTION_CHARACTERS = frozenset("的了和与及或在是之等对为以于而并被把将由从到向就也都中上下吗呢吧啊哪什么")
"""Han characters that a strict match never requires on their own."""

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PATTERNS: dict[str, str] = {
    "credit": r"(?<![0-9a-z])[0-9a-hj-npqrtuwxy]{2}[0-9]{6}[0-9a-hj-npqrtuwxy]{10}(?![0-9a-z])",
    "document": r"[〔\[(【<《{]\s?(?P<year>(?:19|20)[0-9]{2})\s?[〕\])】>》}]\s?第?\s?(?P<serial>[0-9]{1,5})\s?号",
    "standard": (
        r"(?<![0-9a-z])(?P<body>gb|hj|iso|iec|db[0-9]{2}|[a-z]{2}(?=\s?/\s?t))(?P<kind>\s?/?\s?[tz](?![a-z]))?[\s-]?"
        r"(?P<number>[0-9]{2,6}(?:\.[0-9]{1,3})?)(?:[-—–―:](?P<edition>(?:19|20)[0-9]{2}))?(?![0-9a-z])"
    ),
    "han": f"[{HAN}]+",
    "code": r"[a-z]+[0-9][a-z0-9]*(?:\.[0-9][a-z0-9]*)*",
    "number": r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|\d+(?:\.[0-9]+)?",
    "word": f"[^\\W\\d_{HAN}]+",
}
_PIECE = re.compile("|".join(f"(?P<{kind}_>{pattern})" for kind, pattern in _PATTERNS.items()))
_HAN_ONLY = re.compile(f"[{HAN}]+")
_BLANK = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_STEM_LOCK = threading.Lock()
_STEM = snowballstemmer.stemmer("english")


class _Folded(dict[int, str]):
    """Cache: code point → the character as `normalise` folds it on its own."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFKC", _BLANK.sub(" ", chr(code))).lower()
        return self[code]


_FOLD = _Folded()


class Piece(NamedTuple):
    """A stretch of normalised text that gives tokens.

    `kind`: a key of `_PATTERNS`. `tokens`: in the order they are indexed. `joined`: nothing but spaces or hyphens
    stands between this piece and the one before.
    """

    kind: str
    text: str
    start: int
    end: int
    tokens: tuple[str, ...]
    joined: bool


class Terms(NamedTuple):
    """Everything that is indexed of one text, in its order: tokens, segmented words, single Han characters."""

    tokens: list[str]
    words: list[str]
    characters: list[str]


def normalise(text: str) -> str:
    """Apply NFKC, lower-case, turn traditional into simplified characters, control characters into spaces."""
    folded = unicodedata.normalize("NFKC", _BLANK.sub(" ", text)).lower()
    return simplified(folded)


def normalise_aligned(text: str) -> tuple[str, Sequence[int]]:
    """Return the normalised text and, for each of its characters, the index in `text` it comes from."""
    joined = text.translate(_FOLD)
    origin: Sequence[int] = range(len(text))
    if len(joined) != len(text):
        origin = [index for index, character in enumerate(text) for _ in _FOLD[ord(character)]]
    converted = simplified(joined)
    return (converted if len(converted) == len(joined) else joined), origin


def pieces(normalised: str) -> Iterator[Piece]:
    """Yield the pieces of already normalised text in order, without stop words."""
    last = 0
    for match in _PIECE.finditer(normalised):
        kind = str(match.lastgroup).removesuffix("_")
        tokens = _tokens(kind, match)
        between = normalised[last : match.start()]
        if tokens:
            yield Piece(kind, match.group(), match.start(), match.end(), tokens, not between.strip(" -"))
        last = match.end()


def terms(text: str) -> Terms:
    """Return everything that is indexed of a text."""
    found = Terms([], [], [])
    for piece in pieces(normalise(text)):
        found.tokens.extend(piece.tokens)
        found.words.extend(words(piece))
        if piece.kind == "han":
            found.characters.extend(piece.text)
    return found


def words(piece: Piece) -> Sequence[str]:
    """Return what the words field holds of a piece; of a Han run, its words of two characters or more."""
    if piece.kind != "han":
        return piece.tokens
    return [word for word in rjieba.cut_for_search(piece.text, True) if len(word) > 1]


def segments(han: str) -> list[str]:
    """Cut a Han run into words without overlap; joined they give the run again."""
    return list(rjieba.cut(han, True))


def bigrams(han: str) -> tuple[str, ...]:
    """Return the overlapping pairs of characters; a single character gives itself."""
    return tuple(han[i : i + 2] for i in range(len(han) - 1)) or (han,)


def is_han(text: str) -> bool:
    """Say whether normalised text consists of Han characters alone."""
    return _HAN_ONLY.fullmatch(text) is not None


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the English Snowball stem of a lower-case word."""
    with _STEM_LOCK:  # a stemmer keeps state while it works
        stemmed: str = _STEM.stemWord(word)
    return stemmed


def _tokens(kind: str, match: re.Match[str]) -> tuple[str, ...]:
    text = match.group()
    match kind:
        case "han":
            return bigrams(text)
        case "word":
            return () if text in STOP_WORDS else (stem(text),)
        case "number":
            return (text.replace(",", ""),)
        case "document":
            return (f"〔{match['year']}〕{match['serial']}号", match["year"])
        case "standard":
            return _standard(match)
    return (text,)


def _standard(match: re.Match[str]) -> tuple[str, ...]:
    kind = re.sub(r"[\s/]", "", match["kind"] or "")
    whole = f"{match['body']}/{kind}{match['number']}" if kind else f"{match['body']}{match['number']}"
    edition = (f"{whole}-{match['edition']}",) if match["edition"] else ()
    return (*edition, whole, match["number"])


def _version() -> str:
    libraries = [f"{name}={version(name)}" for name in ("opencc", "rjieba", "snowballstemmer", "pystemmer")]
    rules = [
        str(REVISION),
        MARKER,
        *sorted(STOP_WORDS),
        *_PATTERNS.values(),
        _BLANK.pattern,
        unicodedata.unidata_version,
    ]
    return hashlib.sha256("\n".join(rules + libraries).encode("utf-8", "surrogatepass")).hexdigest()[:12]


ANALYSIS_VERSION = _version()
"""Changes with every rule, list or library that decides about tokens; an index of another version is rebuilt."""
