"""What an engine stores and finds: one record per story, whatever its languages."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any, Self
from uuid import UUID

from search.core.facets import FACETS_BY_NAME
from showcase.effects.amounts import AMOUNTS

LANGUAGES: tuple[str, ...] = ("zh-hans", "en")

Amounts = Mapping[str, tuple[float, ...]]


def is_id(text: str) -> bool:
    """Say whether a text is an id in the one form the site writes; the database rejects lookups of anything else."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


@dataclass(frozen=True)
class RecordText:
    """The searchable text of a story in one language: plain text, paragraphs separated by line feeds."""

    title: str
    summary: str = ""
    body: str = ""


@dataclass(frozen=True)
class Record:
    """One story in all its public languages.

    `id`: the translation key (UUID as text), the same in every language. `texts`: language code → text, only for
    languages that are live and public. `codes`: facet name → codes, ancestors and groups included (`industry`: C384,
    C38, G11); no entry means none. `names`: enterprise names and former names, credit codes, document numbers; searched
    in each language. `date`: the date by which "newest first" sorts. `amounts`: code of amount → its comparable
    numbers, ascending; `every_amount`: those and what does not compare (sites, groups, parks, expected values). See
    `showcase.effects.amounts`. `is_overdue`: nobody confirmed it in time, so that it comes after others.

    Raises ValueError where a language, a facet or an amount is unknown, or nothing is public.
    """

    id: str
    texts: Mapping[str, RecordText]
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    date: dt.date | None = None
    amounts: Amounts = field(default_factory=dict)
    every_amount: Amounts = field(default_factory=dict)
    is_overdue: bool = False

    def __post_init__(self) -> None:
        if self.id.split() != [self.id]:
            raise ValueError(f"a record needs an id without spaces, not {self.id!r}")
        if not self.texts or not set(self.texts) <= set(LANGUAGES):
            raise ValueError(f"record {self.id}: texts must be of {LANGUAGES}, at least one, not {sorted(self.texts)}")
        if unknown := set(self.codes) - set(FACETS_BY_NAME):
            raise ValueError(f"record {self.id}: unknown facets {sorted(unknown)}")
        codes = {name: tuple(sorted(set(values))) for name, values in sorted(self.codes.items()) if values}
        object.__setattr__(self, "codes", codes)
        object.__setattr__(self, "texts", {code: self.texts[code] for code in LANGUAGES if code in self.texts})
        object.__setattr__(self, "names", tuple(dict.fromkeys(self.names)))
        object.__setattr__(self, "amounts", _ordered(self.id, self.amounts))
        object.__setattr__(self, "every_amount", _ordered(self.id, _united(self.amounts, self.every_amount)))

    def of(self, facet: str) -> tuple[str, ...]:
        """Return the codes that the record carries in a facet, sorted."""
        return self.codes.get(facet, ())

    def numbers(self, amount: str, *, widened: bool = False) -> tuple[float, ...]:
        """Return the record's numbers of an amount, ascending; those that do not compare only when `widened`."""
        return (self.every_amount if widened else self.amounts).get(amount, ())

    @property
    def kind(self) -> str:
        """`case`, `technology` or `practice`; empty where not set."""
        return next(iter(self.of("kind")), "")

    @property
    def standing(self) -> str:
        """`listed`, `proposed`, `press_statement`, `reference` or `compiled`; empty where not set."""
        return next(iter(self.of("standing")), "")

    @property
    def digest(self) -> int:
        """A 63-bit number, the same for equal records, that changes with anything an index finds or shows of one.

        The order of names does not matter; a database need not keep it.
        """
        held = json.dumps({**self.to_dict(), "names": sorted(self.names)}, sort_keys=True)
        return int.from_bytes(hashlib.sha256(held.encode()).digest()[:8], "big") >> 1

    def text_for(self, language: str) -> tuple[str, RecordText]:
        """Return the reader's language and its text where public, else the first language there is."""
        chosen = language if language in self.texts else next(iter(self.texts))
        return chosen, self.texts[chosen]

    def to_dict(self) -> dict[str, Any]:
        """Return a JSON-ready dictionary; `from_dict` gives an equal record."""
        return {
            "id": self.id,
            "texts": {language: asdict(text) for language, text in self.texts.items()},
            "codes": {name: list(values) for name, values in self.codes.items()},
            "names": list(self.names),
            "date": self.date.isoformat() if self.date else None,
            "amounts": {code: list(numbers) for code, numbers in self.amounts.items()},
            "every_amount": {code: list(numbers) for code, numbers in self.every_amount.items()},
            "is_overdue": self.is_overdue,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make a record from what `to_dict` gave. Raises KeyError, TypeError or ValueError on anything else."""
        return cls(
            id=data["id"],
            texts={language: RecordText(**text) for language, text in data["texts"].items()},
            codes={name: tuple(values) for name, values in data["codes"].items()},
            names=tuple(data["names"]),
            date=dt.date.fromisoformat(data["date"]) if data["date"] else None,
            amounts={code: tuple(numbers) for code, numbers in data["amounts"].items()},
            every_amount={code: tuple(numbers) for code, numbers in data["every_amount"].items()},
            is_overdue=data["is_overdue"],
        )


def _united(some: Amounts, more: Amounts) -> Amounts:
    return {code: (*some.get(code, ()), *more.get(code, ())) for code in {**some, **more}}


def _ordered(record_id: str, amounts: Amounts) -> Amounts:
    if unknown := set(amounts) - set(AMOUNTS):
        raise ValueError(f"record {record_id}: unknown amounts {sorted(unknown)}")
    if not all(isfinite(number) for numbers in amounts.values() for number in numbers):
        raise ValueError(f"record {record_id}: an amount is a finite number")
    return {code: tuple(sorted(set(map(float, amounts[code])))) for code in AMOUNTS if amounts.get(code)}
