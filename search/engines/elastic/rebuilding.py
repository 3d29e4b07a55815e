"""A rebuild: a new index filled beside the one that serves, and the swap of the alias."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.dsl import Index

from search.core.engine import Change, RecordsRefused, SearchUnavailable, State
from search.engines.elastic.faults import BUSY, outward
from search.engines.elastic.layout import REFRESH_INTERVAL, Layout, filling_alias
from search.engines.elastic.survey import survey
from search.engines.elastic.writing import source_of, write
from search.engines.prepared import prepared
from search.engines.session import Session

logger = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds one request of a rebuild may take: nobody waits for it."""

RETRIES = 5
"""Times a batch is sent again when the cluster is too busy."""


class ElasticRebuild(Session):
    """`RebuildSession` on Elasticsearch.

    The new index is written to by an alias of its own, which goes with it: no late request creates it once more.
    """

    def __init__(self, client: Elasticsearch, layout: Layout) -> None:
        self._client, self._layout = client.options(request_timeout=PATIENCE), layout
        self._name = layout.next_name()
        with outward():
            self._delete(survey(self._client, layout).rest)
            layout.create(self._client, self._name)

    def add(self, changes: Iterable[Change]) -> None:
        """Make changes in the new index."""
        self._require_open()
        batch = list(changes)  # an error in making them is no trouble of the engine
        ready, failures = prepared(batch, source_of)
        try:
            with outward():
                write(self._client, ready, filling_alias(self._name), PATIENCE / 2, refresh=False, retries=RETRIES)
        except RecordsRefused as refused:
            failures |= refused.failures
        except SearchUnavailable as trouble:
            raise _taken_over() if trouble.reason == State.MISSING else trouble from None
        if failures:
            raise RecordsRefused(failures)

    def flush(self) -> None:
        """Let searches see what was added."""
        self._require_open()
        with outward():
            index = Index(self._name, using=self._client)
            try:
                index.put_settings(settings={"index": {"refresh_interval": REFRESH_INTERVAL}})
                index.refresh()
            except NotFoundError:
                raise _taken_over() from None

    def finish(self) -> None:
        """Let the new index serve from now on and remove the old one."""
        self.flush()
        with outward():
            replaced = self._swap()
        self._is_open = False
        self._clear_away(replaced)

    def _swap(self) -> Sequence[str]:
        """Let the new index serve instead of the old ones, in one step, so that no search falls between."""
        serving, add, remove = survey(self._client, self._layout).serving, "add", "remove"
        actions: list[dict[str, Any]] = [
            {remove: {"index": old, "alias": self._layout.serving_alias(old)}} for old in serving
        ]
        actions.append({remove: {"index": self._name, "alias": filling_alias(self._name)}})
        actions.append({add: {"index": self._name, "alias": self._layout.serving}})
        try:
            self._client.indices.update_aliases(actions=actions)
        except NotFoundError:
            raise _taken_over() from None
        return serving

    def _clear_away(self, replaced: Sequence[str]) -> None:
        """Delete the old indexes; errors are left to the next rebuild."""
        try:
            with outward():
                self._delete(replaced)
        except SearchUnavailable as unavailable:
            logger.warning("search: the index before this one was not cleared away: %s", unavailable)

    def _discard(self) -> None:
        """Delete the new index unless it serves: a swap whose response was lost may have happened."""
        with outward():
            self._delete([name for name in survey(self._client, self._layout).rest if name == self._name])

    def _delete(self, names: Sequence[str]) -> None:
        for name in names:
            Index(name, using=self._client).delete(ignore_unavailable=True)


def _taken_over() -> SearchUnavailable:
    return SearchUnavailable(BUSY, "another rebuild took the place of this one")
