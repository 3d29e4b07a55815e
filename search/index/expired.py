"""Leaves out stories that have expired while the index still holds them, until the worker removes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.caching.content_version import kept_in_process, now
from portal.pages.visibility import standing_pages
from search.core.clauses import Codes, Except
from search.core.engine import EngineHit, EngineRequest, EngineResponse, SearchEngine
from search.core.record import Record
from showcase.models import StoryPage


def without_expired(engine: SearchEngine) -> SearchEngine:
    """Return the engine, answering as if expired stories were gone; the engine itself where there are none."""
    gone = expired_ids()
    return _Without(engine, gone) if gone else engine


def expired_ids() -> tuple[str, ...]:
    """Return ids of stories stored as live that have expired, or whose originals have; mostly without a query."""
    moment = now()
    return kept_in_process("expired-stories", moment, _read) if moment[1] else ()


def _read() -> tuple[str, ...]:
    sources = StoryPage.objects.sources()
    over = sources.live().exclude(pk__in=standing_pages(sources).values("pk"))
    return tuple(str(key) for key in over.values_list("translation_key", flat=True))


@dataclass(frozen=True)
class _Without:
    """An engine whose responses leave out these ids, from hits and counts alike."""

    engine: SearchEngine
    ids: tuple[str, ...]

    def search(self, requests: Sequence[EngineRequest]) -> list[EngineResponse]:
        return self.engine.search([self._narrowed(request) for request in requests])

    def walk(self, request: EngineRequest) -> Iterator[EngineHit]:
        return self.engine.walk(self._narrowed(request))

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        return self.engine.records([one for one in ids if one not in self.ids])

    def _narrowed(self, request: EngineRequest) -> EngineRequest:
        return replace(request, match=Except(request.match, Codes("id", self.ids)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)
