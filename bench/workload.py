"""Queries of readers: 200 varied texts, each without a filter, with one and with three; and those of a hostile one.

Always the same for the same records: words of the vocabulary in both languages, names of products, questions, codes,
years, numbers of the data set, misspelt and meaningless words, and no text at all.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.collection import language_of
from search.core.query import SearchQuery
from search.core.record import Record
from showcase.vocabulary import tables

SEED = 164_155
QUERIES = 200
FILTERS = (0, 1, 3)
FACETS = ("industry", "technique", "region", "year")

HOSTILE: tuple[str, ...] = (
    "(" * 5000,
    '"' * 200,
    "*?~^:[]{}\\/&&||!",
    "title:foo AND (bar OR NOT *:*",
    "\x00\x07\x1b余热\x00",
    "\ud800\udfff 余热",
    "\u202e\u200f余热 recovery\u202c",
    "😀" * 200,
    "'; DROP TABLE search_outbox; --",
    "余热" * 100,
    "的" * 200,
    "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 4,
    "energy " * 30,
    "节能 energy 余热 heat 水 water 电 power " * 6,
    " ".join(chr(0x4E00 + n) for n in range(100)),
    "".join(chr(0x4E00 + 7 * n) for n in range(200)),
    " ".join(str(n) for n in range(1900, 1950)),
    "waste heat recovery 余热回收 定型机 stenter exhaust water reuse 中水回用 compressed air 空压机 photovoltaics 光伏",
    "x" * 1_000_000,
)


@dataclass(frozen=True)
class Question:
    """One search: `filters` is the number of its filters, `params` are the parameters of its address."""

    language: str
    filters: int
    params: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        """Return path and query string of the page."""
        prefix = "/en" if self.language == "en" else ""
        return f"{prefix}/search/?{urlencode(self.params, errors='replace')}"

    @property
    def query(self) -> SearchQuery:
        """Return the query as the view reads it."""
        found: dict[str, list[str]] = {}
        for name, value in self.params:
            found.setdefault(name, []).append(value)
        return SearchQuery.from_params(found, self.language)


def questions(records: Sequence[Record], count: int = QUERIES) -> tuple[Question, ...]:
    """Return `count` texts, each once per number of filters; codes are those of one record that has all."""
    chance = random.Random(SEED)
    texts = _texts(records, chance)
    whole = [record for record in records if all(record.of(name) for name in FACETS)]
    return tuple(question for text in (next(texts) for _ in range(count)) for question in _asked(text, whole, chance))


def hostile() -> tuple[Question, ...]:
    """Return the known nasties."""
    return tuple(Question(language_of(text), 0, (("q", text),)) for text in HOSTILE)


def _asked(text: str, records: Sequence[Record], chance: random.Random) -> Iterator[Question]:
    for number in FILTERS:
        record = chance.choice(records)
        facets = chance.sample(FACETS, k=number)
        chosen = [(name, chance.choice(record.of(name))) for name in facets]
        typed = [("q", text)] if text else []
        yield Question(language_of(text) if text else "zh-hans", number, (*typed, *chosen))


def _texts(records: Sequence[Record], chance: random.Random) -> Iterator[str]:
    terms = [*tables.read_techniques(), *tables.read_processes(), *tables.read_industries()]
    chinese = [name for term in terms for name in (term.zh, *term.aliases_zh)]
    english = [name for term in terms for name in (term.en, *term.aliases_en) if name]
    products = [record.texts["en"].body.rpartition("\n")[2] for record in records]
    while True:
        zh, other, en = chance.choice(chinese), chance.choice(chinese), chance.choice(english)
        yield from (
            zh,
            en,
            f"{zh} {other}",
            f"{zh}{other}",
            f"怎样在{other}行业做{zh}？",
            f"how can a plant use {en}",
            f"{en} {chance.choice(products)[:40]}",
            chance.choice(products)[:60],
            f"{zh} {en}",
            f"{zh} {chance.randint(1985, 2024)}",
            _misspelt(en, chance),
            chance.choice([record.names[0] for record in records]),
            chance.choice(["", "节能", "energy", "C17", "GB/T 23331", "独角兽 unicorn"]),
            zh[:2],
        )


def _misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1) if len(word) > 1 else 0
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
