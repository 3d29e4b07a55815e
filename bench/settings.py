"""The portal's settings, with records to measure (`bench.iac`) and Wagtail's own database search (`bench.peer`)."""

from portal.settings import *  # noqa: F403 that is what settings of a bench are
from portal.settings import INSTALLED_APPS, WAGTAILSEARCH_BACKENDS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.iac", "bench.peer"]
PEER: dict[str, object] = {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
WAGTAILSEARCH_BACKENDS = {**WAGTAILSEARCH_BACKENDS, "peer": PEER}  # type: ignore[dict-item]  # theirs hold text only
