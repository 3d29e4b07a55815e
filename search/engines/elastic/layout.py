"""How an index is laid out and named: everything the identity of an index stands for."""

import json
import re
import secrets
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch
from elasticsearch.dsl import Index, Mapping
from elasticsearch.dsl import field as dsl

from search.fields import FIELDS, FieldKind, identity

RECORD = "record"
"""Holds the record as it came, for reading back; never searched."""

REFRESH_INTERVAL = "1s"
EVERY_HIT = 1_000_000
"""Depth of paging is limited at the edge of the site; a queue for hits is never longer than the index."""

SETTINGS: dict[str, Any] = {
    "auto_expand_replicas": "0-1",
    "max_result_window": EVERY_HIT,
    # A late write must not revive what was removed meanwhile.
    "gc_deletes": "2h",
    "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
}


@dataclass(frozen=True)
class Layout:
    """Names and make of the indexes of one site.

    An index is named prefix, identity and generation. The one that serves has the alias prefix and identity, so asking
    for the alias is asking for an index this code understands. One being filled has an alias of its own.
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

    @property
    def generations(self) -> str:
        """Every index that this code can use, serving or being filled."""
        return f"{self.serving}-*"

    @property
    def lock(self) -> str:
        """The index that holds the lock of a rebuild."""
        return f"{self.prefix}-rebuild"

    @property
    def removed(self) -> str:
        """The index that remembers what was removed lately, over rebuilds."""
        return f"{self.prefix}-removed"

    def next_name(self) -> str:
        """A name no index had before; later ones sort later."""
        return f"{self.serving}-{int(time.time() * 1000):013d}{secrets.token_hex(3)}"

    def built_as(self, index: str) -> str:
        """The identity in an index's name, empty where it isn't an index of this site."""
        found = re.fullmatch(re.escape(self.prefix) + r"-([0-9a-f]{12})-[0-9a-f]{19}", index)
        return found[1] if found else ""

    def serving_alias(self, index: str) -> str:
        """The alias such an index serves under."""
        return f"{self.prefix}-{self.built_as(index)}"

    def create(self, client: Elasticsearch, name: str) -> None:
        """An empty index that may be filled through its own alias, and isn't searched yet."""
        index = Index(name, using=client)
        index.mapping(_mapping().meta("meta", {"identity": self.identity}))
        index.settings(number_of_shards=self.shards, refresh_interval="-1", **SETTINGS)
        index.aliases(**{filling_alias(name): {}})
        index.create()


def create_if_absent(index: Index) -> None:
    """Make an index; several processes may do so at once."""
    try:
        index.create()
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def filling_alias(index: str) -> str:
    """The alias an index has while it is being filled."""
    return f"{index}-filling"


@cache
def _identity(shards: int) -> str:
    return identity(json.dumps([_mapping().to_dict(), SETTINGS, shards], sort_keys=True))


def _mapping() -> Mapping:
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    # The rest of a document is tokens, which nobody reads back.
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
