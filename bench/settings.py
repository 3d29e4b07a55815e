"""The portal's settings, and beside them Wagtail's own database search over `bench.peer`."""

from portal.settings import *  # noqa: F403 that is what settings of a bench are
from portal.settings import INSTALLED_APPS, WAGTAILSEARCH_BACKENDS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.peer"]
PEER: dict[str, object] = {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
WAGTAILSEARCH_BACKENDS = {**WAGTAILSEARCH_BACKENDS, "peer": PEER}  # type: ignore[dict-item]  # theirs hold text only
