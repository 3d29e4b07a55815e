"""What a text finds, in which tier, in which order."""

from dataclasses import replace

import pytest

from search.core.engine import SearchEngine
from search.core.results import SearchResults, Tier
from tests.search import corpus
from tests.search.contract.conftest import Find, asking


def ids(results: SearchResults) -> list[str]:
    return [hit.id for hit in results.hits]


def test_without_text_every_story_is_listed_newest_first_and_the_undated_last(find: Find):
    results = find()
    assert results.tier is Tier.BROWSE
    assert ids(results) == [
        "pv-roof", "whr-guide", "battery-air", "stenter-heat", "dye-bath-water", "cement-power", "mes-practice",
        "lamp-practice",
    ]  # fmt: skip
    assert {hit.score for hit in results.hits} == {None}


def test_a_han_run_is_found_as_a_phrase_whatever_a_dictionary_says(find: Find):
    results = find("排气管上装热交", typed=1)
    assert results.tier is Tier.ALL
    assert ids(results) == ["stenter-heat"]


def test_traditional_full_width_and_upper_case_forms_are_the_same_words(find: Find):
    assert ids(find("餘熱發電", typed=1)) == ids(find("余热发电", typed=1)) == ["cement-power"]
    assert ids(find("ＷＨＲ", typed=1)) == ids(find("whr", typed=1)) == ["whr-guide"]


def test_one_character_finds_the_words_it_stands_in(find: Find):
    assert ids(find("碳")) == ["pv-roof"]


def test_english_words_are_found_in_other_forms_and_stop_words_do_not_count(find: Find):
    assert set(ids(find("the heating of stenters", typed=1))) == {"stenter-heat"}


def test_all_words_anywhere_in_either_language_make_the_strict_tier(find: Find):
    results = find("膜处理 condensate")
    assert results.tier is Tier.ALL
    assert ids(results) == ["dye-bath-water"]


def test_two_of_three_words_make_the_next_tier_when_no_story_has_all(find: Find):
    results = find("kiln turbine unicorns")
    assert results.tier is Tier.MOST
    assert ids(results) == ["cement-power"]


def test_half_of_the_words_make_the_third_tier(find: Find):
    results = find("kiln turbine unicorn dragon")
    assert results.tier is Tier.HALF
    assert ids(results) == ["cement-power"]


def test_one_word_of_many_makes_the_loosest_tier(find: Find):
    results = find("turbine unicorn dragon phoenix")
    assert results.tier is Tier.ANY
    assert ids(results) == ["cement-power"]
    assert results.related == ()


def test_what_matches_in_part_is_offered_and_not_counted_as_a_result(find: Find):
    partly, whole = find("kiln turbine unicorn dragon"), find("膜处理 condensate")
    assert (partly.in_part, partly.found, partly.total) == (True, 0, 1)
    assert (whole.in_part, whole.found, whole.total) == (False, 1, 1)


def test_one_pair_of_characters_of_a_longer_term_is_not_its_meaning(find: Find):
    assert find("处理").tier is Tier.ALL
    assert find("处理器架构图").tier is Tier.NOTHING


@pytest.mark.parametrize("text", ["unicorn", "the of and", "???", "独角兽🦄"])
def test_a_text_that_no_story_has_anything_of_finds_nothing(find: Find, text: str):
    results = find(text)
    assert (results.tier, results.total, results.hits, results.related) == (Tier.NOTHING, 0, (), ())


@pytest.mark.parametrize(
    "text", ["闽工信规〔2025〕3号", "闽工信规[2025]3号", "閩工信規(2025)3號", "闽工信规【2025】第3号", "〔2025〕3号"]
)
def test_a_document_number_is_found_in_any_form_of_brackets(find: Find, text: str):
    assert ids(find(text)) == ["lamp-practice"]


def test_a_document_number_is_not_found_by_another_serial_or_by_its_year_alone(find: Find):
    assert find("闽工信规〔2025〕33号").tier is Tier.MOST
    assert find("〔2025〕33号").tier is Tier.NOTHING


@pytest.mark.parametrize("text", ["GB/T 23331", "gbt23331", "GB/T23331-2020", "23331"])
def test_a_standard_is_found_however_it_is_written(find: Find, text: str):
    assert ids(find(text)) == ["lamp-practice"]


@pytest.mark.parametrize("text", ["示例印染有限公司", "示例印染", "Sample Dyeing", "91350582MA00000A1X"])
def test_names_of_the_enterprise_are_found_in_every_language(find: Find, text: str):
    for language in ("zh-hans", "en"):
        assert ids(find(text, language=language))[0] == "stenter-heat"


def test_a_word_in_the_title_ranks_before_the_same_word_in_the_text(engine: SearchEngine):
    find = asking(engine)
    corpus.build(
        engine,
        [
            corpus.record("a-text", ("普通标题", "变频改造 其他"), None),
            corpus.record("b-title", ("变频改造", "普通文字 其他"), None),
        ],
    )
    assert ids(find("变频改造")) == ["b-title", "a-text"]


def test_words_next_to_each_other_rank_before_the_same_words_apart(engine: SearchEngine):
    find = asking(engine)
    corpus.build(
        engine,
        [
            corpus.record("a-apart", None, ("Title", "the pump is old and heat is lost here")),
            corpus.record("b-together", None, ("Title", "the heat pump is old and it is lost here")),
        ],
    )
    assert ids(find("heat pump")) == ["b-together", "a-apart"]


def test_records_of_equal_score_come_in_the_order_of_their_ids_on_every_page(engine: SearchEngine):
    find = asking(engine)
    corpus.build(engine, reversed(corpus.numbered(97)))
    pages = [ids(find("节能改造", page=page)) for page in range(1, 6)]
    assert [len(page) for page in pages] == [20, 20, 20, 20, 17]
    assert [name for page in pages for name in page] == [f"n{i:03d}" for i in range(97)]


def test_date_order_is_newest_first_then_by_id_with_the_undated_last(engine: SearchEngine):
    find = asking(engine)
    same_day = [corpus.record(name, ("节能", "改造"), None, "2024-01-01") for name in ("c", "a", "b")]
    undated = [corpus.record(name, ("节能", "改造"), None) for name in ("z", "y")]
    corpus.build(engine, [*undated, *same_day, *corpus.numbered(30)])
    first, second = find("节能", sort="date"), find("节能", sort="date", page=2)
    assert ids(first)[:5] == ["a", "b", "c", "n029", "n028"]
    assert ids(second)[-2:] == ["y", "z"]
    assert not set(ids(first)) & set(ids(second))


def test_a_page_beyond_the_last_is_empty_and_says_so(find: Find):
    results = find("余热", page=7)
    assert results.hits == results.related == ()
    assert not results.page_exists
    assert results.total == find("余热").total


def test_fewer_than_ten_hits_are_followed_by_related_ones_that_are_not_counted(find: Find):
    results = find("kiln turbine")
    assert (results.total, ids(results)) == (1, ["cement-power"])
    strict = find("余热发电", typed=1)
    assert strict.total == 1
    assert "battery-air" in {hit.id for hit in strict.related}
    assert not {hit.id for hit in strict.related} & set(ids(strict))
    assert all(hit.related for hit in strict.related)


def test_related_hits_keep_to_the_filters_and_presets(find: Find):
    results = find("工业余热发电", typed=1, kind="technology")
    assert results.total == 0
    assert {hit.record.kind for hit in results.related} == {"technology"}


def test_ten_hits_need_no_related_ones(engine: SearchEngine):
    find = asking(engine)
    corpus.build(engine, [*corpus.numbered(10), corpus.record("near", ("节能", "别的"), None)])
    results = find("节能改造")
    assert (results.total, results.related) == (10, ())


def test_a_language_that_is_not_public_contributes_nothing(find: Find):
    assert find("compressor").total == 0
    assert ids(find("空压机")) == ["battery-air"]


def test_a_found_record_is_the_record_that_was_put(find: Find):
    assert find("膜处理").hits[0].record == corpus.STORIES[1]


def test_an_overdue_record_comes_after_those_that_match_as_well_and_before_those_that_hardly_do(engine: SearchEngine):
    find = asking(engine)
    text = ("余热回收节能改造", "余热回收，改造后节能。")
    overdue = replace(corpus.record("a", text, None, "2025-05-05"), is_overdue=True)
    equal = [corpus.record(name, text, None, "2024-01-01") for name in ("c", "b")]
    hardly = corpus.record(
        "d", ("照明", "余热回收节能改造一次提及。" + "照明照度与灯具的说明。" * 40), None, "2024-01-01"
    )
    corpus.build(engine, [overdue, hardly, *equal])

    assert ids(find("余热回收节能改造", typed=1)) == ["b", "c", "a", "d"]
    assert ids(find("余热回收节能改造", typed=1, sort="date")) == ["b", "c", "d", "a"]
    assert ids(find()) == ["b", "c", "d", "a"]
    assert engine.records(["a"])["a"].is_overdue
