"""Totals, facets, filters and presets: numbers that agree with each other."""

from dataclasses import replace

import pytest

from search.core.clauses import Nothing, Term
from search.core.engine import EngineRequest, Order, SearchEngine
from search.core.facets import FACETS
from search.core.fields import MATCH
from search.core.plan import FILL_TO, search, strict_totals, totals
from search.core.query import NO_PRESETS, Presets, SearchQuery
from search.core.results import SearchResults, Tier
from search.text.expansion import NO_EXPANSION
from tests.search import corpus
from tests.search.broken import Broken
from tests.search.contract.conftest import WORDS, Find

TEXTS = ["", "余热", "余热回收", "waste heat recovery", "kiln turbine unicorns", "水泥 光伏 照明"]


def ids(results: SearchResults) -> set[str]:
    return {hit.id for hit in results.hits}


@pytest.mark.parametrize("text", TEXTS)
def test_every_count_is_the_total_of_choosing_that_value_alone(find: Find, text: str):
    results = find(text)
    values = [(facet.facet.name, value) for facet in results.facets for value in facet.values]
    assert len(values) > 5 or results.total == 0  # no story holds most of the words of one of the texts
    for name, value in values:
        assert find(text, **{name: value.code}).total == value.count, (name, value)


@pytest.mark.parametrize("text", TEXTS)
def test_every_count_holds_beside_choices_in_other_facets(find: Find, text: str):
    results = find(text, kind="case", technique="T02")
    for facet in results.facets:
        held = {"kind": "case", "technique": "T02"}
        assert facet.values or facet.facet.name not in held
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
    values = [(value.count, value.code) for value in find().facet("kind").values]
    assert values == sorted(values, key=lambda pair: (-pair[0], pair[1]))
    assert values


def test_years_come_with_the_newest_first(find: Find):
    years = [value.code for value in find().facet("year").values]
    assert years == sorted(years, reverse=True)
    assert len(years) > 2


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
    values = find("余热", presets=presets).facet("technique").values
    assert values
    for value in values:
        assert find("余热", presets=presets, technique=value.code).total == value.count


def test_texts_are_counted_within_the_presets(stories: SearchEngine):
    presets, texts = Presets({"industry": ("C17",)}), ["余热", "中水回用", "独角兽"]

    within = strict_totals(stories, SearchQuery(), texts, presets, WORDS)
    everywhere = strict_totals(stories, SearchQuery(), texts, vocabulary=WORDS)

    by_hand = [search(stories, SearchQuery(text=text), presets, WORDS).total for text in texts[:2]]
    assert within == [*by_hand, 0]
    assert everywhere[0] > within[0] > 0


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
    whole = EngineRequest(Term(MATCH, "余热"), Term(MATCH, "余热"), Order.SCORE, limit=2)
    page, other = stories.search([whole, replace(whole, match=Term(MATCH, "余热"), with_total=False)])
    none = stories.search([replace(whole, match=Nothing(), with_total=False)])[0]

    assert page.total > 2
    assert (other.total, other.hits) == (2, page.hits)
    assert (none.total, none.hits) == (0, ())


@pytest.mark.parametrize("text", ["", "余热", "kiln turbine unicorns", "独角兽"])
@pytest.mark.parametrize("presets", [NO_PRESETS, Presets({"kind": ("case",)})], ids=["everywhere", "cases"])
def test_totals_of_other_choices_are_those_of_their_own_searches(stories: SearchEngine, text: str, presets: Presets):
    query = SearchQuery(text=text, choices={"level": ("national",)})
    others = [
        query.without_choices(),
        query.with_choice("year", "2024"),
        replace(query, choices={"kind": ("practice",)}),
    ]
    results = search(stories, query, presets, WORDS)

    found = totals(stories, results, others, presets, WORDS)

    assert found == [search(stories, other, presets, WORDS).total for other in others]
    assert (found[0] > 0) is (text != "独角兽")


def test_totals_widen_the_text_as_the_results_did(stories: SearchEngine):
    results = search(stories, SearchQuery(text="whr"), vocabulary=WORDS)

    (with_all_names,) = totals(stories, results, [results.query], vocabulary=WORDS)
    (as_typed,) = totals(stories, results, [results.query])

    assert with_all_names == results.total > as_typed


def test_totals_of_nothing_cost_no_search(stories: SearchEngine):
    results = search(stories, SearchQuery(text="余热"))
    broken = Broken()  # refuses every search

    assert totals(broken, results, []) == []
    assert strict_totals(broken, SearchQuery(), []) == []


# The order and the tier of a page, and what fills it -------------------------------------------------------


def test_without_a_text_there_is_no_relevance_to_order_by(find: Find):
    assert [find().sort, find(sort="relevance").sort, find("余热").sort] == ["date", "date", "relevance"]
    dates = [hit.record.date for hit in find(sort="relevance").hits if hit.record.date]
    assert dates == sorted(dates, reverse=True)


def test_browsing_stays_browsing_where_the_presets_hold_nothing(find: Find):
    assert find(presets=Presets({"year": ("1999",)})).tier is Tier.BROWSE


def test_a_text_that_holds_nothing_to_search_for_is_not_widened(find: Find):
    results = find("——")
    assert (results.tier, results.total, results.expansion) == (Tier.NOTHING, 0, NO_EXPANSION)


def test_totals_of_texts_count_what_matches_all_of_a_text_under_any_name_of_its_concepts(stories: SearchEngine):
    (widened,) = strict_totals(stories, SearchQuery(), ["whr"], vocabulary=corpus.vocabulary())

    typed, *others = strict_totals(stories, SearchQuery(), ["whr", "kiln turbine", "kiln turbine unicorns"])

    assert widened > typed > 0
    assert others == [1, 0]


def test_a_last_page_is_filled_up_with_the_best_of_what_matches_more_loosely(engine: SearchEngine):
    strict = corpus.numbered(FILL_TO - 1, "红蓝绿 黄白黑")
    newer = corpus.record("newer", ("节能", "红蓝"), date="2024-01-01")
    better = corpus.record("better", ("节能", "红蓝绿 黄白"), date="2021-01-01")
    corpus.build(engine, [*strict, newer, better])

    results = search(engine, SearchQuery(text="红蓝绿 黄白黑"))

    assert (results.tier, results.total) == (Tier.ALL, FILL_TO - 1)
    assert [(hit.id, hit.related, bool(hit.score)) for hit in results.related] == [("better", True, True)]
