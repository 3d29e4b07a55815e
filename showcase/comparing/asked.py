"""Which stories a reader compares: all of it stands in the address. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

MOST = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """The permanent ids of the stories, each once, in the order in which the reader added them."""

    ids: tuple[UUID, ...] = ()

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> Asked:
        """Read the values of `id`; text that is no id and what exceeds the most are left out."""
        found = (_id(text) for text in texts)
        return cls(tuple(dict.fromkeys(one for one in found if one is not None))[:MOST])

    @property
    def is_full(self) -> bool:
        return len(self.ids) == MOST

    def without(self, one: UUID) -> Asked:
        """Return the same without this story."""
        return Asked(tuple(other for other in self.ids if other != one))

    def address(self, path: str) -> str:
        """Return the path with these stories."""
        query = urlencode([("id", str(one)) for one in self.ids])
        return f"{path}?{query}" if query else path


def _id(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None
