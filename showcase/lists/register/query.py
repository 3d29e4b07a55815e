"""A query of the register, and its query string."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, cast
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from showcase.lists.notice_state import SHANGHAI

MAX_TEXT = 200
MAX_CHOICES = 50
EARLIEST_YEAR = 1900
FORMATS = ("html", "json", "csv", "xlsx")
XIAMEN = "350200"
Sort = Literal["level", "name", "city", "since"]
BY_LEVEL: Sort = "level"
SORTS: tuple[Sort, ...] = (BY_LEVEL, "name", "city", "since")
WITH, WITHOUT = "with", "without"
FACETS: Mapping[str, re.Pattern[str]] = {
    "programme": re.compile(r"[a-z][a-z0-9-]{0,40}"),
    "level": re.compile(r"municipal|provincial|national"),
    "region": re.compile(r"[0-9]{6}", re.ASCII),
    "industry": re.compile(r"G[0-9]{2}|[A-T][0-9]{2,4}", re.ASCII),
    "year": re.compile(r"(19|20)[0-9]{2}", re.ASCII),
    "basis": re.compile(r"official_file|official_page|press"),
    "list": re.compile(r"[0-9]{1,9}", re.ASCII),
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
# A plus sign that was not written as %2B arrives as a space.
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"(Z|[+ -][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)


@dataclass(frozen=True)
class RegisterQuery:
    """`as_of` None: today; `known_at` None: everything we know now.

    `choices`: facet → codes; values of one facet are alternatives, facets narrow. `list`: primary key of an
    announcement that the listings rest on. `xiamen`: `with` or `without`, because national lists name Xiamen apart from
    Fujian. `sort`: the order of the rows, first highest level, names from A to Z, places by their code, newest listing.
    """

    as_of: dt.date | None = None
    known_at: dt.datetime | None = None
    text: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    xiamen: str = WITH
    sort: Sort = BY_LEVEL
    format: str = "html"

    @classmethod
    def from_params(cls, params: QueryDict) -> RegisterQuery:
        """Read the query string. Raises BadRequest for a value of the wrong form; drops unknown parameters."""
        return cls(
            as_of=day_param(params, "as_of"),
            known_at=moment_param(params, "known_at"),
            text=clean_text(params.get("q", "")),
            choices={name: codes for name in FACETS if (codes := _codes(params, name))},
            xiamen=word_param(params, "xiamen", (WITH, WITHOUT)),
            sort=cast(Sort, word_param(params, "sort", SORTS)),
            format=word_param(params, "format", FORMATS),
        )

    def kept_beside_text(self) -> list[tuple[str, str]]:
        """Return the parameters that a search for another name keeps."""
        return [*self._times(), *self.choice_params(), *self.sort_params()]

    def _times(self) -> list[tuple[str, str]]:
        params = [("as_of", self.as_of.isoformat())] if self.as_of else []
        return params + ([("known_at", written_moment(self.known_at))] if self.known_at else [])

    def address(self, path: str) -> str:
        params = self._times()
        params += [("q", self.text)] if self.text else []
        params += [*self.choice_params(), *self.sort_params()]
        params += [("format", self.format)] if self.format != "html" else []
        return f"{path}?{urlencode(params, safe=':')}" if params else path

    def choice_params(self) -> list[tuple[str, str]]:
        """Return the parameters that narrow the answer, without times, text and format."""
        chosen = [(name, code) for name in FACETS for code in self.choices.get(name, ())]
        return [*chosen, ("xiamen", WITHOUT)] if self.xiamen == WITHOUT else chosen

    def sort_params(self) -> list[tuple[str, str]]:
        return [("sort", self.sort)] if self.sort != BY_LEVEL else []

    def without(self, name: str, code: str) -> RegisterQuery:
        kept = tuple(found for found in self.choices.get(name, ()) if found != code)
        return replace(self, choices={**self.choices, name: kept})

    def only(self, name: str, code: str) -> RegisterQuery:
        """Choose one value of a facet, in the place of any other of it."""
        return replace(self, choices={**self.choices, name: (code,)})

    def of_list(self, announcement: int) -> RegisterQuery:
        """Narrow to what rests on one announcement."""
        return self.only("list", str(announcement))

    def without_choices(self) -> RegisterQuery:
        return replace(self, choices={}, xiamen=WITH)

    def as_format(self, wanted: str) -> RegisterQuery:
        return replace(self, format=wanted)


def clean_text(raw: str) -> str:
    """Remove control characters, trim, cut to MAX_TEXT characters."""
    kept = "".join(c for c in raw[:MAX_TEXT] if unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join(kept.split())


def written_moment(moment: dt.datetime) -> str:
    """Format a moment so that `known_at` reads it back exactly: 2026-11-26T01:30:00Z, fraction if any."""
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def word_param(params: QueryDict, name: str, words: tuple[str, ...]) -> str:
    """Return the parameter, one of `words`, or the first word where none is given. Raises BadRequest."""
    wanted = params.get(name) or words[0]
    if wanted not in words:
        raise BadRequest(_("%(name)s: one of %(words)s") % {"name": name, "words": ", ".join(words)})
    return wanted


def refuse_times_to_come(params: QueryDict) -> None:
    """Raise BadRequest for a day or moment in the future, on an address that answers for today only."""
    day_param(params, "as_of")
    moment_param(params, "known_at")


def day_param(params: QueryDict, name: str) -> dt.date | None:
    """Read a day as 2025-07-01, at most today in China; None where none is given. Raises BadRequest."""
    raw = params.get(name, "")
    if not raw:
        return None
    if not _DAY.fullmatch(raw):
        raise BadRequest(_("%(name)s: a date such as 2025-07-01") % {"name": name})
    try:
        day = dt.date.fromisoformat(raw)
    except ValueError as error:
        raise BadRequest(_("%(name)s: not a valid date") % {"name": name}) from error
    if day.year < EARLIEST_YEAR:
        raise BadRequest(_("%(name)s: from the year %(year)s on") % {"name": name, "year": EARLIEST_YEAR})
    today = timezone.localdate(timezone=SHANGHAI)
    if day > today:
        raise BadRequest(
            _("%(name)s: %(day)s is in the future; choose %(today)s or an earlier date")
            % {"name": name, "day": day.isoformat(), "today": today.isoformat()}
        )
    return day


def moment_param(params: QueryDict, name: str) -> dt.datetime | None:
    """Read a moment as 2026-11-26T09:30:00+08:00 (China time without a zone), or a day: its end in China.

    None where none is given. Neither may be in the future; today means everything recorded so far. Raises BadRequest.
    """
    raw = params.get(name, "")
    if _DAY.fullmatch(raw) and (day := day_param(params, name)):
        return dt.datetime.combine(day, dt.time.max, tzinfo=SHANGHAI)
    if not raw:
        return None
    match = _MOMENT.fullmatch(raw)
    if match is None:
        raise BadRequest(_("%(name)s: a date and time such as 2026-11-26T09:30:00+08:00, or a date") % {"name": name})
    try:
        moment = dt.datetime.fromisoformat(f"{match[1]}T{match[2]}{(match[3] or '').replace(' ', '+')}")
    except ValueError as error:
        raise BadRequest(_("%(name)s: not a valid date and time") % {"name": name}) from error
    if not EARLIEST_YEAR <= moment.year < dt.MAXYEAR:
        raise BadRequest(_("%(name)s: from the year %(year)s on") % {"name": name, "year": EARLIEST_YEAR})
    moment = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    if moment > timezone.now():
        raise BadRequest(
            _("%(name)s: %(moment)s is in the future; choose the present or an earlier time")
            % {"name": name, "moment": moment.isoformat()}
        )
    return moment


def _codes(params: QueryDict, name: str) -> tuple[str, ...]:
    raw = [value for value in params.getlist(name) if value]
    if len(raw) > MAX_CHOICES or not all(FACETS[name].fullmatch(value) for value in raw):
        raise BadRequest(_("%(name)s: not a valid code") % {"name": name})
    return tuple(dict.fromkeys(raw))
