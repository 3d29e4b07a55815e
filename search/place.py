"""Where a search stands: the search page itself, or a finder that an editor placed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from search.query import NO_PRESETS, Presets


@dataclass(frozen=True)
class Place:
    """What a place brings along. `name` is part of the title of its feed; `context` is what its page shows besides."""

    presets: Presets = NO_PRESETS
    template: str = "search/search_page.html"
    name: str = ""
    context: Callable[[], dict[str, Any]] = dict


SEARCH_PAGE = Place()
