"""Sets of row numbers as integers, a bit a row: cutting and counting 100,000 of them takes microseconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


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
