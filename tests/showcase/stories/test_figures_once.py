"""A figure that several cards of a list repeat from a case stands once, with its case where that is in the list."""

from hypothesis import given
from hypothesis import strategies as st

from showcase.cards import EffectFigure, StoryCard
from showcase.choices import Evidence, StoryKind
from showcase.stories.figures.once import repeating, without_key_figure

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

    assert repeating(cards) == {"a", "b"}
    assert without_key_figure(cards[0]).cover_has_words


def test_without_the_case_the_first_keeps_it():
    assert repeating([card("a", figure(url=CASE)), card("b", figure(url=CASE))]) == {"b"}


def test_equal_numbers_of_other_plants_and_figures_of_nobody_stay():
    cards = [
        card("a", figure(url=CASE)),
        card("b", figure(url="/cases/other/")),
        card("c", figure()),
        card("d", figure()),
    ]

    assert repeating(cards) == set()


def test_an_investment_is_no_key_figure():
    spent, saved = figure("300", is_spent=True), figure(url=CASE)

    assert repeating([card("a", saved), card("b", spent, saved)]) == {"b"}
    assert without_key_figure(card("b", spent, saved)).effects == (spent,)


@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from(["", CASE, "/cases/other/"])), max_size=8))
def test_what_is_left_of_a_list_repeats_nothing(drawn):
    cards = [card(str(at), figure(value, url)) for at, (value, url) in enumerate(drawn)]
    again = repeating(cards)

    left = [without_key_figure(one) if one.id in again else one for one in cards]

    assert repeating(left) == set()
    kept = [(one.key_figure.value, one.key_figure.url) for one in left if one.key_figure and one.key_figure.url]
    assert len(set(kept)) == len(kept)
