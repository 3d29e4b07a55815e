"""The fields of a stored record: what both engines map, and how a record fills them."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from search.core.facets import FACETS
from search.core.ranges import RANGES, RANGES_BY_NAME, RangeFacet
from search.core.record import LANGUAGES, Record, RecordText
from search.text.analysis import ANALYSIS_VERSION, MARKER, Terms, terms

LAYOUT_REVISION = 3
"""Raise it when `document` fills the same fields differently."""

BREAK = "¶"
"""Stands between parts of one field, so that no phrase runs from one into the next; no query contains it."""

Value = str | int | list[str] | list[float]


class FieldKind(StrEnum):
    """How an engine holds a field.

    `ID`: exact text, stored, sorted by. `INTEGER`: one 64-bit number, neither searched nor shown. `TOKENS`: tokens
    separated by spaces, with positions, frequencies and norms, BM25 k1 1.2, b 0.75. `CODES`: exact values, several,
    counted. `NUMBERS`: 64-bit floating point, several; any of them may lie in a range. `ORDER`: exact text to sort by,
    ascending.
    """

    ID = "id"
    INTEGER = "integer"
    TOKENS = "tokens"
    CODES = "codes"
    NUMBERS = "numbers"
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
"""Field with all tokens of a record in all languages: decides the tiers, unscored."""
CHARACTERS = "characters"
"""Field with all single Han characters, so that 碳 finds 低碳."""
ORDER_DATE = "order_date"
"""Sort key: ascending gives the newest first, those without a date after them, overdue ones last, then by id."""
CONFIRMED = "confirmed"
"""Field of codes, with `IS_CONFIRMED` in every record but those that are overdue.

Both engines can only add to a score, and read one long list of records quicker than all of them less a short one.
"""
IS_CONFIRMED = "yes"
ORDERED: tuple[RangeFacet, ...] = (RANGES_BY_NAME["energy"], RANGES_BY_NAME["payback"])
"""The amounts to sort by: ascending gives the strongest first, those without a number last, then by id."""

NAME_LENGTH = 80
"""Characters of a text that probably occurs again: most names, hardly any paragraph."""

_PARTS = 10_000
"""Numbers are sorted to four decimals; of equal ones the id decides."""
_WIDEST = 10**19 - 1

FIELDS: tuple[StoredField, ...] = (
    StoredField("id", FieldKind.ID),
    StoredField("version", FieldKind.INTEGER),
    StoredField("digest", FieldKind.INTEGER),
    *(StoredField(name, FieldKind.TOKENS) for name in (*TITLES, *BODIES, *WORDS, MATCH, CHARACTERS)),
    *(StoredField(facet.index_field, FieldKind.CODES) for facet in FACETS),
    *(StoredField(facet.counted(widened=wide), FieldKind.CODES) for facet in RANGES for wide in (False, True)),
    *(StoredField(facet.numbers(widened=wide), FieldKind.NUMBERS) for facet in RANGES for wide in (False, True)),
    StoredField(CONFIRMED, FieldKind.CODES),
    StoredField(ORDER_DATE, FieldKind.ORDER),
    *(StoredField(facet.order(widened=wide), FieldKind.ORDER) for facet in ORDERED for wide in (False, True)),
)


def identity(engine_layout: str) -> str:
    """Return a name of an index that changes with all that decides its content.

    `engine_layout`: what an engine adds (settings, format).
    """
    parts = [f"{f.name}:{f.kind}" for f in FIELDS] + [str(LAYOUT_REVISION), ANALYSIS_VERSION, engine_layout]
    parts += [known.code for facet in RANGES for known in facet.ranges]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def document(record: Record, version: int) -> dict[str, Value]:
    """Return field → value for one record: token fields are one string of tokens, never empty; codes a list."""
    filled: dict[str, Value] = {
        "id": record.id,
        "version": version,
        "digest": record.digest,
        CONFIRMED: [] if record.is_overdue else [IS_CONFIRMED],
        ORDER_DATE: order_date(record),
    }
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
    filled |= {facet.index_field: list(record.of(facet.name)) for facet in FACETS}
    return filled | _amounts(record)


def _amounts(record: Record) -> dict[str, Value]:
    filled: dict[str, Value] = {}
    for wide in (False, True):
        for facet in RANGES:
            numbers = record.numbers(facet.name, widened=wide)
            filled[facet.counted(widened=wide)] = facet.codes(numbers)
            filled[facet.numbers(widened=wide)] = list(numbers)
        for facet in ORDERED:
            filled[facet.order(widened=wide)] = order_amount(record, facet, widened=wide)
    return filled


def order_date(record: Record) -> str:
    """Return the packed key of `ORDER_DATE`."""
    days = 99_999_999 - int(record.date.strftime("%Y%m%d")) if record.date else 99_999_999
    return f"{int(record.is_overdue)}{days:08d} {record.id}"


def order_amount(record: Record, facet: RangeFacet, *, widened: bool = False) -> str:
    """Return the packed key by which records are sorted by an amount."""
    strongest = facet.amount.strongest(record.numbers(facet.name, widened=widened))
    if strongest is None:
        return f"{_WIDEST:019d} {record.id}"
    packed = min(max(round(strongest * _PARTS), 0), _WIDEST - 1)
    return f"{packed if facet.amount.less_is_better else _WIDEST - 1 - packed:019d} {record.id}"


def _terms(text: RecordText, names: tuple[str, ...]) -> tuple[Terms, Terms]:
    body = Terms([], [], [])
    for part in (text.summary, text.body, *names):
        found = _name_terms(part) if len(part) <= NAME_LENGTH else terms(part)
        body.tokens.extend([BREAK, *found.tokens] if body.tokens and found.tokens else found.tokens)
        body.words.extend(found.words)
        body.characters.extend(found.characters)
    return terms(text.title), body


@lru_cache(maxsize=2048)
def _name_terms(name: str) -> Terms:
    """Return the cached terms of a name, which the caller must not change: names occur in many records."""
    return terms(name)


def _joined(tokens: list[str]) -> str:
    return " ".join(tokens) or MARKER
