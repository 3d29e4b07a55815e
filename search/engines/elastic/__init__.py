"""The engine for production: a cluster of one's own, a managed one, or one test node.

Only features of the server's core are used: no plugin, no script, no reindexing, no banner.
"""

from search.engines.elastic.engine import ElasticEngine, open_url

__all__ = ["ElasticEngine", "open_url"]
