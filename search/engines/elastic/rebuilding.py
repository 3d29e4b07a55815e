"""A rebuild: a new index filled beside the one that serves, and the swap of the alias."""

import logging
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Self

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.dsl import Index

from search.engines.base import Put, RecordsRefused, SearchUnavailable
from search.engines.elastic.faults import BUSY, outward
from search.engines.elastic.layout import REFRESH_INTERVAL, Layout, filling_alias
from search.engines.elastic.lock import RebuildLock
from search.engines.elastic.removals import carry_over, create_journal
from search.engines.elastic.survey import survey
from search.engines.elastic.writing import TargetGone, actions_of, source_of, write
from search.engines.prepared import prepared

logger = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds a request of a rebuild may take: nobody waits for it."""

RETRIES = 5
"""Of a batch the cluster is too busy for."""


class ElasticRebuild:
    """See `RebuildSession`. Whoever applies changes meanwhile finds the index being filled, and writes to it too."""

    def __init__(self, client: Elasticsearch, layout: Layout) -> None:
        self._client, self._layout = client.options(request_timeout=PATIENCE), layout
        self._name = layout.next_name()
        self._open, self._known = True, 0
        with outward():
            self._lock = RebuildLock.acquire(self._client, layout.lock, self._name)
            try:
                self._begin()
            except BaseException:
                self._lock.release()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._open:
            return
        try:
            self._discard()
        except SearchUnavailable as unavailable:
            # What is left is seen as interrupted, and goes with the next rebuild.
            logger.warning("search: an unfinished rebuild was not cleared away: %s", unavailable)

    @property
    def known(self) -> int:
        """The highest version in the journal of removals."""
        return self._known

    def add(self, puts: Iterable[Put]) -> None:
        """Store records in the new index."""
        self._require_open()
        puts = list(puts)  # what goes wrong in making them is no trouble of the engine
        ready, failures = prepared(puts, source_of)
        with outward():
            self._lock.beat()
            try:
                self._write(actions_of(ready, [filling_alias(self._name)]))
            except RecordsRefused as refused:
                failures |= refused.failures
        if failures:
            raise RecordsRefused(failures)

    def finish(self) -> None:
        """Let the new index serve from now on, and remove the old one."""
        self._require_open()
        with outward():
            self._lock.beat()
            index = Index(self._name, using=self._client)
            index.put_settings(settings={"index": {"refresh_interval": REFRESH_INTERVAL}})
            index.refresh()
            replaced = self._swap()
        self._open = False
        self._clear_away(replaced)

    def _begin(self) -> None:
        self._delete(survey(self._client, self._layout).rest)
        create_journal(self._client, self._layout.removed)
        self._layout.create(self._client, self._name)
        removals, self._known = carry_over(self._client, self._layout.removed, filling_alias(self._name))
        self._write(removals)

    def _swap(self) -> Sequence[str]:
        """In one step: the old ones stop serving and the new one starts; no search falls between."""
        serving, add, remove = survey(self._client, self._layout).serving, "add", "remove"
        actions: list[dict[str, Any]] = [
            {remove: {"index": old, "alias": self._layout.serving_alias(old)}} for old in serving
        ]
        actions.append({remove: {"index": self._name, "alias": filling_alias(self._name)}})
        actions.append({add: {"index": self._name, "alias": self._layout.serving}})
        try:
            self._client.indices.update_aliases(actions=actions)
        except NotFoundError:
            raise SearchUnavailable(BUSY, "another process took this rebuild over") from None
        return serving

    def _clear_away(self, replaced: Sequence[str]) -> None:
        """The new index serves: what goes wrong from here on is left to the next rebuild."""
        try:
            with outward():
                self._delete(replaced)
                self._lock.release()
        except SearchUnavailable as unavailable:
            logger.warning("search: the index before this one was not cleared away: %s", unavailable)

    def _discard(self) -> None:
        """Only what doesn't serve: a swap whose answer was lost may have happened."""
        self._open = False
        with outward():
            self._delete([name for name in survey(self._client, self._layout).rest if name == self._name])
            self._lock.release()

    def _delete(self, names: Sequence[str]) -> None:
        for name in names:
            Index(name, using=self._client).delete(ignore_unavailable=True)

    def _write(self, actions: Iterable[dict[str, Any]]) -> None:
        try:
            write(self._client, actions, PATIENCE / 2, refresh=False, retries=RETRIES)
        except TargetGone:
            raise SearchUnavailable(BUSY, "another process took this rebuild over") from None

    def _require_open(self) -> None:
        if not self._open:
            raise RuntimeError("this rebuild has ended")
