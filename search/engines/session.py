"""What the rebuild sessions of both engines share: they end once, and one that did not finish is cleared away."""

import logging
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

from search.core.engine import SearchUnavailable

logger = logging.getLogger(__name__)


class Session(ABC):
    """The `with` block of a `RebuildSession`; `finish` of an engine sets `_is_open` to False."""

    _is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_open:
            return
        self._is_open = False
        try:
            self._discard()
        except SearchUnavailable as unavailable:
            # What is left shows as unfinished and is removed by the next rebuild.
            logger.warning("search: an unfinished rebuild was not cleared away: %s", unavailable)

    def _require_open(self) -> None:
        """Raise RuntimeError where the session has ended."""
        if not self._is_open:
            raise RuntimeError("this rebuild has ended")

    @abstractmethod
    def _discard(self) -> None:
        """Remove the new index. Raises SearchUnavailable."""
