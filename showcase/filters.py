"""Filters, chosen filters, sort orders: what a filtered listing shows of its own query. Frozen, no queries.

Used by the search page, finders and the register. A value's form field is `<input name="{group.name}"
value="{value.code}">`, so that the form works without script; every URL repeats the whole query.
"""

from dataclasses import dataclass

LONG = 12
"""Values of a facet from which on it gets a box to filter them by."""


@dataclass(frozen=True, slots=True)
class FilterValue:
    """One box to tick; `count` is the total one gets when it is the facet's only choice.

    `children` open when the value or one of them is chosen. Values with `is_folded` stand behind "show all".
    """

    code: str
    label: str
    count: int
    selected: bool = False
    children: "tuple[FilterValue, ...]" = ()
    language: str = ""
    is_folded: bool = False

    @property
    def opens(self) -> bool:
        """True when the value or one below it is chosen."""
        return self.selected or any(child.opens for child in self.children)


@dataclass(frozen=True, slots=True)
class FreeRange:
    """The two fields for a range of the reader's own: their names; they are in the unit of their group."""

    low_name: str
    high_name: str


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """A facet: `name` is the query parameter, `unit` stands behind the label where values are ranges.

    `free`: a range of the reader's own may be added.
    """

    name: str
    label: str
    values: tuple[FilterValue, ...]
    unit: str = ""
    free: FreeRange | None = None

    @property
    def is_long(self) -> bool:
        """Whether a box to filter the list by is worth its place."""

        def size(values: tuple[FilterValue, ...]) -> int:
            return sum(1 + size(value.children) for value in values)

        return size(self.values) >= LONG

    @property
    def shown(self) -> tuple[FilterValue, ...]:
        return tuple(v for v in self.values if not v.is_folded or v.opens)

    @property
    def folded(self) -> tuple[FilterValue, ...]:
        return tuple(v for v in self.values if v.is_folded and not v.opens)

    @property
    def chosen_count(self) -> int:
        def chosen(values: tuple[FilterValue, ...]) -> int:
            return sum(v.selected + chosen(v.children) for v in values)

        return chosen(self.values)


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """Which figures ranges and orders go by: a box to tick, and how many results give what is not offered."""

    name: str
    code: str
    selected: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """A filter in force, as a removable chip; `remove_url` is the same query without it."""

    name: str
    code: str
    label: str
    remove_url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class SortLink:
    """An order of the list; exactly one is `current`."""

    key: str
    label: str
    url: str
    current: bool = False
