"""The ranking alone: what puts a measure where it stands, and what must never happen to it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.for_your_plant.ranking.choices import Carrier, Why
from showcase.for_your_plant.ranking.facts import Features, Measure, Plant, Ranked, Support
from showcase.for_your_plant.ranking.rules import rank_measures, rank_plants
from showcase.for_your_plant.ranking.weights import WEIGHTS, steps

TEXTILES = frozenset({"C1713", "C171", "C17", "G08"})
STENTER, LOOM, KILN = "P039", "P064", "P115"

industries = st.sampled_from([frozenset(), TEXTILES, frozenset({"C17", "G08"}), frozenset({"C30", "G04"})])
machines = st.frozensets(st.sampled_from([STENTER, LOOM, KILN]), max_size=3)
carriers = st.frozensets(st.sampled_from(list(Carrier)), max_size=3)
features = st.builds(Features, industries, machines, carriers)
amounts = st.dictionaries(st.sampled_from(list(Carrier)), st.floats(0, 1e6), max_size=3)
plants = st.builds(Plant, features, amounts, st.sampled_from([frozenset(), frozenset({LOOM})]))
supports = st.builds(
    Support, near=st.integers(0, 12), elsewhere=st.integers(0, 12), measured=st.integers(0, 3), machines=machines
)


@st.composite
def collections(draw: st.DrawFn) -> list[tuple[Measure, Support]]:
    told = draw(st.lists(st.tuples(features, st.booleans(), supports), max_size=6))
    return [(Measure(key, own, everywhere), support) for key, (own, everywhere, support) in enumerate(told)]


def plant(**fields) -> Plant:
    return Plant(Features(**{"industries": TEXTILES, **fields}))


def measure(key: int = 1, *, every_industry: bool = False, **fields) -> Measure:
    return Measure(key, Features(**fields), every_industry)


def reasons(ranked: tuple[Ranked, ...]) -> dict[Why, tuple[int, tuple[str, ...], int]]:
    (only,) = ranked
    return {reason.why: (reason.points, reason.codes, reason.count) for reason in only.reasons}


@given(plants, collections(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(asked, measures, chance):
    shuffled = list(measures)
    chance.shuffle(shuffled)

    assert rank_measures(asked, shuffled) == rank_measures(asked, measures)


@given(plants, collections(), st.sampled_from([STENTER, LOOM, KILN]))
def test_a_further_machine_that_fits_a_measure_never_lowers_it(asked, measures, machine):
    own = asked.features
    richer = replace(asked, features=replace(own, machines=own.machines | {machine}))
    fits = {one.key for one, support in measures if machine in one.features.machines | support.machines}

    before = [one.key for one in rank_measures(asked, measures)]
    after = {one.key: place for place, one in enumerate(rank_measures(richer, measures))}
    points = {one.key: one.points for one in rank_measures(asked, measures)}

    for one in rank_measures(richer, measures):
        if one.key in fits and one.key in points:
            assert one.points >= points[one.key]
    for place, key in enumerate(before):
        overtakers = [other for other in before[place + 1 :] if other in after and after[other] < after.get(key, 99)]
        assert key not in fits or set(overtakers) <= fits
    assert fits & set(before) <= after.keys()


@given(plants, collections())
def test_nothing_is_shown_without_reasons_and_points_are_their_sum(asked, measures):
    for one in rank_measures(asked, measures):
        assert one.points == sum(reason.points for reason in one.reasons) > 0


def test_a_measure_says_what_it_fits_and_who_reports_it():
    asked = plant(machines=frozenset({STENTER, LOOM}))
    found = reasons(
        rank_measures(asked, [(measure(machines=frozenset({STENTER}), industries=TEXTILES), Support(near=3))])
    )

    assert found == {
        Why.MACHINE: (10, (STENTER,), 1),
        Why.INDUSTRY: (8, ("C1713",), 0),
        Why.REPORTED_NEAR: (12, ("C17",), 3),
    }


@pytest.mark.parametrize(("support", "count"), [(Support(), 0), (Support(near=1), 1), (Support(elsewhere=1), 1)])
def test_where_fewer_than_two_plants_report_a_measure_it_says_so(support, count):
    found = reasons(rank_measures(plant(), [(measure(industries=TEXTILES), support)]))

    assert found[Why.FEW] == (0, (), count)


def test_two_plants_are_enough_wherever_they_are():
    found = reasons(rank_measures(plant(), [(measure(industries=TEXTILES), Support(near=1, elsewhere=1))]))

    assert Why.FEW not in found


def test_a_carrier_that_the_plant_did_not_name_speaks_against_a_measure():
    steam = measure(industries=TEXTILES, carriers=frozenset({Carrier.STEAM}))
    found = reasons(rank_measures(plant(carriers=frozenset({Carrier.GAS})), [(steam, Support())]))

    assert found[Why.OTHER_CARRIERS] == (-6, ("steam",), 0)
    assert Why.OTHER_CARRIERS not in reasons(rank_measures(plant(), [(steam, Support())]))


def test_a_measure_on_the_larger_carrier_comes_first():
    asked = Plant(
        Features(TEXTILES, carriers=frozenset({Carrier.STEAM, Carrier.ELECTRICITY})),
        {Carrier.STEAM: 300.0, Carrier.ELECTRICITY: 100.0},
    )
    both = [
        (measure(1, industries=TEXTILES, carriers=frozenset({Carrier.ELECTRICITY})), Support()),
        (measure(2, industries=TEXTILES, carriers=frozenset({Carrier.STEAM})), Support()),
    ]

    first, second = rank_measures(asked, both)

    assert (first.key, second.key) == (2, 1)
    assert next(reason.count for reason in first.reasons if reason.why is Why.LARGE_CARRIER) == 75


def test_measures_of_another_industry_are_not_shown_for_their_carrier_alone():
    kiln = (measure(industries=frozenset({"C30", "G04"}), carriers=frozenset({Carrier.GAS})), Support(elsewhere=9))

    assert rank_measures(plant(carriers=frozenset({Carrier.GAS})), [kiln]) == ()
    assert rank_measures(Plant(Features(carriers=frozenset({Carrier.GAS}))), [kiln]) != ()


def test_those_who_did_not_adopt_it_are_told_and_weigh_nothing():
    found = reasons(rank_measures(plant(), [(measure(industries=TEXTILES), Support(near=2, not_adopted=3))]))

    assert found[Why.NOT_ADOPTED] == (0, (), 3)


def test_every_reason_has_its_weight_and_a_sentence_why():
    assert set(WEIGHTS) == set(Why)
    assert all(str(weight.why).endswith((".", "。")) for weight in WEIGHTS.values())
    assert [steps(plants) for plants in (0, 1, 2, 4, 9, 10, 1000)] == [0, 1, 2, 3, 4, 5, 5]


def test_what_every_industry_has_says_less_of_a_measure_and_makes_no_plant_alike():
    asked = Plant(Features(machines=frozenset({STENTER, LOOM})), common=frozenset({LOOM}))
    both = reasons(rank_measures(asked, [(measure(machines=frozenset({STENTER, LOOM})), Support(near=2))]))

    assert (both[Why.MACHINE], both[Why.COMMON_MACHINE]) == ((10, (STENTER,), 1), (3, (LOOM,), 1))
    assert rank_plants(asked, [(1, Features(machines=frozenset({LOOM})))]) == ()


def test_plants_like_one_share_a_machine_a_product_or_a_division():
    asked = plant(machines=frozenset({STENTER}), products=frozenset({"牛仔布"}), size="large")
    others = {
        1: Features(machines=frozenset({STENTER}), products=frozenset({"牛仔布"}), size="large"),
        2: Features(industries=TEXTILES),
        3: Features(industries=frozenset({"C28", "G08"})),
        4: Features(size="large"),
    }

    found = rank_plants(asked, others.items())

    assert [one.key for one in found] == [1, 2]
    assert [reason.why for reason in found[0].reasons] == [Why.MACHINE, Why.PRODUCT, Why.SIZE]
