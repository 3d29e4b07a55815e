"""The embedded engine: tantivy in the process of the site, no service to start."""

from search.engines.tantivy.engine import TantivyEngine, open_url

__all__ = ["TantivyEngine", "open_url"]
