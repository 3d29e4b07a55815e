"""View-models of a filtered listing: filters, chosen filters, sort orders. Frozen dataclasses without queries.

Used by the search page, finders and the register. A value's form field is `<input name="{group.name}"
value="{value.code}">`, so that the form works without script; every URL repeats the whole query.
"""

from dataclasses import dataclass

LONG = 12
"""From this number of values on, a facet gets a box to filter them by."""


@dataclass(frozen=True, slots=True)
class FilterValue:
    """One box to tick; `count`: the total when it is the facet's only choice.

    `children` are open when the value or one of them is chosen. Values with `is_folded` are hidden behind "show all".
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
        """Whether the value or one below it is chosen."""
        return self.selected or any(child.opens for child in self.children)


@dataclass(frozen=True, slots=True)
class FreeRange:
    """The names of the two fields for a range of the reader's own, in the unit of their group."""

    low_name: str
    high_name: str


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """A facet: `name`: the query parameter; `unit`: shown after the label where values are ranges.

    `free`: the fields for a range of the reader's own, if any.
    """

    name: str
    label: str
    values: tuple[FilterValue, ...]
    unit: str = ""
    free: FreeRange | None = None

    @property
    def is_long(self) -> bool:
        """Whether the facet has enough values for a box to filter them by."""

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
    """The box that chooses the figures for ranges and orders, with notes on amounts that are not offered."""

    name: str
    code: str
    selected: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """A chosen filter, as a removable chip; `remove_url`: the same query without it."""

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
