"""Unified social credit codes and their check character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.enterprises.credit_codes import (
    ALPHABET,
    CreditCode,
    CreditCodeError,
    check_character,
    parse_credit_code,
)

# A code printed in public certificates: the weights are checked against a code that we did not compute.
PUBLISHED = "91350000158142711F"

bodies = st.text(ALPHABET, min_size=17, max_size=17)


@pytest.mark.parametrize("text", [PUBLISHED, PUBLISHED.lower(), "91350000 158142711F", "９１350000-158142711-F"])
def test_a_code_is_read_in_any_case_width_and_spacing(text: str) -> None:
    code = parse_credit_code(text)
    assert str(code) == PUBLISHED
    assert code.region == "350000"
    assert code.organisation == "158142711"


@pytest.mark.parametrize("text", ["", PUBLISHED[:-1], PUBLISHED + "1", "158142711"])
def test_a_code_of_another_length_is_refused_with_its_length(text: str) -> None:
    with pytest.raises(CreditCodeError, match=f"has {len(text)}$") as error:
        parse_credit_code(text)
    assert (error.value.fault, error.value.expected) == ("length", "")


@pytest.mark.parametrize("character", "IOSVZ中_")
def test_a_character_that_never_occurs_is_named(character: str) -> None:
    with pytest.raises(CreditCodeError, match=repr(character)) as error:
        parse_credit_code(character + PUBLISHED[1:])
    assert error.value.fault == "alphabet"


def test_a_wrong_check_character_is_answered_with_the_right_one() -> None:
    with pytest.raises(CreditCodeError, match="should be F, not G") as error:
        parse_credit_code(PUBLISHED[:-1] + "G")
    assert (error.value.fault, error.value.expected) == ("check", "F")


@given(bodies)
def test_every_body_has_exactly_one_valid_code(body: str) -> None:
    expected = check_character(body)
    assert parse_credit_code(body + expected) == CreditCode(body + expected)
    for other in set(ALPHABET) - {expected}:
        with pytest.raises(CreditCodeError):
            parse_credit_code(body + other)


@given(bodies, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_a_single_mistyped_character_is_always_noticed(body: str, place: int, typed: str) -> None:
    mistyped = body[:place] + typed + body[place + 1 :]
    assert (mistyped == body) == (check_character(mistyped) == check_character(body))
