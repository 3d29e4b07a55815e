"""The engine for production, on Elasticsearch: a cluster of one's own, a managed one, or one node for tests.

Only features of the server's core are used: no plugin, no script, no reindexing.
"""

from search.engines.elastic.engine import ElasticEngine, open_url

__all__ = ["ElasticEngine", "open_url"]
