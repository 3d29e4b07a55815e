"""Sends changes as bulk requests.

Versions are external: a change that is no newer than what is stored is refused, which counts as success.
"""

from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

import orjson
from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.core.engine import FAILED, Change, Put, RecordsRefused, SearchUnavailable
from search.core.fields import document
from search.engines.elastic.faults import is_of_index, of_answer, refused
from search.engines.elastic.layout import RECORD

BATCH = 500
BATCH_BYTES = 10_000_000

Action = dict[str, Any]
Source = dict[str, Any]
Ready = tuple[Change, Source | None]


def source_of(put: Put) -> Source:
    """Return the document of a record. Raises TypeError for text that JSON can't hold (half a surrogate pair)."""
    source: Source = document(put.record, put.version) | {RECORD: put.record.to_dict()}
    orjson.dumps(source)
    return source


def _actions(changes: Iterable[Ready], alias: str) -> Iterator[Action]:
    for change, source in changes:
        action: Action = {"_index": alias, "_id": change.id, "version": change.version, "version_type": "external"}
        if source is None:
            yield action | {"_op_type": "delete"}
        else:
            yield action | {"_op_type": "index", "_source": source}


def write(
    client: Elasticsearch, changes: Iterable[Ready], alias: str, wait: float, *, refresh: bool, retries: int = 0
) -> None:
    """Make the changes durable and, with `refresh`, visible. Writes to an alias only, so no index is created.

    `wait`: seconds the cluster waits for a missing shard; `retries`: how often a batch is sent again when it is too
    busy.

    Raises SearchUnavailable for the first action that failed by the cluster's fault (`MISSING` where the alias is), and
    RecordsRefused for records that the cluster won't store; all others are stored.
    """
    results = streaming_bulk(
        client,
        _actions(changes, alias),
        chunk_size=BATCH,
        max_chunk_bytes=BATCH_BYTES,
        raise_on_error=False,
        raise_on_exception=False,
        max_retries=retries,
        initial_backoff=0.5,
        require_alias=True,
        timeout=f"{round(wait * 1000)}ms",
        refresh=refresh,
    )
    failed = [
        outcome for done, item in results if not done for kind, outcome in item.items() if not _settled(kind, outcome)
    ]
    failures = {
        str(outcome["_id"]): ValueError(_fault(outcome).detail) for outcome in failed if _is_of_the_record(outcome)
    }
    if any(outcome["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE for outcome in failed) and len(failures) > 1:
        raise SearchUnavailable(FAILED, "together too large; they may be sent one by one")
    for outcome in failed:
        if str(outcome["_id"]) not in failures:
            raise _fault(outcome)
    if failures:
        raise RecordsRefused(failures)


def _is_of_the_record(outcome: Mapping[str, Any]) -> bool:
    """Say whether a record is refused for its own text, number or size, not for the request or the index."""
    if outcome["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return True
    return (
        outcome["status"] == HTTPStatus.BAD_REQUEST and "exception" not in outcome and not is_of_index(outcome["error"])
    )


def _fault(outcome: Mapping[str, Any]) -> SearchUnavailable:
    """Return the exception for one failed action, or for the request it was sent with."""
    request = outcome.get("exception")
    return of_answer(request) if request is not None else refused(outcome["status"], outcome.get("error"))


def _settled(operation: str, outcome: dict[str, Any]) -> bool:
    """Say whether an action was refused as outdated, or removed what isn't there: both count as done."""
    if outcome["status"] == HTTPStatus.CONFLICT:
        return True
    return operation == "delete" and outcome["status"] == HTTPStatus.NOT_FOUND and "error" not in outcome
