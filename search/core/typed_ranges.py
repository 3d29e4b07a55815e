"""The fields from and to of the filter form: what a reader types there, in the units of the page's language.

Only a form sends them. A permanent address carries the range in the unit of its amount, so that it means the same in
both languages; a page requested with these fields redirects to that address.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from search.core.ranges import RANGES, Range, RangeFacet

_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]+)?")
_PLACES = Decimal("0.0001")

Params = Mapping[str, Sequence[str]]


class NotANumber(ValueError):
    """The text in the form field `field` is not a number."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def field_names(facet: RangeFacet) -> tuple[str, str]:
    """Return the names of the two fields."""
    return f"{facet.name}_from", f"{facet.name}_to"


def has_typed_range(params: Params) -> bool:
    """Say whether the query string comes from a form with such fields, filled in or not."""
    return any(name in params for facet in RANGES for name in field_names(facet))


def typed_range(params: Params, facet: RangeFacet, language: str) -> str | None:
    """Return the range typed for an amount, None where both fields are empty. Swapped ends are put in order.

    Raises NotANumber.
    """
    ends = [_typed(params, name, facet.scale(language)) for name in field_names(facet)]
    low, high = sorted(ends) if None not in ends else ends  # type: ignore[type-var]  # none of them is None
    return None if low is None and high is None else Range(low, high).code


def _typed(params: Params, name: str, scale: int) -> Decimal | None:
    """Read a number; `1,200`, `１２００` and `1 200` are the same."""
    text = re.sub(r"[\s,_']", "", unicodedata.normalize("NFKC", (params.get(name) or ("",))[-1][:64]))
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise NotANumber(name)
    return (Decimal(text) * scale).quantize(_PLACES)
