"""Which links between enterprises may be published, and where each stands on the page of either; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from showcase.enterprises.choices import LinkKind


class LinkFault(StrEnum):
    """Why a link cannot be published."""

    SELF = "self"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True)
class Named:
    """An enterprise that a link names; `key`: its primary key, None while it has none."""

    key: int | None
    name: str
    is_example: bool


def link_faults(own: Named, others: Iterable[Named]) -> tuple[tuple[LinkFault, str], ...]:
    """Return each fault with the name of the other enterprise.

    An invented enterprise is linked to invented ones only: a real one would seem to be part of the invention.
    """
    found: list[tuple[LinkFault, str]] = []
    for other in others:
        if other.key == own.key and own.key is not None:
            found.append((LinkFault.SELF, other.name))
        elif other.is_example != own.is_example:
            found.append((LinkFault.INVENTED, other.name))
    return tuple(dict.fromkeys(found))


class Place(StrEnum):
    """What the other enterprise is to the one whose page is shown, in the order of the page."""

    PARK = "park"
    BUYER = "buyer"
    SUPPLIER = "supplier"
    TENANT = "tenant"

    @property
    def is_above(self) -> bool:
        """Whether the drawing shows it above: what it is part of, or what it delivers to."""
        return self in (Place.PARK, Place.BUYER)

    @property
    def is_park(self) -> bool:
        return self in (Place.PARK, Place.TENANT)


_PLACES = {
    (LinkKind.IN_PARK, True): Place.PARK,
    (LinkKind.IN_PARK, False): Place.TENANT,
    (LinkKind.SUPPLIED_BY, True): Place.SUPPLIER,
    (LinkKind.SUPPLIED_BY, False): Place.BUYER,
}


def place_of(kind: str, *, is_own: bool) -> Place:
    """Return what the other enterprise is. `is_own`: the link is of the record shown, not of the other one."""
    return _PLACES[LinkKind(kind), is_own]
