"""Receipt numbers: unguessable, readable aloud, and checked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.public_forms.receipt_numbers import ALPHABET, check_character, new_number, read_number

bodies = st.text(ALPHABET, min_size=7, max_size=7)


def test_a_number_names_its_year_and_has_no_letters_that_are_taken_for_others() -> None:
    number = new_number(2026)

    assert re.fullmatch(rf"OBJ-2026-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", number)
    assert not set("01OILU") & set(ALPHABET)
    assert len({new_number(2026) for _ in range(1000)}) == 1000


@pytest.mark.parametrize("typed", ["obj20267kqm{}", " OBJ-2026-7KQM-{} ", "obj 2026 7kqm {}", "OBJ2026-7kqm{}"])
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    body = "7KQM4XW"
    tail = f"4XW{check_character(body)}"

    assert read_number(typed.format(tail)) == f"OBJ-2026-7KQM-{tail}"


@pytest.mark.parametrize("typed", ["", "OBJ", "OBJ-2026-7KQM-4XW", "OBJ-2026-0KQM-4XWT", "OBJ-20260-7KQM-4XWT", "\x00"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        read_number(typed)


@given(bodies, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(body: str, at: int, other: str) -> None:
    wrong = body[:at] + other + body[at + 1 :]

    assert (check_character(wrong) == check_character(body)) is (wrong == body)


def test_neighbours_that_are_exchanged_are_noticed_but_for_few() -> None:
    pairs = [(a, b) for a in ALPHABET for b in ALPHABET if a != b]
    missed = sum(check_character(f"23456{a}{b}") == check_character(f"23456{b}{a}") for a, b in pairs)

    assert missed / len(pairs) < 0.04
