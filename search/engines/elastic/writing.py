"""Changes as bulk requests. Versions are external: what is no newer than what is there is refused, which is success."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.engines.base import FAILED, Change, Put, RecordsRefused, Remove, SearchUnavailable
from search.engines.elastic.faults import is_of_index, of_answer, refused
from search.engines.elastic.layout import RECORD
from search.engines.elastic.removals import journal_entry
from search.fields import document

BATCH = 500
BATCH_BYTES = 10_000_000

Action = dict[str, Any]
Source = dict[str, Any]
Ready = tuple[Change, Source | None]


def source_of(put: Put) -> Source:
    """The document of a record. Raises TypeError for what is no JSON: half of a surrogate pair, which clients send."""
    source: Source = document(put.record, put.version) | {RECORD: put.record.to_dict()}
    orjson.dumps(source)
    return source


class TargetGone(Exception):
    """An alias written to went away meanwhile: a rebuild ended. The changes may be partly applied."""


def actions_of(changes: Iterable[Ready], targets: Sequence[str], journal: str = "") -> Iterator[Action]:
    """Bulk actions for every target; removals are also noted in the journal, where one is named."""
    for change, source in changes:
        versioned: Action = {"_id": change.id, "version": change.version, "version_type": "external"}
        if source is not None:
            versioned |= {"_op_type": "index", "_source": source}
        elif isinstance(change, Remove):
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
    Raises SearchUnavailable for the first action that failed by the cluster's fault, TargetGone where an alias other
    than the dispensable one is missing, RecordsRefused for what the cluster won't store; all others are made.
    """
    results = streaming_bulk(
        client,
        actions,
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
    rest = [outcome for outcome in failed if str(outcome["_id"]) not in failures]
    for outcome in rest:
        if outcome["status"] != HTTPStatus.NOT_FOUND:
            raise _fault(outcome)
    if any(outcome["_index"] != dispensable for outcome in rest):
        raise TargetGone
    if failures:
        raise RecordsRefused(failures)


def _is_of_the_record(outcome: Mapping[str, Any]) -> bool:
    """Whether a record is refused for what it is: its text, a number, its size; not the request, not the index."""
    if outcome["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return True
    return (
        outcome["status"] == HTTPStatus.BAD_REQUEST and "exception" not in outcome and not is_of_index(outcome["error"])
    )


def _fault(outcome: Mapping[str, Any]) -> SearchUnavailable:
    """Of one action, or of the request that it was sent with."""
    request = outcome.get("exception")
    return of_answer(request) if request is not None else refused(outcome["status"], outcome.get("error"))


def _settled(operation: str, outcome: dict[str, Any]) -> bool:
    """Refused for what is there already, or removing what isn't there."""
    if outcome["status"] == HTTPStatus.CONFLICT:
        return True
    return operation == "delete" and outcome["status"] == HTTPStatus.NOT_FOUND and "error" not in outcome
