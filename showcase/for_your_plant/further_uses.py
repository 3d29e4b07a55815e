"""Where reported uses come from besides cases: whoever keeps some registers them here.

    further_uses.register("replications", read_published)

They are read together with the public stories, whenever the content version has moved: a model whose rows are read
here is watched by `content_version.watch`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from showcase.for_your_plant.ranking.choices import Carrier
from showcase.for_your_plant.ranking.index import UseFigure


@dataclass(frozen=True, slots=True)
class FurtherUse:
    """A use that somebody reported of a story; shown to nobody, only counted.

    `story`: primary key of the Chinese page: a case stands for the measures that it speaks for. It counts only while
    that page is public. `plant`: by which plants are counted; `plant_of_enterprise` for one that we know.
    `industries`: codes as named, without those above. `machines`: those on which it is used.
    """

    story: int
    plant: str
    industries: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    figures: tuple[UseFigure, ...] = ()
    adopted: bool = True


Read = Callable[[], Iterable[FurtherUse]]
_readers: dict[str, Read] = {}


def register(name: str, read: Read) -> None:
    """Read further uses with `read`: public ones only."""
    _readers[name] = read


def forget(name: str) -> None:
    """Read these uses no more."""
    _readers.pop(name, None)


def read_all() -> Iterator[FurtherUse]:
    """Yield the uses of all that registered."""
    for read in _readers.values():
        yield from read()


def plant_of_enterprise(key: int) -> str:
    """Return by what the plant of an enterprise (primary key of the record kept) is counted."""
    return f"enterprise:{key}"
