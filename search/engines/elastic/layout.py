"""Names and mapping of the indexes: everything that the identity of an index stands for."""

import json
import re
import secrets
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Index, Mapping
from elasticsearch.dsl import field as dsl

from search.core.fields import FIELDS, FieldKind, identity

RECORD = "record"
"""Field that holds the record as it came, for reading back; never searched."""

REFRESH_INTERVAL = "1s"
EVERY_HIT = 1_000_000
"""The site limits the depth of paging itself; the queue for hits is never longer than the index."""

SETTINGS: dict[str, Any] = {
    "auto_expand_replicas": "0-1",
    "max_result_window": EVERY_HIT,
    # How long a removal is remembered: a request that was given up may still be carried out, long after it was sent.
    "gc_deletes": "2h",
    "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
}


@dataclass(frozen=True)
class Layout:
    """Names and mapping of the indexes of one site.

    An index is named prefix, identity and generation. The one that serves has the alias `<prefix>-<identity>`, so a
    request to the alias reaches only an index that this code understands. One being filled has an alias of its own.
    """

    prefix: str
    shards: int = 1

    @property
    def identity(self) -> str:
        """Changes with the mapping, the settings, the analysis and the number of shards."""
        return _identity(self.shards)

    @property
    def serving(self) -> str:
        """The alias that is asked and written to."""
        return f"{self.prefix}-{self.identity}"

    @property
    def pattern(self) -> str:
        """Every index of this site, and perhaps of others whose prefix begins like this one's: see `built_as`."""
        return f"{self.prefix}-*"

    def next_name(self) -> str:
        """Return a name that no index had before; later ones sort later."""
        return f"{self.serving}-{int(time.time() * 1000):013d}{secrets.token_hex(3)}"

    def built_as(self, index: str) -> str:
        """Return the identity in an index's name; empty where it isn't an index of this site."""
        found = re.fullmatch(re.escape(self.prefix) + r"-([0-9a-f]{12})-[0-9a-f]{19}", index)
        return found[1] if found else ""

    def serving_alias(self, index: str) -> str:
        """Return the alias that such an index serves under."""
        return f"{self.prefix}-{self.built_as(index)}"

    def create(self, client: Elasticsearch, name: str) -> None:
        """Create an empty index that is filled through its own alias and isn't searched yet.

        Raises ValueError where the cluster does not confirm it.
        """
        index = Index(name, using=client)
        index.mapping(_mapping().meta("meta", {"identity": self.identity}))
        index.settings(number_of_shards=self.shards, refresh_interval="-1", **SETTINGS)
        index.aliases(**{filling_alias(name): {}})
        if index.create().get("acknowledged") is not True:
            raise ValueError("the cluster did not confirm the new index")


def filling_alias(index: str) -> str:
    """Return the alias of an index while it is being filled."""
    return f"{index}-filling"


@cache
def _identity(shards: int) -> str:
    return identity(json.dumps([_mapping().to_dict(), SETTINGS, shards], sort_keys=True))


def _mapping() -> Mapping:
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    # The rest of a document is tokens, which are never read back.
    mapping.meta("source", {"includes": [RECORD, f"{RECORD}.*"]})
    for stored in FIELDS:
        mapping.field(stored.name, _field(stored.kind))
    return mapping.field(RECORD, dsl.Object(enabled=False))


def _field(kind: FieldKind) -> dsl.Field:
    match kind:
        case FieldKind.TOKENS:
            return dsl.Text(analyzer="whitespace")
        case FieldKind.ID | FieldKind.CODES:
            return dsl.Keyword()
        case FieldKind.NUMBERS:
            return dsl.Double()
        case FieldKind.ORDER:
            return dsl.Keyword(index=False)
        case FieldKind.INTEGER:
            return dsl.Long(index=False)
