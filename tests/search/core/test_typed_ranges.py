"""The fields from and to of the filter form, in the units of the page's language."""

import pytest

from search.core.query import BadQuery, SearchQuery
from search.core.ranges import RANGES
from search.core.typed_ranges import field_names, has_typed_range


def read(language: str = "zh-hans", **params: str) -> SearchQuery:
    return SearchQuery.from_params({name: [value] for name, value in params.items()}, language)


@pytest.mark.parametrize(
    ("low", "high", "code"),
    [("1000", "5000", "1000-5000"), ("", "3", "-3"), ("1.5", "", "1.5-"), ("1,200", "１３００", "1200-1300"),
     ("5", "2", "2-5"), ("", "", None), (" ", "\u3000", None), ("0", "0", "0-0"), ("1 200.50", "", "1200.5-")],
)  # fmt: skip
def test_what_is_typed_becomes_a_range_like_any_other(low: str, high: str, code: str | None):
    query = read(energy_from=low, energy_to=high)
    assert query.chosen("energy") == ((code,) if code else ())
    assert "from" not in query.to_query_string()


def test_money_is_typed_in_the_unit_of_the_language_and_kept_in_one():
    assert read("zh-hans", investment_from="50", investment_to="0.5").chosen("investment") == ("5000-500000",)
    assert read("en", investment_from="0.5", investment_to="50").chosen("investment") == ("500000-50000000",)


def test_a_typed_range_is_added_to_those_chosen():
    query = SearchQuery.from_params({"payback": ["-1"], "payback_from": ["4"], "payback_to": ["6"]}, "en")
    assert query.to_query_string() == "payback=-1&payback=4-6"


@pytest.mark.parametrize("raw", ["three", "-3", "1e5", "1..2", "∞", "\x00", "9" * 13, "٣x", "½½"])
def test_what_is_no_number_is_refused_by_the_name_of_its_field(raw: str):
    with pytest.raises(BadQuery) as refused:
        read(payback_to=raw)
    assert (refused.value.parameter, refused.value.status) == ("payback_to", 400)


def test_a_form_is_told_by_its_fields_even_empty_ones():
    assert has_typed_range({"water_to": [""]})
    assert not has_typed_range({"water": ["-3"]})
    assert len({name for facet in RANGES for name in field_names(facet)}) == 2 * len(RANGES)
