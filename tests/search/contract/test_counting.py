"""Totals, facets, filters and presets: numbers that agree with each other."""

from dataclasses import replace

import pytest

from search.clauses import Nothing, Term
from search.engines.base import Ask, Order, SearchEngine
from search.facets import FACETS
from search.fields import MATCH
from search.query import Presets
from search.results import SearchResults
from tests.search.contract.conftest import Find

TEXTS = ["", "余热", "余热回收", "waste heat recovery", "kiln turbine unicorns", "水泥 光伏 照明"]


def ids(results: SearchResults) -> set[str]:
    return {hit.id for hit in results.hits}


@pytest.mark.parametrize("text", TEXTS)
def test_every_count_is_the_total_of_choosing_that_value_alone(find: Find, text: str):
    results = find(text)
    values = [(facet.facet.name, value) for facet in results.facets for value in facet.values]
    assert len(values) > 5
    for name, value in values:
        assert find(text, **{name: value.code}).total == value.count, (name, value)


@pytest.mark.parametrize("text", TEXTS)
def test_every_count_holds_beside_choices_in_other_facets(find: Find, text: str):
    results = find(text, kind="case", technique="T02")
    for facet in results.facets:
        held = {"kind": "case", "technique": "T02"}
        for value in facet.values:
            chosen = find(text, **{**held, facet.facet.name: value.code})
            assert chosen.total == value.count, (facet.facet.name, value)


@pytest.mark.parametrize("text", TEXTS)
def test_a_filter_narrows_the_set_of_the_text_and_never_changes_its_tier(find: Find, text: str):
    whole, narrowed = find(text), find(text, industry="C17")
    assert narrowed.tier is whole.tier
    assert ids(narrowed) == {hit.id for hit in whole.hits if "C17" in hit.record.of("industry")}


def test_choices_of_one_facet_add_up_and_those_of_several_narrow(find: Find):
    assert ids(find(industry=["C17", "C30"])) == {"stenter-heat", "dye-bath-water", "cement-power"}
    assert ids(find(industry=["C17", "C30"], level="national")) == {"stenter-heat", "cement-power"}


def test_a_code_above_includes_the_codes_below(find: Find):
    assert ids(find(region="350500")) == {"stenter-heat", "dye-bath-water"}
    assert ids(find(technique="T02")) == {"stenter-heat", "dye-bath-water", "cement-power", "whr-guide"}
    assert ids(find(industry="G11")) == {"battery-air"}


def test_a_chosen_value_stays_in_its_facet_even_where_nothing_has_it(find: Find):
    facet = find("余热", year="1999").facet("year")
    assert [(v.code, v.count) for v in facet.values if v.selected] == [("1999", 0)]
    assert facet.count("2024") > 0


def test_values_come_with_most_records_first_then_by_code(find: Find):
    values = [(value.count, value.code) for value in find().facet("year").values]
    assert values == sorted(values, key=lambda pair: (-pair[0], pair[1]))


def test_every_facet_is_answered_in_the_order_they_are_defined(find: Find):
    assert [counts.facet for counts in find("余热").facets] == list(FACETS)


def test_no_parameter_escapes_the_presets_of_a_finder(find: Find):
    presets = Presets({"kind": ("case",)})
    assert {hit.record.kind for hit in find(presets=presets).hits} == {"case"}
    assert find(presets=presets, kind="technology").total == 0
    assert ids(find(presets=presets, kind=["technology", "case"])) == ids(find(presets=presets))


def test_counts_of_a_finder_stay_within_its_presets(find: Find):
    presets = Presets({"kind": ("case",)})
    assert [value.code for value in find(presets=presets).facet("kind").values] == ["case"]
    for value in find("余热", presets=presets).facet("technique").values:
        assert find("余热", presets=presets, technique=value.code).total == value.count


def test_the_tier_is_chosen_within_the_presets(find: Find):
    everywhere = find("kiln turbine", presets=None)
    inside = find("kiln turbine", presets=Presets({"kind": ("technology",)}))
    assert everywhere.tier == "all"
    assert inside.tier != "all"


def test_the_order_of_a_finder_holds_until_the_reader_names_another(find: Find):
    presets = Presets(sort="date")
    assert find("余热", presets=presets).hits[0].score is None
    assert find("余热", presets=presets, sort="relevance").hits[0].score is not None


def test_without_a_total_the_hits_are_the_same_and_are_counted(stories: SearchEngine):
    whole = Ask(Term(MATCH, "余热"), Term(MATCH, "余热"), Order.SCORE, limit=2)
    page, other = stories.ask([whole, replace(whole, match=Term(MATCH, "余热"), with_total=False)])
    none = stories.ask([replace(whole, match=Nothing(), with_total=False)])[0]

    assert page.total > 2
    assert (other.total, other.hits) == (2, page.hits)
    assert (none.total, none.hits) == (0, ())
