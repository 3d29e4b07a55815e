"""Names of the vocabulary in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.core.clauses import AllOf, AnyOf, Clause, Constant, Except, Phrase, Term, Weighted
from search.core.matching import MAX_RUNS, MAX_TOKENS, MAX_WORDS, match_text
from search.core.results import Tier
from search.text.analysis import normalise
from search.text.expansion import MAX_CONCEPTS, Concept, ConceptKind, Name, Vocabulary, searched_names
from tests.search import corpus

VOCABULARY = corpus.vocabulary()


def named(text: str) -> list[str]:
    mentions, _ = VOCABULARY.mentions(normalise(text))
    return [mention.concept.code for mention in mentions]


def concept(code: str, *names: str, ambiguous: str = "") -> Concept:
    made = tuple(Name(name, main=index < 2, ambiguous=name == ambiguous) for index, name in enumerate(names))
    return Concept(code, ConceptKind.TECHNIQUE, made)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("余热回收", ["T02.01"]),
        ("餘熱回收", ["T02.01"]),
        ("Waste-Heat  RECOVERY", ["T02.01"]),
        ("waste heat recoveries", ["T02.01"]),
        ("recovery of waste heat", []),
        ("waste, heat recovery", []),
        ("余热 回收", []),
        ("工业余热回收利用", ["T02.01"]),
        ("定形机余热回收 WHR", ["P012", "T02.01", "T02.01"]),
        ("whr在定型机", ["T02.01", "P012"]),
        ("textile", ["C17"]),
    ],
)
def test_concepts_are_named_by_any_of_their_names_next_to_each_other(text: str, codes: list[str]):
    assert named(text) == codes


def test_a_short_han_name_counts_only_where_words_begin_and_end():
    vocabulary = Vocabulary((concept("T1", "中水", "Grey water"),))
    assert [m.concept.code for m in vocabulary.mentions("中水回用")[0]] == ["T1"]
    assert vocabulary.mentions("其中水泥窑")[0] == ()


def test_of_names_inside_each_other_the_longest_counts():
    vocabulary = Vocabulary((concept("T1", "余热发电", "x"), concept("T2", "低温余热发电", "y")))
    assert [m.concept.code for m in vocabulary.mentions("纯低温余热发电")[0]] == ["T2"]


def test_of_names_that_begin_alike_the_longest_counts():
    vocabulary = Vocabulary((concept("T1", "余热利用", "x"), concept("T2", "余热利用系统", "y")))
    assert [m.concept.code for m in vocabulary.mentions("余热利用系统")[0]] == ["T2"]
    assert [m.concept.code for m in vocabulary.mentions("余热利用")[0]] == ["T1"]


def test_a_name_with_a_comma_is_named_without_it():
    vocabulary = Vocabulary((concept("T1", "纸浆、纸张", "Pulp, paper"),))
    for text in ("纸浆纸张", "pulp paper"):
        assert [m.concept.code for m in vocabulary.mentions(text)[0]] == ["T1"]


def test_a_long_han_name_counts_wherever_it_stands_and_a_short_one_needs_both_its_bounds():
    vocabulary = Vocabulary((concept("T1", "热电联产"), concept("T2", "中水")))
    assert [m.concept.code for m in vocabulary.mentions("冷热电联产品")[0]] == ["T1"]
    assert vocabulary.mentions("中水泥窑")[0] == ()


def test_one_character_or_letter_alone_names_nothing_and_two_letters_do():
    vocabulary = Vocabulary((concept("T1", "碳", "x"), concept("T2", "紫外线", "UV")))
    assert [vocabulary.mentions(text)[0] for text in ("碳", "x")] == [(), ()]
    assert [m.concept.code for m in vocabulary.mentions("uv")[0]] == ["T2"]


def test_a_name_that_two_concepts_share_is_a_choice_between_them():
    mentions, (choice,) = corpus.vocabulary().mentions("热风炉")
    assert (mentions, [c.code for c in choice.concepts]) == ((), ["P026", "P086"])


def test_a_concept_is_known_by_its_code_and_named_by_its_code_if_it_is_a_filter():
    kinds = {"C1713": ConceptKind.INDUSTRY, "C2021": ConceptKind.INDUSTRY, "C17": ConceptKind.INDUSTRY}
    kinds |= {"C171": ConceptKind.INDUSTRY, "T02.01": ConceptKind.TECHNIQUE, "P012": ConceptKind.PROCESS}
    vocabulary = Vocabulary(tuple(Concept(code, kind, ()) for code, kind in kinds.items()))

    typed = ("c1713", " 1713 ", "c2021", "2021", "c17", "17", "171", "t02.01", "02.01", "p012", "012")
    found = {text: known.code for text in typed if (known := vocabulary.coded(text))}

    by_number = {" 1713 ": "C1713", "171": "C171"}
    assert found == {"c1713": "C1713", "c2021": "C2021", "c17": "C17", "t02.01": "T02.01"} | by_number
    assert {code: vocabulary.concept(code) for code in kinds} == {one.code: one for one in vocabulary.concepts}
    assert vocabulary.concept("T99") is None


def test_at_most_a_few_concepts_are_widened():
    many = Vocabulary(tuple(concept(f"T{i}", f"技术名称{c}", f"name{c}") for i, c in enumerate("甲乙丙丁戊己")))
    text = " ".join(f"技术名称{c}" for c in "甲乙丙丁戊己")
    assert len(many.mentions(text)[0]) == MAX_CONCEPTS


@pytest.mark.parametrize("word", ["EMS", "epc", "SVG", "RO", "MES", "风机", "热回收"])
def test_a_word_known_to_mislead_is_a_choice_even_without_a_concept(word: str):
    mentions, (choice,) = Vocabulary().mentions(normalise(word))
    assert (mentions, choice.word, choice.concepts) == ((), normalise(word), ())


def test_a_name_marked_ambiguous_is_offered_and_its_concept_widened_by_other_names_alone():
    vocabulary = Vocabulary((concept("T1", "蒸发与结晶", "Evaporation", "蒸发器", ambiguous="蒸发器"),))
    mentions, (choice,) = vocabulary.mentions("蒸发器")
    assert (mentions, [c.code for c in choice.concepts]) == ((), ["T1"])
    (mention,) = vocabulary.mentions("evaporation")[0]
    assert "蒸发器" not in [name.text for name in mention.names]


def test_names_marked_ambiguous_stay_so_whatever_other_concepts_follow():
    first, second = (
        concept("T1", "蒸发与结晶", "x", "蒸发器", ambiguous="蒸发器"),
        concept("T2", "能源管理", "y", "EMS"),
    )
    vocabulary = Vocabulary((first, second))
    for word, code in (("蒸发器", "T1"), ("ems", "T2")):
        mentions, (choice,) = vocabulary.mentions(word)
        assert (mentions, [c.code for c in choice.concepts]) == ((), [code])


def test_a_name_with_an_abbreviation_or_an_alternative_is_several_names():
    names = searched_names(concept("T1", "能管体系", "Energy management system (EnMS) / energy system"))
    assert [(name.text, name.main) for name in names] == [
        ("能管体系", True),
        ("Energy management system", True),
        ("energy system", True),
        ("EnMS", False),
    ]


def test_what_was_typed_is_not_said_to_be_also_searched():
    expansion = match_text("ＷＨＲ", VOCABULARY).expansion
    assert expansion.also_searched == ("余热回收", "Waste heat recovery", "废热回收")
    assert [c.code for c in expansion.concepts] == ["T02.01"]


def test_the_names_of_every_concept_in_a_text_are_also_searched():
    expansion = match_text("WHR 定型机", VOCABULARY).expansion
    assert {"余热回收", "Waste heat recovery", "定形机", "tenter"} <= set(expansion.also_searched)
    assert [c.code for c in expansion.concepts] == ["T02.01", "P012"]


@pytest.mark.parametrize("names", [("余热回收", "Waste heat recovery", "废热回收", "whr"), ("定型机", "stenters")])
def test_the_tiers_are_the_same_clauses_whichever_name_was_typed(names: tuple[str, ...]):
    assert len({match_text(name, VOCABULARY).tiers for name in names}) == 1


@given(st.text(max_size=200))
def test_reading_any_text_gives_four_tiers_or_none(text: str):
    matching = match_text(text, VOCABULARY)
    assert [tier for tier, _ in matching.tiers] in ([], [Tier.ALL, Tier.MOST, Tier.HALF, Tier.ANY])


def leaves(clause: Clause) -> list[Term | Phrase]:
    match clause:
        case Term() | Phrase():
            return [clause]
        case Weighted(part, _) | Constant(part, _):
            return leaves(part)
        case AllOf(parts) | AnyOf(parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case Except(part, excluded):
            return leaves(part) + leaves(excluded)
    return []


LONG = [
    "".join(chr(0x4E00 + i) for i in range(200)),
    " ".join(f"w{i}x" for i in range(2_000)),
    "热" * 5_000,
    "热,泵." * 900,
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_the_size_of_what_is_asked_is_bounded_whatever_the_text(text: str):
    matching = match_text(text, VOCABULARY)
    ranked = leaves(matching.rank)
    assert len(ranked) <= 4 * MAX_TOKENS + 4 * MAX_RUNS + 2 * MAX_WORDS + MAX_TOKENS
    for _, clause in matching.tiers[1:]:
        assert len(leaves(clause)) <= MAX_TOKENS
    assert len(leaves(matching.tiers[0][1])) <= 3 * MAX_TOKENS + MAX_RUNS


def test_filters_and_scores_never_meet_in_a_tier():
    for _, clause in match_text("定型机 余热回收 kiln", VOCABULARY).tiers:
        assert all(leaf.field in ("match", "characters") for leaf in leaves(clause))
