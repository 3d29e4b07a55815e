"""Queries that only a hostile reader asks: endless, always the same ones, for `bench.hostile` and the tests.

Known nasties, pieces of them joined at random, texts of any characters there are, and values of every parameter that is
read: valid ones, malformed ones, absurd ones, and the same parameter a thousand times.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bench.workload import HOSTILE

SEED = 20_261_126

TEXTS: tuple[str, ...] = (
    *HOSTILE,
    ")" * 5_000,
    "[" * 5_000 + "]" * 4_999,
    "a AND OR NOT (b",
    "title_zh:余热 OR match:*",
    "+余热 -废气 ~2 ^3",
    "/(a+)+$/",
    "[2020 TO *}",
    "*:*",
    "?*?*?*",
    "\\",
    '"余热" "回收"~99999999',
    "{!lucene}*:*",
    '{"query": {"match_all": {}}}',
    "' OR 1=1 --",
    "\ud800余热",
    "余热\udfff\udfff",
    "👩‍👩‍👧‍👦 余热 🔥",
    "余热" * 5_000,
    "a" * 255 + "余热",
    "热 " * 4_000,
    " ".join(f"词{chr(0x4E00 + i)}x{i}" for i in range(2_000)),
    "∅",
    "¶",
    "é́" * 500,
    "ﷺ" * 200,
    "İstanbul ﬁne ㎡",
    "餘熱回收 ＷＨＲ ½ ㏗ Ⅷ",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% load static %}",
    "%s%s%n%(x)s",
    "%00%ff../../etc/passwd",
    "91350582MA00000A1X" * 30,
    "闽工信规〔2025〕3号" * 20,
    "=cmd|' /C calc'!A0",
    "\u2028\u2029\ufeff\u200b",
    "𠮷野家 𡈽 䶮",
    "ก็็็็็็็็็็็็็็็็็็็็",
)

_PIECES: tuple[str, ...] = (
    *("余热", "回收", "定型机", "蒸汽", "C17", "T02.01", "2024", "heat", "recovery", "stenter", "yure", "的", "热"),
    *(
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "*",
        "?",
        "~",
        "^",
        ":",
        "\\",
        "/",
        "+",
        "-",
        "!",
        "&&",
        "||",
        "AND",
        "NOT",
    ),
    *("\x00", "\ud83d", "\u202e", "\u200d", "😀", "，", "〔", "〕", "\t", "\n", " ", "%", "<", ">", "=", ";", "#", "&"),
)
_PLANES: tuple[tuple[int, int], ...] = (
    *((0, 0x7F), (0x80, 0x24F), (0x300, 0x36F), (0x370, 0x6FF), (0x0900, 0x0DFF), (0x2000, 0x2BFF), (0x3000, 0x30FF)),
    *((0x4E00, 0x9FFF), (0xAC00, 0xD7FF), (0xD800, 0xDFFF), (0xE000, 0xFFFF), (0x1F300, 0x1FAFF), (0x20000, 0x323AF)),
    (0, 0x10FFFF),
)

_ODD: tuple[str, ...] = (
    *("", " ", "-", "--", "0", "1", "-1", "+1", "007", "1.5", "1e309", "NaN", "inf", "0x10", "１２", "٣", "²", "1,2"),
    *("9" * 20, "9" * 400, "-" + "9" * 30, "1-", "-1", "5-1", "0-0", "1-2-3", "1e5-", "0.00001-", "9" * 15 + "-"),
    *("NaN-", "null", "true", "[]", "a" * 64, "a" * 10_000, "../..", "\x00", "\ud800"),
    *("2025-02-30", "0000-00-00", "9999-12-31", "2024-02-29", "2024-02-29T25:61:61Z", "2024-01-01T00:00Z"),
    *("9999-12-31T23:59:59.999999-23:59", "0001-01-01T00:00:00+14:00"),
)
_COMMON: Mapping[str, tuple[str, ...]] = {
    "industry": ("C17", "c1713", "G01", "C", "C99", "A0111", "T96"),
    "region": ("350000", "350582", "999999", "000000"),
    "programme": ("green-factory", "zero-carbon-factory", "none-such"),
    "level": ("national", "provincial", "municipal"),
    "year": ("2024", "1999", "1900", "2099"),
    "page": ("1", "2", "500", "501"),
    "format": ("html", "json", "csv", "atom", "xlsx", "xml"),
}
_RANGES = ("1000-5000", "750.5-", "-3", "0-", "-999999999999999", "2-3", "given")
SEARCHED: Mapping[str, tuple[str, ...]] = {
    **_COMMON,
    "kind": ("case", "technology", "practice", "report", "CASE"),
    "standing": ("listed", "proposed", "reference", "compiled"),
    "technique": ("T02", "T02.01", "t99.99"),
    "goal": ("2024-1", "2035-9"),
    "evidence": ("company_statement", "official_file"),
    "scope": ("project", "site"),
    **dict.fromkeys(("energy", "co2", "water", "investment", "payback"), _RANGES),
    **dict.fromkeys(("energy_from", "energy_to", "payback_to", "investment_from"), ("1", "1,200", "１２００", "0.1")),
    "sort": ("relevance", "date", "saving", "payback"),
    "per": ("20", "50", "100", "1000"),
    "typed": ("1", "0"),
    "figures": ("all", "none"),
    "like": ("7c9e6679-7425-40de-944b-e07fc1f90ae7", "x" * 64, "x" * 65),
    "unheard-of": ("1",),
}
REGISTERED: Mapping[str, tuple[str, ...]] = {
    **_COMMON,
    "as_of": ("2024-12-31", "1900-01-01", "2999-12-31"),
    "known_at": ("2026-11-26T01:30:00Z", "2026-11-26T09:30:00+08:00", "2026-11-26T09:30:00 08:00"),
    "basis": ("official_file", "official_page", "press"),
    "list": ("1", "999999999"),
    "xiamen": ("with", "without"),
}
_PLACES: tuple[tuple[str, Mapping[str, tuple[str, ...]], int], ...] = (
    ("/search/", SEARCHED, 8),
    ("/search/suggest/", {"limit": ("1",)}, 2),
    ("/register/", REGISTERED, 3),
)


@dataclass(frozen=True)
class Nasty:
    """One request: page, language, parameters, and whether htmx sends it."""

    path: str
    language: str
    params: tuple[tuple[str, str], ...]
    fragment: bool = False

    @property
    def address_path(self) -> str:
        """Return the path with its language."""
        return f"/en{self.path}" if self.language == "en" else self.path

    @property
    def query_string(self) -> str:
        """Return it as a client sends it; a lone surrogate as its raw bytes, which are not valid UTF-8."""
        return urlencode(self.params, errors="surrogatepass")

    @property
    def lists(self) -> dict[str, list[str]]:
        """Return parameter → values, as `SearchQuery.from_params` takes them."""
        found: dict[str, list[str]] = {}
        for name, value in self.params:
            found.setdefault(name, []).append(value)
        return found

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that htmx adds."""
        return {"HX-Request": "true"} if self.fragment else {}


def queries(seed: int = SEED, path: str = "") -> Iterator[Nasty]:
    """Yield queries without end; each known nasty once, first as the only text of `/search/`.

    `path`: only this page.
    """
    chance = random.Random(seed)
    if path in ("", "/search/"):
        yield from (Nasty("/search/", chance.choice(("zh-hans", "en")), (("q", text),)) for text in TEXTS)
    places = [place for place in _PLACES if path in ("", place[0])]
    while True:
        (where, known, _weight), *_ = chance.choices(places, [weight for _, _, weight in places])
        yield Nasty(where, chance.choice(("zh-hans", "en")), _params(known, chance), chance.random() < 0.1)


def text(chance: random.Random) -> str:
    """Return a known nasty, joined pieces, any characters, or something short many times over."""
    match chance.choices(("known", "pieces", "any", "repeated"), (2, 5, 3, 1))[0]:
        case "known":
            return chance.choice(TEXTS)
        case "pieces":
            between = chance.choice(("", " "))
            return between.join(chance.choices(_PIECES, k=chance.randint(1, 40)))
        case "repeated":
            return _characters(chance, chance.randint(1, 6)) * chance.randint(1, 2_000)
        case _:
            return _characters(chance, chance.randint(0, 300))


def _characters(chance: random.Random, count: int) -> str:
    planes = chance.choices(_PLANES, k=chance.randint(1, 3))
    return "".join(chr(chance.randint(*chance.choice(planes))) for _ in range(count))


def _params(known: Mapping[str, Sequence[str]], chance: random.Random) -> tuple[tuple[str, str], ...]:
    names = chance.sample(list(known), k=min(len(known), chance.choice((0, 0, 0, 1, 1, 2, 5))))
    params = [("q", text(chance))] if chance.random() < 0.9 else []
    for name in names:
        params += _repeated(name, known[name], chance)
    chance.shuffle(params)
    return tuple(params)


def _repeated(name: str, values: Sequence[str], chance: random.Random) -> list[tuple[str, str]]:
    times: Any = chance.choices((1, 2, 3, 60, 1_000), (60, 10, 5, 2, 1))[0]
    pool = values if chance.random() < 0.8 else (*_ODD, text(chance))
    return [(name, chance.choice(pool)) for _ in range(times)]
