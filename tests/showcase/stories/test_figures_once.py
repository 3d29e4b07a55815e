"""A figure that several cards of a list repeat from a case stands once, with its case where that is in the list."""

from hypothesis import given
from hypothesis import strategies as st

from showcase.cards import EffectFigure, StoryCard
from showcase.choices import Evidence, StoryKind
from showcase.stories.figures.once import repeating, without_figures

CASE = "/cases/fengzhu/"


def figure(value: str = "5,400", url: str = "", *, is_spent: bool = False) -> EffectFigure:
    subject = "示例纺织" if url else ""
    return EffectFigure(
        "节能量", value, "吨标准煤/年", Evidence.ESTIMATED, "估算", "单项措施", "", 1, subject, url, is_spent
    )


def card(key: str, *effects: EffectFigure, url: str = "") -> StoryCard:
    kind = StoryKind.CASE if url == CASE else StoryKind.TECHNOLOGY
    return StoryCard(
        key, url or f"/technologies/{key}/", kind, "", key, "zh-hans", False, (), "", "", "", "", "", effects
    )


def test_the_case_keeps_it_wherever_it_stands_and_the_others_say_in_words_what_they_are():
    cards = [card("a", figure(url=CASE)), card("case", figure(), url=CASE), card("b", figure(url=CASE))]

    assert repeating(cards) == {"a": 1, "b": 1}
    assert without_figures(cards[0], 1).cover_has_words


def test_without_the_case_the_first_keeps_it():
    assert repeating([card("a", figure(url=CASE)), card("b", figure(url=CASE))]) == {"b": 1}


def test_equal_numbers_of_other_plants_and_figures_of_nobody_stay():
    cards = [
        card("a", figure(url=CASE)),
        card("b", figure(url="/cases/other/")),
        card("c", figure()),
        card("d", figure()),
    ]

    assert repeating(cards) == {}


def test_an_investment_is_no_key_figure():
    spent, saved = figure("300", is_spent=True), figure(url=CASE)

    assert repeating([card("a", saved), card("b", spent, saved)]) == {"b": 1}
    assert without_figures(card("b", spent, saved), 1).effects == (spent,)


FIGURES = st.tuples(st.sampled_from("12"), st.sampled_from(["", CASE, "/cases/other/"]))


@given(st.lists(st.lists(FIGURES, max_size=2), max_size=8))
def test_what_is_left_of_a_list_repeats_nothing(drawn):
    cards = [card(str(at), *(figure(*one) for one in figures)) for at, figures in enumerate(drawn)]
    again = repeating(cards)

    left = [without_figures(one, again.get(one.id, 0)) for one in cards]

    assert repeating(left) == {}
    kept = [(one.key_figure.value, one.key_figure.url) for one in left if one.key_figure and one.key_figure.url]
    assert len(set(kept)) == len(kept)
