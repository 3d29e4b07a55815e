"""What a reader asks of the register, and the query string it stands for."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext as _

MAX_TEXT = 200
MAX_CHOICES = 50
EARLIEST_YEAR = 1900
FORMATS = ("html", "json", "csv")
FACETS: Mapping[str, re.Pattern[str]] = {
    "programme": re.compile(r"[a-z][a-z0-9-]{0,40}"),
    "level": re.compile(r"municipal|provincial|national"),
    "region": re.compile(r"[0-9]{6}", re.ASCII),
    "industry": re.compile(r"G[0-9]{2}|[A-T][0-9]{2,4}", re.ASCII),
    "year": re.compile(r"(19|20)[0-9]{2}", re.ASCII),
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class RegisterQuery:
    """`as_of` None = today. `choices`: facet → codes, values of one facet widen, facets narrow."""

    as_of: dt.date | None = None
    text: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    format: str = "html"

    @classmethod
    def from_params(cls, params: QueryDict) -> RegisterQuery:
        """Raises BadRequest for a value of the wrong form; unknown parameters are dropped."""
        wanted = params.get("format") or "html"
        if wanted not in FORMATS:
            raise BadRequest(_("format: html, json or csv"))
        return cls(
            as_of=_day(params.get("as_of", "")),
            text=clean_text(params.get("q", "")),
            choices={name: codes for name in FACETS if (codes := _codes(params, name))},
            format=wanted,
        )

    def address(self, path: str) -> str:
        params = [("as_of", self.as_of.isoformat())] if self.as_of else []
        params += [("q", self.text)] if self.text else []
        params += [(name, code) for name in FACETS for code in self.choices.get(name, ())]
        params += [("format", self.format)] if self.format != "html" else []
        return f"{path}?{urlencode(params)}" if params else path

    def without(self, name: str, code: str) -> RegisterQuery:
        kept = tuple(found for found in self.choices.get(name, ()) if found != code)
        return replace(self, choices={**self.choices, name: kept})

    def without_choices(self) -> RegisterQuery:
        return replace(self, choices={})

    def as_format(self, wanted: str) -> RegisterQuery:
        return replace(self, format=wanted)


def clean_text(raw: str) -> str:
    """Without control characters, ends trimmed, at most MAX_TEXT characters."""
    kept = "".join(c for c in raw[:MAX_TEXT] if unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join(kept.split())


def _day(raw: str) -> dt.date | None:
    if not raw:
        return None
    if not _DAY.fullmatch(raw):
        raise BadRequest(_("as_of: a date as 2025-07-01"))
    try:
        day = dt.date.fromisoformat(raw)
    except ValueError as error:
        raise BadRequest(_("as_of: no day of the calendar")) from error
    if day.year < EARLIEST_YEAR:
        raise BadRequest(_("as_of: from the year %(year)s on") % {"year": EARLIEST_YEAR})
    return day


def _codes(params: QueryDict, name: str) -> tuple[str, ...]:
    raw = [value for value in params.getlist(name) if value]
    if len(raw) > MAX_CHOICES or not all(FACETS[name].fullmatch(value) for value in raw):
        raise BadRequest(_("%(name)s: no code of that form") % {"name": name})
    return tuple(dict.fromkeys(raw))
