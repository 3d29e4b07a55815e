"""Tells whether the serving index can be read, and how much it holds."""

from elasticsearch import Elasticsearch

from search.core.engine import State

_LOST = ("no", "no_valid_shard_copy")
"""What the cluster says of a shard that it won't bring back by itself."""

Health = tuple[State, str, int, int]


def health(client: Elasticsearch, alias: str) -> Health:
    """Return state, detail, number of records, size in bytes."""
    about = client.cluster.health(index=alias, level="shards")
    if about["status"] == "red":
        (index, shards), *_ = about["indices"].items()
        broken = [int(number) for number, shard in shards["shards"].items() if not shard["primary_active"]]
        return _why_not(client, index, broken[0])
    stats = client.indices.stats(index=alias, metric=["docs", "store"])
    primaries, total = stats["_all"]["primaries"], stats["_all"]["total"]
    return State.READY, "", primaries["docs"]["count"], total["store"]["size_in_bytes"]


def _why_not(client: Elasticsearch, index: str, shard: int) -> Health:
    """Distinguish a shard that is coming back after a restart (wait) from one that is lost (rebuild)."""
    explained = client.cluster.allocation_explain(index=index, shard=shard, primary=True)
    decision = explained.get("can_allocate", "")
    reason = explained.get("allocate_explanation") or explained.get("explanation") or explained.get("current_state")
    lost = decision in _LOST
    return (State.DAMAGED if lost else State.UNREACHABLE), f"shard {shard} is not there: {reason}"[:300], 0, 0
