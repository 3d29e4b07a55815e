"""How a text is ranked: which fields are asked for which words, and what counts how much."""

import pytest

from search.core.clauses import AllOf, AnyOf, Clause, Codes, Phrase, Term, Weighted
from search.core.fields import BODIES, CHARACTERS, MATCH, TITLES, WORDS
from search.core.matching import (
    BODY_WEIGHT,
    MAX_PHRASE,
    MAX_RUNS,
    MAX_TOKENS,
    MAX_WORDS,
    SYNONYM_WEIGHT,
    WORDS_WEIGHT,
    Matching,
    match_text,
)
from search.core.results import Tier
from search.text.analysis import normalise, pieces
from search.text.expansion import Vocabulary
from tests.search import corpus

LATIN = ["furnace", "kiln", "boiler", "turbine", "chiller", "dryer", "burner", "blower", "grinder"]
VOCABULARY = corpus.vocabulary()


def ranked(text: str, vocabulary: Vocabulary | None = None) -> list[Weighted]:
    rank = match_text(text, vocabulary).rank
    assert isinstance(rank, AnyOf)
    return [part for part in rank.parts if isinstance(part, Weighted)]


def fields(text: str, form: type[Term | Phrase]) -> set[str]:
    return {clause.part.field for clause in ranked(text) if isinstance(clause.part, form)}


def synonyms(text: str) -> set[tuple[str, ...]]:
    """Tokens of the names that rank as synonyms."""
    low = [clause.part for clause in ranked(text, VOCABULARY) if clause.weight == SYNONYM_WEIGHT]
    return {part.tokens if isinstance(part, Phrase) else (part.token,) for part in low}


@pytest.mark.parametrize(("words", "is_phrase"), [(2, True), (MAX_PHRASE, True), (MAX_PHRASE + 1, False)])
def test_a_chain_of_latin_words_ranks_as_a_phrase_up_to_the_bound(words: int, is_phrase: bool):
    assert len(LATIN) > MAX_PHRASE
    assert bool(fields(" ".join(LATIN[:words]), Phrase)) is is_phrase


def test_a_chinese_run_ranks_as_a_phrase_however_long():
    assert fields("定型机废气余热回收装置节能改造项目", Phrase) == {TITLES[0], BODIES[0]}


def test_chinese_words_rank_in_the_chinese_fields_alone_and_others_in_those_of_both_languages():
    assert fields("余热", Term) == {TITLES[0], BODIES[0], WORDS[0]}
    assert fields("热", Term) == {TITLES[0], BODIES[0], CHARACTERS}
    assert fields("stenter", Term) == {*TITLES, *BODIES, *WORDS}


def test_a_name_that_was_typed_is_no_synonym_of_itself():
    assert synonyms("余热回收") == {("废热", "热回", "回收"), ("wast", "heat", "recoveri"), ("whr",)}
    assert synonyms("whr") == {("余热", "热回", "回收"), ("废热", "热回", "回收"), ("wast", "heat", "recoveri")}


def test_a_synonym_counts_less_than_anything_that_was_typed():
    assert min(clause.weight for clause in ranked("余热回收 whr stenter")) > SYNONYM_WEIGHT
    assert BODY_WEIGHT in {clause.weight for clause in ranked("stenter")}


def test_a_code_of_the_vocabulary_matches_stories_that_carry_it_or_print_it():
    matching = match_text("C17", VOCABULARY)

    either = AnyOf((Codes("code_industry", ("C17",)), Term(MATCH, "c17")))
    assert dict(matching.tiers) == {
        Tier.ALL: AllOf((either,)),
        Tier.MOST: AnyOf((either,)),
        Tier.HALF: AnyOf((either,)),
        Tier.ANY: AnyOf((either,)),
    }
    assert matching.loosest == AnyOf((either,))
    assert [concept.code for concept in matching.expansion.concepts] == ["C17"]


def test_a_code_without_a_vocabulary_is_a_word_like_any_other():
    assert dict(match_text("C17").tiers)[Tier.ALL] == AllOf((Term(MATCH, "c17"),))


def test_the_looser_tiers_require_a_share_of_the_units_rounded_up_and_at_least_one():
    def at_least(text: str) -> list[int]:
        return [clause.at_least for _, clause in match_text(text).tiers[1:] if isinstance(clause, AnyOf)]

    assert at_least("stenter") == [1, 1, 1]
    assert at_least("stenter kiln boiler") == [2, 2, 1]
    assert at_least("stenter kiln boiler turbine chiller") == [4, 3, 1]


def test_a_han_run_is_a_unit_for_each_two_characters_and_a_word_is_one():
    loosest = match_text("余热回收 stenter").loosest

    word = AnyOf((Term(MATCH, "stenter"),))
    assert loosest == AnyOf((Term(MATCH, "余热"), Term(MATCH, "热回"), Term(MATCH, "回收"), word), at_least=1)


def test_what_is_typed_twice_is_one_unit():
    assert match_text("stenter 余热 stenter 余热").loosest == match_text("stenter 余热").loosest


def test_of_a_document_number_the_year_alone_finds_nothing():
    strict, loosest = dict(match_text("闽工信规〔2025〕3号").tiers)[Tier.ALL], match_text("闽工信规〔2025〕3号").loosest
    number = next(piece for piece in pieces(normalise("闽工信规〔2025〕3号")) if piece.kind == "document")

    assert Term(MATCH, number.tokens[0]) in strict.parts
    assert len(number.tokens) > 1
    assert AnyOf((Term(MATCH, number.tokens[0]),)) in loosest.parts


def test_a_mention_takes_its_part_of_a_han_run_and_leaves_the_words_around_it():
    strict = dict(match_text("水泥余热回收项目", VOCABULARY).tiers)[Tier.ALL]
    before, concept, after = strict.parts

    assert before == Term(MATCH, "水泥")
    assert concept in dict(match_text("余热回收", VOCABULARY).tiers)[Tier.ALL].parts
    assert after == Term(MATCH, "项目")


def test_the_weights_of_a_text_title_before_body_before_segmented_words():
    weights = {(clause.part, clause.weight) for clause in ranked("余热回收")}

    assert weights == {
        (Term("title_zh", "余热"), 1.5), (Term("title_zh", "热回"), 1.5), (Term("title_zh", "回收"), 1.5),
        (Term("body_zh", "余热"), 1.0), (Term("body_zh", "热回"), 1.0), (Term("body_zh", "回收"), 1.0),
        (Phrase("title_zh", ("余热", "热回", "回收")), 1.0), (Phrase("body_zh", ("余热", "热回", "回收")), 1.0),
        (Term("words_zh", "余热"), 0.5), (Term("words_zh", "回收"), 0.5),
    }  # fmt: skip


def test_a_text_of_more_runs_or_tokens_than_the_bounds_is_read_up_to_them():
    words = [f"word{number}" for number in range(MAX_RUNS + 1)]
    assert len(match_text(" ".join(words)).loosest.parts) == MAX_RUNS

    many = "".join(chr(0x4E00 + number) for number in range(MAX_TOKENS + 5))
    assert len(match_text(many).loosest.parts) == MAX_TOKENS - 1
    assert {len(clause.part.tokens) for clause in ranked(many) if isinstance(clause.part, Phrase)} == {MAX_TOKENS}


# What a text requires ------------------------------------------------------------------------------------


def required(matching: Matching, tier: Tier = Tier.ALL) -> tuple[Clause, ...]:
    clause = dict(matching.tiers)[tier]
    assert isinstance(clause, AllOf | AnyOf)
    return clause.parts


def words_of(*tokens: str) -> tuple[Term, ...]:
    return tuple(Term(MATCH, token) for token in tokens)


ALIASES = (Phrase(MATCH, ("废热", "热回", "回收")), Term(MATCH, "whr"))


def test_a_main_name_of_a_concept_matches_by_its_words_and_an_alias_only_word_for_word():
    (concept,) = required(match_text("whr", VOCABULARY))

    chinese, english = AllOf((AllOf(words_of("余热", "回收")),)), AllOf(words_of("wast", "heat", "recoveri"))
    assert concept == AnyOf((chinese, english, *ALIASES))


@pytest.mark.parametrize("tier", [Tier.MOST, Tier.HALF, Tier.ANY])
def test_in_the_looser_tiers_too_a_concept_matches_by_a_whole_name_only(tier: Tier):
    assert required(match_text("whr", VOCABULARY), tier) == required(match_text("whr", VOCABULARY))


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("余热回收的", ()),  # what is left of the run says nothing
        ("碳余热回收", (Term(CHARACTERS, "碳"),)),
        ("pump 印染余热回收", (Term(MATCH, "pump"), Term(MATCH, "印染"))),
    ],
)
def test_what_stands_beside_a_concept_in_its_run_is_required_unless_it_is_a_function_word(
    text: str, before: tuple[Term, ...]
):
    (concept,) = required(match_text("余热回收", VOCABULARY))

    assert required(match_text(text, VOCABULARY)) == (*before, concept)


@pytest.mark.parametrize(
    ("text", "strict"),
    [
        ("的", Term(CHARACTERS, "的")),  # typed alone it is all there is to search for
        ("泵", Term(CHARACTERS, "泵")),
        ("水泵", Term(MATCH, "水泵")),
        ("余热的利用", AllOf(words_of("余热", "利用"))),
        ("膜和风机", AllOf((Term(CHARACTERS, "膜"), Term(MATCH, "风机")))),
    ],
)
def test_of_a_han_run_every_word_is_required_but_function_words(text: str, strict: Clause):
    assert required(match_text(text)) == (strict,)


def test_a_standard_is_found_loosely_also_by_its_number_alone():
    assert match_text("GB/T 23331").loosest == AnyOf((AnyOf(words_of("gb/t23331", "23331")),))


def test_the_units_of_several_runs_are_bounded_together():
    runs = ["".join(chr(0x4E00 + 100 * run + at) for at in range(100)) for run in range(2)]

    assert len(match_text(" ".join(runs)).loosest.parts) == MAX_TOKENS


# What ranks as a phrase ----------------------------------------------------------------------------------


def phrases(text: str) -> dict[tuple[str, ...], set[str]]:
    """Tokens of each phrase that ranks → the fields in which it does."""
    found: dict[tuple[str, ...], set[str]] = {}
    for clause in ranked(text):
        if isinstance(clause.part, Phrase):
            found.setdefault(clause.part.tokens, set()).add(clause.part.field)
    return found


def test_a_document_number_right_behind_han_characters_ranks_as_one_phrase_with_them_in_chinese():
    assert phrases("文〔2025〕3号") == {("文", "〔2025〕3号", "2025"): {TITLES[0], BODIES[0]}}
    assert ("闽工", "工信", "〔2025〕3号", "2025") not in phrases("闽工信 〔2025〕3号")


def test_words_of_letters_and_han_characters_are_no_phrase():
    assert phrases("heat 余热") == {}


def test_words_rank_as_segmented_up_to_their_bound():
    many = " ".join(f"word{number}" for number in range(MAX_WORDS + 3))

    segmented = {clause.part.token for clause in ranked(many) if clause.weight == WORDS_WEIGHT}

    assert len(segmented) == MAX_WORDS
