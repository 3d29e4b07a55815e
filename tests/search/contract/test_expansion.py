"""What the vocabulary adds to a query."""

import pytest

from search.core.results import SearchResults, Tier
from tests.search.contract.conftest import Find


def ids(results: SearchResults) -> list[str]:
    return [hit.id for hit in results.hits]


@pytest.mark.parametrize(
    "names", [("余热回收", "waste heat recovery", "WHR", "废热回收"), ("定型机", "tenter", "定形机")]
)
def test_every_name_of_a_concept_finds_the_same_stories_under_both_languages(find: Find, names: tuple[str]):
    found = [find(name, language=language) for name in names for language in ("zh-hans", "en")]
    assert len({frozenset(ids(results)) for results in found}) == 1
    assert len({(results.total, results.tier) for results in found}) == 1
    assert found[0].tier is Tier.ALL
    assert "stenter-heat" in ids(found[0])


def test_names_of_a_concept_filter_alike_and_count_alike(find: Find):
    zh, en = find("余热回收", industry="C17"), find("waste heat recovery", language="en", industry="C17")
    assert (zh.total, zh.facets) == (en.total, en.facets)
    assert zh.total == 1


def test_the_words_as_typed_rank_before_other_names(find: Find):
    assert ids(find("WHR"))[0] == "whr-guide"
    assert ids(find("waste heat recovery"))[0] == "stenter-heat"


def test_typed_searches_only_the_words_as_typed(find: Find):
    assert ids(find("WHR", typed=1)) == ["whr-guide"]
    assert find("WHR", typed=1).expansion.also_searched == ()


def test_a_concept_among_other_words_is_widened_where_it_stands(find: Find):
    results = find("tenter 印染")
    assert results.tier is Tier.ALL
    assert ids(results) == ["stenter-heat"]


def test_a_concept_inside_a_han_run_is_widened(find: Find):
    results = find("定形机废气")
    assert results.tier is Tier.ALL
    assert ids(results) == ["stenter-heat"]


def test_the_result_says_what_was_also_searched_and_which_filter_to_offer(find: Find):
    expansion = find("余热回收").expansion
    assert [concept.code for concept in expansion.concepts] == ["T02.01"]
    assert "Waste heat recovery" in expansion.also_searched
    assert "热回收" not in expansion.also_searched


def test_an_ambiguous_word_is_offered_and_never_widened(find: Find):
    results = find("EMS")
    assert [(choice.word, [c.code for c in choice.concepts]) for choice in results.expansion.choices] == [
        ("ems", ["T07.01"])
    ]
    assert results.expansion.also_searched == ()
    assert results.total == 0


def test_a_name_of_two_concepts_is_ambiguous(find: Find):
    (choice,) = find("热风炉").expansion.choices
    assert [concept.code for concept in choice.concepts] == ["P026", "P086"]
