"""What readers type and how the address says it again."""

import pytest
from django.http import QueryDict

from showcase.for_your_plant.asked import Asked, read_amount
from showcase.for_your_plant.ranking.choices import Carrier
from showcase.for_your_plant.terms import Named, Terms
from showcase.for_your_plant.typed import Recognised, recognise
from showcase.vocabulary.tagging.terms import Tag
from showcase.vocabulary.tagging.typed import spelt

MACHINES = spelt(
    [
        Tag("process:1", "process", "P039", "定型机", "Stenter", ("定形机", "拉幅定形机", "stentering frame")),
        Tag("process:2", "process", "P051", "纺织印花机", "Textile printing machine"),
        Tag("process:3", "process", "P052", "数码印花机", "Digital textile printer"),
        Tag("process:4", "process", "P075", "高速卷绕机", "Take-up winder", ("卷绕机",), frozenset({"卷绕机"})),
    ]
)
INDUSTRIES = spelt(
    [
        Tag("industry:1", "industry", "C311", "炼铁", "Ironmaking"),
        Tag("industry:2", "industry", "C3110", "炼铁", "Ironmaking", parent="industry:1"),
    ]
)
TERMS = Terms(
    {code: Named(code, code, code) for code in ("C17", "C1713", "C30")},
    {code: Named(code, code, code) for code in ("P039", "P040")},
    {},
    {},
)


@pytest.mark.parametrize("typed", ["定型机", "定形机", "拉幅定形机", "Stenter", "stenters", "dingxingji", "P039"])
def test_a_machine_is_recognised_by_any_of_its_names(typed):
    assert recognise(typed, MACHINES) == Recognised(("P039",))


def test_several_are_taken_apart_at_commas_of_both_languages():
    assert recognise("定型机，数码印花机, 没有这种机", MACHINES) == Recognised(("P039", "P052"), ("没有这种机",))


def test_a_word_that_may_mean_several_is_offered_and_not_guessed():
    assert recognise("印花机", MACHINES) == Recognised((), ("印花机",), ("P051", "P052"))


def test_a_word_counts_as_answered_once_one_of_its_meanings_is_ticked():
    assert recognise("印花机", MACHINES, ["P052"]) == Recognised()


def test_of_an_industry_and_its_only_class_the_wider_is_meant():
    assert recognise("炼铁", INDUSTRIES) == Recognised(("C311",))


@pytest.mark.parametrize(
    ("text", "number"), [("1,200.5", 1200.5), ("１２００", 1200.0), ("1 200", 1200.0), ("0", 0.0), ("约一千", None)]
)
def test_amounts_are_read_with_their_separators(text, number):
    assert read_amount(text) == number


@pytest.mark.parametrize("text", ["-5", "inf", "nan", "1e999", "12t", ""])
def test_what_is_no_amount_is_said(text):
    assert read_amount(text) is None


def test_the_address_says_all_of_the_plant_and_is_read_back():
    query = "industry=C17&industry=C1713&process=P039&carrier=steam&steam=30%2C000&gas=many&industries=x&machines=y"
    asked = Asked.from_params(QueryDict(query), TERMS)

    assert asked == Asked.from_params(QueryDict(asked.address("").removeprefix("?")), TERMS)
    assert (asked.industries, asked.machines, asked.carriers) == (("C17", "C1713"), ("P039",), (Carrier.STEAM,))
    assert asked.faulty == {Carrier.GAS}


def test_an_amount_names_its_carrier_and_unknown_codes_are_dropped():
    asked = Asked.from_params(QueryDict("electricity=5&industry=C99&process=XX&carrier=wind"), TERMS)

    assert asked == Asked(carriers=(Carrier.ELECTRICITY,), amounts={Carrier.ELECTRICITY: "5"})


def test_steam_typed_as_a_machine_is_a_carrier():
    assert Asked().adding((), ["P001", "P039"], ("", "")) == Asked(machines=("P039",), carriers=(Carrier.STEAM,))
