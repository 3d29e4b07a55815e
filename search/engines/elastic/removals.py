"""A journal of what was removed lately.

What an index knows of removals goes with it: without the journal, a change that is late for the old index would not be
late for the new one, and would bring back what an editor took away.
"""

import time
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Index, Mapping, Search
from elasticsearch.dsl import field as dsl

from search.engines.base import Remove
from search.engines.elastic.layout import create_if_absent

KEEP = 24 * 3600
"""Seconds."""


def create_journal(client: Elasticsearch, alias: str) -> None:
    """Make the journal where there is none."""
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    mapping.field("removed_at", dsl.Long()).field("version", dsl.Long())
    index = Index(f"{alias}-1", using=client)
    index.mapping(mapping)
    index.settings(number_of_shards=1, auto_expand_replicas="0-1")
    index.aliases(**{alias: {}})
    create_if_absent(index)
    index.put_mapping(properties=mapping.to_dict()["properties"])  # one that was made earlier may lack a field


def journal_entry(change: Remove, alias: str) -> dict[str, Any]:
    """The bulk action that notes a removal."""
    return {
        "_op_type": "index",
        "_index": alias,
        "_id": change.id,
        "version": change.version,
        "version_type": "external",
        "_source": {"removed_at": int(time.time()), "version": change.version},
    }


def carry_over(client: Elasticsearch, alias: str, target: str) -> tuple[list[dict[str, Any]], int]:
    """Bulk actions that make `target` know what was removed lately, and let the journal forget what is older.

    And the highest version of all these, 0 without any.
    """
    Index(alias, using=client).refresh()
    oldest = time.time() - KEEP
    actions: list[dict[str, Any]] = []
    highest = 0
    for hit in Search(using=client, index=alias).extra(version=True, size=1000).iterate():
        highest = max(highest, hit.meta.version)
        known = {"_op_type": "delete", "_id": hit.meta.id, "version": hit.meta.version}
        if hit["removed_at"] >= oldest:
            actions.append({**known, "_index": target, "version_type": "external"})
        else:
            actions.append({**known, "_index": alias, "version_type": "external_gte"})
    return actions, highest
