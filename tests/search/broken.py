"""An engine out of reach, and a story that is none."""

from search.core.engine import Change, EngineStatus, SearchUnavailable, State

# Well formed, and no story's.
A_STORY = "11111111-1111-4111-8111-111111111111"


class Broken:
    """An engine out of reach."""

    name = "broken"

    def __init__(self) -> None:
        self.asked = 0

    def apply(self, changes: list[Change], seconds: float) -> None:
        self.asked += 1
        raise SearchUnavailable("unreachable", "nobody answers")

    def highest_version(self, seconds: float = 0.0) -> int:
        self.asked += 1
        raise SearchUnavailable("unreachable", "nobody answers")

    def search(self, requests: object) -> object:
        raise SearchUnavailable("unreachable", "nobody answers")

    def status(self) -> EngineStatus:
        return EngineStatus("broken", State.UNREACHABLE, "x")

    def close(self) -> None:
        """Nothing is open."""
