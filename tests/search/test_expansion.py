"""Names of the vocabulary in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import normalise
from search.clauses import AllOf, AnyOf, Clause, Constant, Except, Phrase, Term, Weighted
from search.expansion import MAX_CONCEPTS, Concept, ConceptKind, Name, Vocabulary, searched_names
from search.matching import MAX_RUNS, MAX_TOKENS, MAX_WORDS, match_text
from search.results import Tier
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
