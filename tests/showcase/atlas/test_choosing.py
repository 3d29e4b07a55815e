"""Which figures the home page tells of."""

from decimal import Decimal

from showcase.atlas.choosing import CaseFigure, choose


def figure(key, number, groups=("T02",), quantity="energy_saved", unit="tce", case=0, owner=0):
    return CaseFigure(key, case or key, owner or key, frozenset(groups), quantity, unit, Decimal(number))


def test_the_technique_with_most_plants_is_told_largest_figure_first():
    chosen = choose([figure(1, 10), figure(2, 30), figure(3, 20), *(figure(n, 5, ["T08"]) for n in (4, 5))])

    assert chosen is not None
    assert (chosen.group, [one.number for one in chosen.figures], chosen.middle) == ("T02", [30, 20, 10], 20)


def test_two_plants_are_no_story():
    assert choose([figure(1, 10), figure(2, 30)]) is None
    assert choose([]) is None


def test_figures_of_different_quantities_or_units_are_never_put_side_by_side():
    assert choose([figure(1, 10), figure(2, 30, quantity="co2_avoided"), figure(3, 20, unit="kWh")]) is None


def test_a_case_and_a_plant_count_once_with_their_largest_figure():
    rows = [figure(1, 10), figure(2, 30), figure(3, 20), figure(4, 25, case=2), figure(5, 15, owner=3)]

    chosen = choose(rows)

    assert chosen is not None
    assert [one.key for one in chosen.figures] == [2, 3, 1]


def test_among_equals_the_widest_spread_is_told_and_then_the_lower_code():
    narrow = [figure(n, 10 + n, ["T02"]) for n in (1, 2, 3)]
    wide = [figure(n, 10**n, ["T08", "T06"]) for n in (4, 5, 6)]

    chosen = choose([*narrow, *wide])

    assert chosen is not None
    assert chosen.group == "T06"


def test_figures_of_nothing_have_no_spread_and_break_nothing():
    chosen = choose([figure(n, 0) for n in (1, 2, 3)])

    assert chosen is not None
    assert chosen.middle == 0
