"""What a row of the outbox names: a story by its id, an enterprise by its portal number, or all terms."""

from collections.abc import Iterable

NAMES = "names"
"""In place of a story's id: a term changed, and with it what may be suggested."""

_ENTERPRISE = "enterprise:"


def enterprise(number: int) -> str:
    """In place of a story's id: the enterprise of this portal number appeared, vanished or is called otherwise."""
    return f"{_ENTERPRISE}{number}"


def enterprises_of(ids: Iterable[str]) -> set[int]:
    """The portal numbers among these ids."""
    numbers = (one.removeprefix(_ENTERPRISE) for one in ids if one.startswith(_ENTERPRISE))
    return {int(number) for number in numbers if number.isdecimal()}


def stories_of(ids: Iterable[str]) -> set[str]:
    """The ids of stories among these: what stands for an enterprise or a term has a colon."""
    return {one for one in ids if one and one != NAMES and ":" not in one}
