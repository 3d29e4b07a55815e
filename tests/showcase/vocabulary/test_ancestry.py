"""Which filters a tag answers to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.vocabulary.ancestry import (
    UnknownCodeError,
    industry_filter_codes,
    region_filter_codes,
    technique_filter_codes,
)

GROUPS = {
    "C17": "G08",
    "C38": "G05",
    "C384": "G11",
    "C252": "G01",
    "C2522": "G03",
    "C25": "G03",
    "D": "G13",
    "G": "G13",
}
PARENTS = {"350000": "", "350500": "350000", "350582": "350500", "350128": "350000", "360000": ""}


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["C1713"], {"C1713", "C171", "C17", "G08"}),
        (["C384"], {"C384", "C38", "G11"}),
        (["C3841"], {"C3841", "C384", "C38", "G11"}),
        (["C38"], {"C38", "G05"}),
        (["C2521"], {"C2521", "C252", "C25", "G01"}),
        (["C2522"], {"C2522", "C252", "C25", "G03"}),
        (["D4414"], {"D4414", "D441", "D44", "G13"}),
        (["D"], {"G13"}),
        (["G59"], {"G59", "G13"}),
        (["G08"], {"G08"}),
        (["C17", "C38"], {"C17", "G08", "C38", "G05"}),
        ([], set()),
    ],
)
def test_an_industry_answers_to_its_ancestors_and_to_the_group_of_its_most_specific_row(
    codes: list[str], expected: set[str]
) -> None:
    assert industry_filter_codes(codes, GROUPS) == expected


@pytest.mark.parametrize("code", ["", "c17", "C1", "C17134", "17", "U01", "cross"])
def test_a_malformed_industry_code_is_refused_by_name(code: str) -> None:
    with pytest.raises(UnknownCodeError, match=repr(code)):
        industry_filter_codes([code], GROUPS)


def test_an_industry_without_a_group_is_refused_by_name() -> None:
    with pytest.raises(UnknownCodeError, match="'C99'"):
        industry_filter_codes(["C99"], GROUPS)


def test_a_technique_answers_to_its_group() -> None:
    assert technique_filter_codes(["T02.01", "T08"]) == {"T02.01", "T02", "T08"}


@pytest.mark.parametrize("code", ["", "T2", "T02.1", "T02.001", "t02", "C17"])
def test_a_malformed_technique_code_is_refused_by_name(code: str) -> None:
    with pytest.raises(UnknownCodeError, match=repr(code)):
        technique_filter_codes([code])


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["350582"], {"350582", "350500", "350000"}),
        (["350128"], {"350128", "350000"}),
        (["360000", "350500"], {"360000", "350500", "350000"}),
    ],
)
def test_a_region_answers_to_all_above_it(codes: list[str], expected: set[str]) -> None:
    assert region_filter_codes(codes, PARENTS) == expected


def test_an_unknown_region_is_refused_by_name() -> None:
    with pytest.raises(UnknownCodeError, match="'110101'"):
        region_filter_codes(["110101"], PARENTS)


@given(st.lists(st.sampled_from(["C1713", "C384", "C2522", "G08", "D44", "C17"])))
def test_filter_codes_of_several_tags_are_those_of_each(codes: list[str]) -> None:
    each = [industry_filter_codes([code], GROUPS) for code in codes]
    assert industry_filter_codes(codes, GROUPS) == frozenset().union(*each)
