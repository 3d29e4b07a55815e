"""Serial numbers as they are printed, and the numbers that a list leaves out."""

import pytest

from showcase.lists.importing.rows.serials import MAX_GAP, Gap, gaps, serial_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("12.", 12), ("（12）", 12), ("012", 12), ("[7]", 7), ("第3号", 3), ("No. 5", 5), ("１２", 12),
        ("4、", 4), ("8.0", 8), (" 1 0 ", 10), ("0", 0), ("999999", 999999), ("1000000", None), ("一", None),
        ("", None), ("1-2", None), ("12a", None),
    ],
)  # fmt: skip
def test_a_serial_number_is_read_however_it_is_printed(text: str, number: int | None) -> None:
    assert serial_number(text) == number


@pytest.mark.parametrize(
    ("serials", "missing"),
    [
        ([1, 2, 3], []),
        ([1, 3], [Gap(2, 2)]),
        ([1, 5, 6, 9], [Gap(2, 4), Gap(7, 8)]),
        ([40, 41], []),  # the first may be any
        ([3, 1, 2], []),  # a smaller number begins a new run
        ([2, 2], []),
        ([1, None, 3], [Gap(2, 2)]),
        ([None, 7], []),
        ([1, 1 + MAX_GAP], [Gap(2, MAX_GAP)]),
        ([1, 2 + MAX_GAP], []),  # an excerpt skips many
        ([], []),
    ],
)
def test_numbers_missing_inside_a_run_are_found(serials: list[int | None], missing: list[Gap]) -> None:
    assert list(gaps(serials)) == missing


def test_a_gap_is_said_by_its_first_and_last_number() -> None:
    assert [str(Gap(2, 2)), str(Gap(2, 4))] == ["2", "2–4"]
