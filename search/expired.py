"""Stories that have expired by the clock and that the index still holds until the worker takes them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.content_version import kept_in_process, now
from portal.visibility import standing_pages
from search.clauses import Codes, Except
from search.engines.base import Answer, Ask, Found, SearchEngine
from search.record import Record
from showcase.models import StoryPage


def without_expired(engine: SearchEngine) -> SearchEngine:
    """The engine, answering as if these stories were gone; mostly there are none, and it is the engine itself."""
    gone = expired_ids()
    return _Without(engine, gone) if gone else engine


def expired_ids() -> tuple[str, ...]:
    """Ids of stories that are written down as live and have expired, or their originals; mostly without a query."""
    moment = now()
    return kept_in_process("expired-stories", moment, _read) if moment[1] else ()


def _read() -> tuple[str, ...]:
    sources = StoryPage.objects.sources()
    over = sources.live().exclude(pk__in=standing_pages(sources).values("pk"))
    return tuple(str(key) for key in over.values_list("translation_key", flat=True))


@dataclass(frozen=True)
class _Without:
    """An engine whose answers leave out these ids, from hits and counts alike."""

    engine: SearchEngine
    ids: tuple[str, ...]

    def ask(self, asks: Sequence[Ask]) -> list[Answer]:
        return self.engine.ask([self._narrowed(ask) for ask in asks])

    def walk(self, ask: Ask) -> Iterator[Found]:
        return self.engine.walk(self._narrowed(ask))

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        return self.engine.records([one for one in ids if one not in self.ids])

    def _narrowed(self, ask: Ask) -> Ask:
        return replace(ask, match=Except(ask.match, Codes("id", self.ids)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)
