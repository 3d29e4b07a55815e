"""Figures told twice, or against an older story."""

from dataclasses import replace
from decimal import Decimal

from tests.showcase.effects.plausibility.told import figure, found

SUN = figure("a", "electricity_generated", 6_500_000, "kWh", direction="generated", of_what="屋面光伏（4.7 万平方米）")


def test_the_same_row_twice_is_doubted() -> None:
    assert found(SUN, replace(SUN, key="b")) == [("same_twice", ("a", "b"))]


def test_two_numbers_for_the_same_thing_contradict_each_other() -> None:
    other = replace(SUN, key="b", low=Decimal(7_000_000), high=Decimal(7_000_000))
    assert found(SUN, other) == [("contradicting", ("a", "b"))]


def test_a_figure_set_aside_is_the_answer() -> None:
    other = replace(SUN, key="b", low=Decimal(7_000_000), high=Decimal(7_000_000), aside=True)
    assert found(SUN, other) == []


def test_an_older_story_of_the_enterprise_counts_too() -> None:
    older = replace(SUN, key="b", low=Decimal(9), high=Decimal(9), unit="GWh")
    assert found(SUN, older=(older,)) == [("older_differs", ("a",))]


def test_the_same_amount_in_another_unit_is_no_conflict() -> None:
    older = replace(SUN, key="b", low=Decimal("6.5"), high=Decimal("6.5"), unit="GWh")
    assert found(SUN, older=(older,)) == []


def test_a_plant_may_grow_from_year_to_year_but_not_double() -> None:
    def earlier(number: int) -> list[tuple[str, tuple[str, ...]]]:
        return found(SUN, older=(replace(SUN, key="b", low=Decimal(number), high=Decimal(number), period="2023"),))

    assert earlier(5_000_000) == []
    assert earlier(2_000_000) == [("older_differs", ("a",))]
