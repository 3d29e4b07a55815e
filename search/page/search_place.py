"""Where a search is shown: on the search page itself, or on a finder that an editor placed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from search.core.query import NO_PRESETS, Presets


@dataclass(frozen=True)
class SearchPlace:
    """The page a search is shown on, and what it adds.

    `name` is part of the title of its feed; `finder`: permanent id of the finder; `context`: what its page shows
    besides.
    """

    presets: Presets = NO_PRESETS
    template: str = "search/search_page.html"
    name: str = ""
    finder: str = ""
    context: Callable[[], dict[str, Any]] = dict


SEARCH_PAGE = SearchPlace()
