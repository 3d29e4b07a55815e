"""Sets of row numbers as integers, a bit a row: cutting and counting 100,000 of them takes microseconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
_FEW = 60  # pieces up to which shifting a set is quicker than writing it out in digits


def bits_of(numbers: Iterable[int], size: int) -> int:
    """The set of these row numbers, each from 0 to below `size`."""
    found = bytearray(size // 8 + 1)
    for number in numbers:
        found[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(found, "little")


def members(bits: int, first: int = 0, count: int | None = None) -> list[int]:
    """The row numbers of a set in order; of all of them `count` from the place `first` on."""
    end = None if count is None else first + count
    found: list[int] = []
    place = 0
    for at, byte in _filled(bits):
        here = byte.bit_count()
        if place + here > first:
            numbers = [at + bit for bit in range(8) if byte >> bit & 1]
            found += numbers[max(0, first - place) : None if end is None else end - place]
        place += here
        if end is not None and place >= end:
            break
    return found


def _filled(bits: int) -> Iterator[tuple[int, int]]:
    """(number of its first row, byte) of every byte that holds a row."""
    content = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    return ((at << 3, byte) for at, byte in enumerate(content) if byte)


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Rows leave and others come in between: `pieces` are (start, stop, new start) of rows that stay together."""

    size: int
    new_size: int
    pieces: tuple[tuple[int, int, int], ...]
    places: tuple[int, ...]
    """The new numbers of the rows that come in, in their order."""

    @classmethod
    def of(cls, size: int, leaving: Iterable[int], coming: Sequence[int]) -> Renumbering:
        """`leaving`: numbers of rows; `coming`: for each new row the old number before which it stands, ascending."""
        pieces, places, start, target = [], [], 0, 0
        cuts = sorted([*((at, False) for at in coming), *((at, True) for at in set(leaving))])
        for at, leaves in cuts:
            if at > start:
                pieces.append((start, at, target))
                target += at - start
            start = at + leaves
            if not leaves:
                places.append(target)
                target += 1
        if size > start:
            pieces.append((start, size, target))
            target += size - start
        return cls(size, target, tuple(pieces), tuple(places))

    def of_set(self, bits: int) -> int:
        """The set of the same rows by their new numbers, without those that leave."""
        if len(self.pieces) > _FEW:
            return self._by_digits(bits)
        found = 0
        for start, stop, target in self.pieces:
            found |= (bits >> start & (1 << stop - start) - 1) << target
        return found

    def of_all(self, values: Sequence[T], coming: Iterable[T]) -> tuple[T, ...]:
        """One value a row by the new numbers; `coming`: those of the new rows."""
        found: list[T] = []
        new = iter(coming)
        for start, stop, target in self.pieces:
            while len(found) < target:
                found.append(next(new))
            found += values[start:stop]
        return (*found, *new)

    def _by_digits(self, bits: int) -> int:
        """The same in one pass, however many pieces: the last row's digit comes first."""
        digits = format(bits, f"0{self.size}b")
        found, end = [], self.new_size
        for start, stop, target in reversed(self.pieces):
            found += ["0" * (end - target - (stop - start)), digits[self.size - stop : self.size - start]]
            end = target
        return int("".join((*found, "0" * end)) or "0", 2)
