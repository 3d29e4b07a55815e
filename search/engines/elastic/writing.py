"""Changes as bulk requests. Versions are external: what is no newer than what is there is refused, which is success."""

from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.engines.base import Change, Put
from search.engines.elastic.faults import refused
from search.engines.elastic.layout import RECORD
from search.engines.elastic.removals import journal_entry
from search.fields import document

BATCH = 500
BATCH_BYTES = 10_000_000

Action = dict[str, Any]


class TargetGone(Exception):
    """An alias written to went away meanwhile: a rebuild ended. The changes may be partly applied."""


def actions_of(changes: Iterable[Change], targets: Sequence[str], journal: str = "") -> Iterator[Action]:
    """Bulk actions for every target; removals are also noted in the journal, where one is named."""
    for change in changes:
        versioned: Action = {"_id": change.id, "version": change.version, "version_type": "external"}
        if isinstance(change, Put):
            source = document(change.record, change.version) | {RECORD: change.record.to_dict()}
            versioned |= {"_op_type": "index", "_source": source}
        else:
            versioned |= {"_op_type": "delete"}
            if journal:
                yield journal_entry(change, journal)
        yield from ({**versioned, "_index": target} for target in targets)


def write(
    client: Elasticsearch,
    actions: Iterable[Action],
    wait: float,
    *,
    refresh: bool,
    retries: int = 0,
    dispensable: str = "",
) -> None:
    """Make the changes durable and, with `refresh`, visible. Only aliases are written to, so no index comes into being.

    `wait`: seconds the cluster waits for a shard that isn't there; `retries`: of what it is too busy for.
    Raises TargetGone where an alias other than the dispensable one is missing, SearchUnavailable for the first action
    refused; the others are made all the same.
    """
    results = streaming_bulk(
        client,
        actions,
        chunk_size=BATCH,
        max_chunk_bytes=BATCH_BYTES,
        raise_on_error=False,
        max_retries=retries,
        initial_backoff=0.5,
        require_alias=True,
        timeout=f"{round(wait * 1000)}ms",
        refresh=refresh,
    )
    failed = [outcome for done, item in results if not done for outcome in item.items() if not _settled(*outcome)]
    for _, outcome in failed:
        if outcome["status"] != HTTPStatus.NOT_FOUND:
            raise refused(outcome["status"], outcome.get("error"))
    if any(outcome["_index"] != dispensable for _, outcome in failed):
        raise TargetGone


def _settled(operation: str, outcome: dict[str, Any]) -> bool:
    """Refused for what is there already, or removing what isn't there."""
    if outcome["status"] == HTTPStatus.CONFLICT:
        return True
    return operation == "delete" and outcome["status"] == HTTPStatus.NOT_FOUND and "error" not in outcome
