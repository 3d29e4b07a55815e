"""The query and its query string."""

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.core.query import (
    FORMATS,
    MAX_CHOICES,
    MAX_HITS,
    MAX_TEXT,
    PAGE_SIZES,
    SORTS,
    BadQuery,
    Presets,
    SearchQuery,
    clean_text,
)

CODES = {
    "kind": ["case", "technology", "practice"],
    "industry": ["C17", "C1713", "G01", "C"],
    "technique": ["T02", "T02.01"],
    "region": ["350000", "350582"],
    "programme": ["green-factory", "zero-carbon-factory"],
    "year": ["1999", "2025"],
    "energy": ["1000-5000", "750.5-", "-3"],
    "payback": ["-3", "2-3"],
}
QUERIES = st.builds(
    SearchQuery,
    language=st.sampled_from(["zh-hans", "en"]),
    text=st.text(max_size=MAX_TEXT).map(lambda text: clean_text(text)[:MAX_TEXT].strip()),
    choices=st.fixed_dictionaries({}, optional={k: st.lists(st.sampled_from(v)).map(tuple) for k, v in CODES.items()}),
    sort=st.sampled_from(["", *SORTS]),
    page=st.integers(1, 100),
    per_page=st.sampled_from(PAGE_SIZES),
    widened=st.booleans(),
    typed=st.booleans(),
    like=st.sampled_from(["", "7c9e6679-7425-40de-944b-e07fc1f90ae7"]),
    format=st.sampled_from(FORMATS),
)


def read(language: str = "zh-hans", **params: list[str]) -> SearchQuery:
    return SearchQuery.from_params(params, language)


@given(QUERIES)
def test_a_query_string_gives_the_query_it_was_made_of(query: SearchQuery):
    params = parse_qs(query.to_query_string(), strict_parsing=bool(query.to_params()))
    assert SearchQuery.from_params(params, query.language) == query


@given(QUERIES)
def test_one_query_has_one_query_string(query: SearchQuery):
    again = SearchQuery.from_params(parse_qs(query.to_query_string()), query.language)
    assert again.to_query_string() == query.to_query_string()


NAMES = [
    "q",
    "sort",
    "page",
    "per",
    "typed",
    "like",
    "format",
    "region",
    "industry",
    "year",
    "energy",
    "figures",
    "other",
]
PARAMS = st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=30), max_size=4))


@given(PARAMS)
def test_any_parameters_give_a_query_or_a_clear_refusal(params: dict[str, list[str]]):
    query = refused = None
    try:
        query = SearchQuery.from_params(params, "en")
    except BadQuery as error:
        refused = error
    if query:
        assert SearchQuery.from_params(parse_qs(query.to_query_string()), "en") == query
    assert refused is None or (refused.status in (400, 404) and refused.parameter in params)


def test_the_bare_search_page_has_no_parameters():
    assert SearchQuery().to_query_string() == ""
    assert read() == SearchQuery()


def test_parameters_come_in_one_order_with_codes_sorted_and_once():
    query = read(sort=["date"], year=["2025", "2024", "2025"], industry=["c17"], q=["余热"], page=["2"])
    assert query.to_params() == [
        ("q", "余热"), ("industry", "C17"), ("year", "2024"), ("year", "2025"), ("sort", "date"), ("page", "2"),
    ]  # fmt: skip


def test_unknown_parameters_and_an_unknown_order_are_dropped():
    assert read(utm_source=["x"], sort=["price"], q=["a"]) == SearchQuery(text="a")


def test_empty_values_are_no_values():
    assert read(q=[""], industry=["", ""], page=[""], format=[""], like=[""]) == SearchQuery()


def test_of_a_parameter_given_twice_the_last_counts():
    assert read(q=["a", "b"], page=["3", "2"]) == SearchQuery(text="b", page=2)


@pytest.mark.parametrize("page", ["-1", "0", "1.5", "two", "１", "1" * 30, "+1", " 1"])
def test_a_page_that_is_no_number_is_refused(page: str):
    with pytest.raises(BadQuery) as refused:
        read(page=[page])
    assert (refused.value.parameter, refused.value.status) == ("page", 400)


@pytest.mark.parametrize(("page", "per"), [("501", ""), ("201", "50"), ("101", "100"), ("1000000000", "20")])
def test_a_page_deeper_than_ten_thousand_hits_is_not_there(page: str, per: str):
    assert read(page=[str(MAX_HITS // int(per or 20))], per=[per]).page > 1
    with pytest.raises(BadQuery) as refused:
        read(page=[page], per=[per])
    assert (refused.value.reason, refused.value.status) == ("too deep", 404)


@pytest.mark.parametrize(
    ("name", "code"), [("industry", "Z9"), ("technique", "T2"), ("region", "35"), ("year", "25"), ("kind", "' OR 1=1"),
                   ("level", "\x00"), ("programme", "a" * 99), ("format", "pdf"), ("like", "../etc"),
                   ("per", "30"), ("per", "0"), ("energy", "-"), ("energy", "9-1"), ("payback", "three"), ("goal", "1")]
)  # fmt: skip
def test_a_value_of_the_wrong_form_is_refused_by_name(name: str, code: str):
    with pytest.raises(BadQuery) as refused:
        read(**{name: [code]})
    assert (refused.value.parameter, refused.value.status) == (name, 400)


def test_as_many_choices_as_the_bound_are_taken_and_one_more_is_refused():
    assert read(region=["350000"] * MAX_CHOICES).chosen("region") == ("350000",)
    with pytest.raises(BadQuery, match="too many"):
        read(region=["350000"] * (MAX_CHOICES + 1))


def test_a_long_text_is_cut_and_the_query_says_so():
    query = read(q=["热" * 10_000])
    assert (len(query.text), query.shortened) == (MAX_TEXT, True)
    assert not read(q=["热" * MAX_TEXT]).shortened


def test_control_characters_and_lone_surrogates_leave_no_trace():
    assert read(q=["  余热\x00\ud800\n回收\u2028 "]).text == "余热 回收"
    assert read(q=["\ud800"]).to_query_string() == ""


def test_choices_are_added_and_removed_from_the_first_page():
    query = read(q=["a"], page=["3"], year=["2024"])
    more = query.with_choice("year", "2025")
    assert (more.chosen("year"), more.page) == (("2024", "2025"), 1)
    assert more.without_choice("year", "2024").chosen("year") == ("2025",)
    assert more.without_choice("level", "national") == more
    assert more.without_choice("year", "2024").without_choice("year", "2025") == SearchQuery(text="a")
    assert more.without_choices() == SearchQuery(text="a")
    assert not more.without_choices().filtered


def test_page_order_and_typed_words_keep_the_rest():
    query = read(q=["a"], page=["3"], year=["2024"])
    assert query.with_page(4).to_query_string() == "q=a&year=2024&page=4"
    assert query.with_sort("date").to_query_string() == "q=a&year=2024&sort=date"
    assert query.as_typed().to_query_string() == "q=a&year=2024&typed=1"
    assert query.with_page_size(50).to_query_string() == "q=a&year=2024&per=50"


def test_without_choices_the_figures_are_those_that_compare():
    query = read(q=["a"], year=["2024"], figures=["all"])
    assert query.without_choices() == SearchQuery(text="a")
    assert query.with_compared_figures().to_query_string() == "q=a&year=2024"
    assert query.with_compared_figures().widened is False


@pytest.mark.parametrize(
    "changed",
    [
        lambda query: query.with_choice("year", "2025"),
        lambda query: query.without_choice("year", "2024"),
        SearchQuery.without_choices,
        SearchQuery.with_compared_figures,
        lambda query: query.with_sort("date"),
        lambda query: query.with_page_size(50),
        SearchQuery.as_typed,
    ],
)
def test_whatever_changes_a_search_leads_to_its_first_page(changed: Callable[[SearchQuery], SearchQuery]):
    query = read(q=["a"], page=["3"], year=["2024"], figures=["all"])

    assert (query.page, changed(query).page) == (3, 1)
    assert changed(query) != query.with_page(1)


def test_an_unknown_facet_or_language_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="colour"):
        SearchQuery(choices={"colour": ("red",)})
    with pytest.raises(ValueError, match="fr"):
        SearchQuery(language="fr")
    with pytest.raises(ValueError, match="colour"):
        Presets({"colour": ("red",)})
    with pytest.raises(ValueError, match="price"):
        Presets(sort="price")


def test_the_choices_of_presets_are_sorted_and_once_and_empty_ones_absent():
    assert Presets({"year": ("2025", "2024", "2025"), "kind": ()}).choices == {"year": ("2024", "2025")}
