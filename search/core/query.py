"""A search as the reader requests it, and its query string; each can be made from the other.

The limits are here: length of text, number of choices, depth of paging. Hostile input never raises anything but
`BadQuery`, which a view answers with its `status`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode

from search.core.ranges import MAX_FREE, NARROWINGS, RANGES_BY_NAME
from search.core.record import LANGUAGES
from search.core.typed_ranges import NotANumber, typed_range

MAX_TEXT = 200
MAX_CHOICES = 50
MAX_HITS = 10_000
PER_PAGE = 20
PAGE_SIZES: tuple[int, ...] = (PER_PAGE, 50, 100)
SORTS: tuple[str, ...] = ("relevance", "date", "saving", "payback")
EVERY_FIGURE = "all"
"""Value of the parameter `figures` that widens the figures."""
FORMATS: tuple[str, ...] = ("html", "json", "csv", "atom")

Choices = Mapping[str, tuple[str, ...]]
_LIKE = re.compile(r"[0-9A-Za-z-]{1,64}")


BEYOND_LAST = "beyond the last page"


class BadQuery(ValueError):
    """A parameter that can't be used.

    `reason`: `malformed`, `too many`, `too deep`, `BEYOND_LAST`; `status`: 400 or 404; `back`: the parameters that
    lead to what exists, where something does.
    """

    def __init__(self, parameter: str, reason: str, status: int = 400, back: str = "") -> None:
        super().__init__(f"{parameter}: {reason}")
        self.parameter, self.reason, self.status, self.back = parameter, reason, status, back

    @property
    def is_beyond_last(self) -> bool:
        return self.reason == BEYOND_LAST


def _clean_choices(choices: Choices) -> dict[str, tuple[str, ...]]:
    if unknown := set(choices) - set(NARROWINGS):
        raise ValueError(f"unknown facets {sorted(unknown)}")
    return {name: tuple(sorted(set(choices[name]))) for name in NARROWINGS if choices.get(name)}


@dataclass(frozen=True)
class Presets:
    """What an editor preset on a finder page; no parameter overrides it. `sort`: the default order."""

    choices: Choices = field(default_factory=dict)
    sort: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "choices", _clean_choices(self.choices))
        if self.sort not in ("", *SORTS):
            raise ValueError(f"unknown order {self.sort!r}")


NO_PRESETS = Presets()


@dataclass(frozen=True)
class SearchQuery:
    """One search. `language` comes from the path; everything else is in the query string.

    `sort`: empty where the reader chose none (then the finder's, else relevance with text, date without). `typed`:
    search only the words as typed, no expansion. `widened`: ranges and orders also use figures of sites, groups and
    parks and expected ones. `like`: id of a story to find similar ones. `shortened`: the text was cut at `MAX_TEXT`
    characters; not part of the query's identity.
    """

    language: str = "zh-hans"
    text: str = ""
    choices: Choices = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    typed: bool = False
    widened: bool = False
    like: str = ""
    format: str = "html"
    per_page: int = PER_PAGE
    shortened: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"unknown language {self.language!r}")
        object.__setattr__(self, "choices", _clean_choices(self.choices))

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]], language: str) -> Self:
        """Read `{parameter: values}` (Django: `dict(request.GET.lists())`). Drops unknown parameters.

        Raises BadQuery: a code, page or format of the wrong form (400), a page beyond what is served (404).
        """
        text = clean_text(_last(params, "q"))
        sort, per_page = _last(params, "sort"), _page_size(_last(params, "per"))
        return cls(
            language=language,
            text=text[:MAX_TEXT].strip(),
            choices={name: _codes(params, name, language) for name in NARROWINGS},
            sort=sort if sort in SORTS else "",
            page=_page(_last(params, "page"), per_page),
            typed=_last(params, "typed") == "1",
            widened=_last(params, "figures") == EVERY_FIGURE,
            like=_form(params, "like", _LIKE),
            format=_format(_last(params, "format")),
            per_page=per_page,
            shortened=len(text) > MAX_TEXT,
        )

    def to_params(self) -> list[tuple[str, str]]:
        """Return the shortest parameters that give this query again, in one fixed order."""
        params = [("q", self.text)] if self.text else []
        params += [(f.parameter, code) for f in NARROWINGS.values() for code in self.choices.get(f.name, ())]
        params += [("sort", self.sort)] if self.sort else []
        params += [("typed", "1")] if self.typed else []
        params += [("figures", EVERY_FIGURE)] if self.widened else []
        params += [("like", self.like)] if self.like else []
        params += [("per", str(self.per_page))] if self.per_page != PER_PAGE else []
        params += [("page", str(self.page))] if self.page > 1 else []
        params += [("format", self.format)] if self.format != "html" else []
        return params

    def to_query_string(self) -> str:
        """Return what stands after the question mark; empty for the bare search page."""
        return urlencode(self.to_params())

    @property
    def filtered(self) -> bool:
        """Whether the reader chose any value of a facet."""
        return bool(self.choices)

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the codes that the reader chose in a facet."""
        return self.choices.get(facet, ())

    def with_choice(self, facet: str, code: str) -> Self:
        """Return the same search with one more choice, from its first page."""
        return replace(self, choices={**self.choices, facet: (*self.chosen(facet), code)}, page=1)

    def without_choice(self, facet: str, code: str) -> Self:
        """Return the same search with that choice removed, from its first page."""
        kept = tuple(c for c in self.chosen(facet) if c != code)
        return replace(self, choices={**self.choices, facet: kept}, page=1)

    def without_choices(self) -> Self:
        """Return the same search without filters, over comparable figures only, from its first page."""
        return replace(self, choices={}, widened=False, page=1)

    def with_compared_figures(self) -> Self:
        """Return the same search over comparable figures only, from its first page."""
        return replace(self, widened=False, page=1)

    def with_page(self, page: int) -> Self:
        """Return another page of the same search."""
        return replace(self, page=page)

    def with_sort(self, sort: str) -> Self:
        """Return the same search in another order, from its first page."""
        return replace(self, sort=sort, page=1)

    def with_page_size(self, per_page: int) -> Self:
        """Return the same search in pages of another size, from its first page."""
        return replace(self, per_page=per_page, page=1)

    def as_typed(self) -> Self:
        """Return the same search for the words as typed alone, from its first page."""
        return replace(self, typed=True, page=1)


def clean_text(raw: str) -> str:
    """Remove control characters and lone surrogates, make spaces single, trim the ends."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in raw[:MAX_HITS])
    return " ".join("".join(kept).split())


def _last(params: Mapping[str, Sequence[str]], name: str) -> str:
    values = params.get(name) or ("",)
    return values[-1]


def _codes(params: Mapping[str, Sequence[str]], name: str, language: str) -> tuple[str, ...]:
    raw = [*(value for value in params.get(name, ()) if value), *_typed(params, name, language)]
    if len(raw) > MAX_CHOICES:
        raise BadQuery(name, "too many")
    read = [NARROWINGS[name].parse(value) for value in raw]
    if None in read:
        raise BadQuery(name, "malformed")
    codes = tuple(dict.fromkeys(code for code in read if code is not None))
    if name in RANGES_BY_NAME and len(RANGES_BY_NAME[name].free(codes)) > MAX_FREE:
        raise BadQuery(name, "too many")
    return codes


def _typed(params: Mapping[str, Sequence[str]], name: str, language: str) -> Iterator[str]:
    try:
        if name in RANGES_BY_NAME and (code := typed_range(params, RANGES_BY_NAME[name], language)):
            yield code
    except NotANumber as wrong:
        raise BadQuery(wrong.field, "malformed") from wrong


def _form(params: Mapping[str, Sequence[str]], name: str, form: re.Pattern[str]) -> str:
    value = _last(params, name)
    if value and not form.fullmatch(value):
        raise BadQuery(name, "malformed")
    return value


def _page_size(raw: str) -> int:
    if raw and raw not in map(str, PAGE_SIZES):
        raise BadQuery("per", "malformed")
    return int(raw or PER_PAGE)


def _page(raw: str, per_page: int) -> int:
    if not raw:
        return 1
    if not re.fullmatch(r"[0-9]{1,20}", raw) or int(raw) < 1:
        raise BadQuery("page", "malformed")
    if int(raw) > MAX_HITS // per_page:
        raise BadQuery("page", "too deep", status=404)
    return int(raw)


def _format(raw: str) -> str:
    if raw and raw not in FORMATS:
        raise BadQuery("format", "malformed")
    return raw or "html"
