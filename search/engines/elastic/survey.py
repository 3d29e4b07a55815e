"""Finds out which indexes of this site the cluster holds, and what each is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch

from search.core.engine import SearchUnavailable, State
from search.engines.elastic.layout import Layout


@dataclass(frozen=True)
class Survey:
    """The indexes of one site.

    `serving`: those that serve, perhaps under another identity. `rest`: those that don't serve: being filled now, or
    left by a rebuild that was interrupted.
    """

    layout: Layout
    serving: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def built(self) -> str:
        """Identity of the index that serves: the expected one if there is one, else any, empty if none."""
        built = [self.layout.built_as(index) for index in self.serving]
        return self.layout.identity if self.layout.identity in built else next(iter(built), "")

    @property
    def state(self) -> State:
        """READY, OUTDATED or MISSING: whether it can be read isn't asked here."""
        if self.built == self.layout.identity:
            return State.READY
        return State.OUTDATED if self.built else State.MISSING

    def require_ready(self) -> None:
        """Raise SearchUnavailable where there is no index that this code may use."""
        if self.state is not State.READY:
            built = (
                f"built as {self.built}, wanted {self.layout.identity}" if self.built else "the index was never built"
            )
            raise SearchUnavailable(str(self.state), built)


def survey(client: Elasticsearch, layout: Layout) -> Survey:
    """Ask the cluster for the indexes of this site; one request."""
    answer = client.indices.get(
        index=layout.pattern, expand_wildcards="all", filter_path=["*.aliases", "*.mappings._meta"]
    ).body
    ours = {name: _aliases(layout, name, about) for name, about in sorted(answer.items()) if layout.built_as(name)}
    serving = tuple(name for name, aliases in ours.items() if layout.serving_alias(name) in aliases)
    return Survey(layout, serving, tuple(name for name in ours if name not in serving))


def _aliases(layout: Layout, name: str, about: Mapping[str, Any]) -> frozenset[str]:
    """Return the aliases of an index; none where its mapping isn't the one its name says (restored, made by hand)."""
    identity = about.get("mappings", {}).get("_meta", {}).get("identity", "")
    return frozenset(about.get("aliases", {})) if identity == layout.built_as(name) else frozenset()
