"""What an engine stores and finds: one record per story, whatever its languages."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from search.facets import FACETS_BY_NAME

LANGUAGES: tuple[str, ...] = ("zh-hans", "en")


@dataclass(frozen=True)
class RecordText:
    """The searchable text of a story in one language; plain text, paragraphs divided by line feeds."""

    title: str
    summary: str = ""
    body: str = ""


@dataclass(frozen=True)
class Record:
    """One story in all its public languages.

    `id`: the translation key (UUID as text), the same in every language.
    `texts`: language code → text, only for languages that are live and public.
    `codes`: facet name → codes, ancestors and groups included (`industry`: C384, C38, G11); no entry means none.
    `names`: enterprise names and former names, credit codes, document numbers; searched in each language.
    `date`: what "newest first" goes by.
    Raises ValueError where a language or a facet is unknown, or nothing is public.
    """

    id: str
    texts: Mapping[str, RecordText]
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    date: dt.date | None = None

    def __post_init__(self) -> None:
        if not self.id or any(c.isspace() for c in self.id):
            raise ValueError(f"a record needs an id without spaces, not {self.id!r}")
        if not self.texts or not set(self.texts) <= set(LANGUAGES):
            raise ValueError(f"record {self.id}: texts must be of {LANGUAGES}, at least one, not {sorted(self.texts)}")
        if unknown := set(self.codes) - set(FACETS_BY_NAME):
            raise ValueError(f"record {self.id}: unknown facets {sorted(unknown)}")
        codes = {name: tuple(sorted(set(values))) for name, values in sorted(self.codes.items()) if values}
        object.__setattr__(self, "codes", codes)
        object.__setattr__(self, "texts", {code: self.texts[code] for code in LANGUAGES if code in self.texts})
        object.__setattr__(self, "names", tuple(dict.fromkeys(self.names)))

    def of(self, facet: str) -> tuple[str, ...]:
        """Codes the record carries in a facet, sorted."""
        return self.codes.get(facet, ())

    @property
    def kind(self) -> str:
        """`case`, `technology` or `practice`; empty where not set."""
        return next(iter(self.of("kind")), "")

    @property
    def standing(self) -> str:
        """`listed`, `proposed`, `reference` or `compiled`; empty where not set."""
        return next(iter(self.of("standing")), "")

    def text_for(self, language: str) -> tuple[str, RecordText]:
        """The reader's language and its text where public, else the first language there is."""
        chosen = language if language in self.texts else next(iter(self.texts))
        return chosen, self.texts[chosen]

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; `from_dict` gives an equal record."""
        return {
            "id": self.id,
            "texts": {language: asdict(text) for language, text in self.texts.items()},
            "codes": {name: list(values) for name, values in self.codes.items()},
            "names": list(self.names),
            "date": self.date.isoformat() if self.date else None,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of `to_dict`. Raises KeyError, TypeError or ValueError on anything else."""
        return cls(
            id=data["id"],
            texts={language: RecordText(**text) for language, text in data["texts"].items()},
            codes={name: tuple(values) for name, values in data["codes"].items()},
            names=tuple(data["names"]),
            date=dt.date.fromisoformat(data["date"]) if data["date"] else None,
        )
