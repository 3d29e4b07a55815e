"""Whether the index that serves can be read, and how much is in it."""

from elasticsearch import Elasticsearch

from search.engines.base import State

_LOST = ("no", "no_valid_shard_copy")
"""What the cluster says of a shard it won't bring back by itself."""

Health = tuple[State, str, int, int]


def health(client: Elasticsearch, alias: str) -> Health:
    """State, detail, number of records, size in bytes."""
    about = client.cluster.health(index=alias, level="shards")
    if about["status"] == "red":
        (index, shards), *_ = about["indices"].items()
        broken = [int(number) for number, shard in shards["shards"].items() if not shard["primary_active"]]
        return _why_not(client, index, broken[0])
    stats = client.indices.stats(index=alias, metric=["docs", "store"])
    primaries, total = stats["_all"]["primaries"], stats["_all"]["total"]
    return State.READY, "", primaries["docs"]["count"], total["store"]["size_in_bytes"]


def _why_not(client: Elasticsearch, index: str, shard: int) -> Health:
    """A shard on its way back, after a restart, needs time; one that is lost needs a rebuild."""
    explained = client.cluster.allocation_explain(index=index, shard=shard, primary=True)
    decision = explained.get("can_allocate", "")
    reason = explained.get("allocate_explanation") or explained.get("explanation") or explained.get("current_state")
    lost = decision in _LOST
    return (State.DAMAGED if lost else State.UNREACHABLE), f"shard {shard} is not there: {reason}"[:300], 0, 0
