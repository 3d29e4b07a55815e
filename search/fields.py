"""The fields of a stored record: what both engines map, and how a record fills them."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from search.analysis import ANALYSIS_VERSION, MARKER, Terms, terms
from search.facets import FACETS
from search.record import LANGUAGES, Record, RecordText

LAYOUT_REVISION = 1
"""Raise it when `document` fills the same fields differently."""

BREAK = "¶"
"""Between parts of one field, so that no phrase runs from one into the next; no query yields it."""

Value = str | int | list[str]


class FieldKind(StrEnum):
    """How an engine holds a field.

    `ID`: exact text, stored, sorted by. `VERSION`: 64-bit integer. `TOKENS`: tokens divided by spaces, with positions,
    frequencies and norms, BM25 k1 1.2, b 0.75. `CODES`: exact values, several, counted.
    `ORDER`: exact text to sort by, ascending.
    """

    ID = "id"
    VERSION = "version"
    TOKENS = "tokens"
    CODES = "codes"
    ORDER = "order"


@dataclass(frozen=True)
class StoredField:
    """One field of an index."""

    name: str
    kind: FieldKind


SUFFIXES: dict[str, str] = {language: language.split("-")[0] for language in LANGUAGES}
TITLES = tuple(f"title_{suffix}" for suffix in SUFFIXES.values())
BODIES = tuple(f"body_{suffix}" for suffix in SUFFIXES.values())
WORDS = tuple(f"words_{suffix}" for suffix in SUFFIXES.values())
MATCH = "match"
"""All tokens of a record in all languages: tiers are answered by it, unscored."""
CHARACTERS = "characters"
"""All single Han characters, so that 碳 finds 低碳."""
ORDER_DATE = "order_date"
"""Newest first when sorted ascending, without a date last, then by id."""

FIELDS: tuple[StoredField, ...] = (
    StoredField("id", FieldKind.ID),
    StoredField("version", FieldKind.VERSION),
    *(StoredField(name, FieldKind.TOKENS) for name in (*TITLES, *BODIES, *WORDS, MATCH, CHARACTERS)),
    *(StoredField(facet.index_field, FieldKind.CODES) for facet in FACETS),
    StoredField(ORDER_DATE, FieldKind.ORDER),
)


def identity(engine_layout: str) -> str:
    """Names an index by all that decides what is in it; `engine_layout` is what an engine adds (settings, format)."""
    parts = [f"{f.name}:{f.kind}" for f in FIELDS] + [str(LAYOUT_REVISION), ANALYSIS_VERSION, engine_layout]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def document(record: Record, version: int) -> dict[str, Value]:
    """Field → value for one record: token fields are one string of tokens, never empty; codes a list."""
    filled: dict[str, Value] = {"id": record.id, "version": version, ORDER_DATE: order_date(record)}
    match: list[str] = []
    characters: list[str] = []
    for language, suffix in SUFFIXES.items():
        text = record.texts.get(language)
        title, body = _terms(text, record.names) if text else (Terms([], [], []), Terms([], [], []))
        filled[f"title_{suffix}"] = _joined(title.tokens)
        filled[f"body_{suffix}"] = _joined(body.tokens)
        filled[f"words_{suffix}"] = _joined(title.words + body.words)
        match += [*title.tokens, BREAK, *body.tokens, BREAK] if text else []
        characters += title.characters + body.characters
    filled[MATCH] = _joined(match)
    filled[CHARACTERS] = _joined(characters)
    return filled | {facet.index_field: list(record.of(facet.name)) for facet in FACETS}


def order_date(record: Record) -> str:
    """The packed key of `ORDER_DATE`."""
    days = 99_999_999 - int(record.date.strftime("%Y%m%d")) if record.date else 99_999_999
    return f"{days:08d} {record.id}"


def _terms(text: RecordText, names: tuple[str, ...]) -> tuple[Terms, Terms]:
    body = Terms([], [], [])
    for part in (text.summary, text.body, *names):
        found = terms(part)
        body.tokens.extend([BREAK, *found.tokens] if body.tokens and found.tokens else found.tokens)
        body.words.extend(found.words)
        body.characters.extend(found.characters)
    return terms(text.title), body


def _joined(tokens: list[str]) -> str:
    return " ".join(tokens) or MARKER
