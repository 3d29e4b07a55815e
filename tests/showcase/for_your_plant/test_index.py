"""Uses in memory count what plain counting counts; which case speaks for which measure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.for_your_plant.ranking.facts import Features, Measure, Plant, Support
from showcase.for_your_plant.ranking.index import Spread, Use, UseFigure, UseIndex
from showcase.for_your_plant.ranking.rules import own_industry
from showcase.for_your_plant.ranking.speaking import Speaking, Story, is_figure_of

TEXTILES, CEMENT = frozenset({"C17", "G08"}), frozenset({"C30", "G04"})
MEASURES = [Measure(1, Features()), Measure(2, Features())]

features = st.builds(
    Features,
    st.sampled_from([frozenset(), TEXTILES, CEMENT]),
    st.frozensets(st.sampled_from(["P039", "P064"]), max_size=2),
)
figures = st.builds(
    UseFigure, st.sampled_from(["energy", "water"]), st.floats(1, 9), st.sampled_from(["metered", "estimated"])
)
uses = st.builds(
    Use,
    measure=st.sampled_from([1, 2, 7]),
    plant=st.sampled_from(["a", "b", "c", "d"]),
    features=features,
    figures=st.lists(figures, max_size=2).map(tuple),
    adopted=st.booleans(),
)


def counted(asked: Plant, measure: int, some: list[Use]) -> Support:
    """What the index must say, by plain counting."""
    adopted, tried = {}, set()
    for use in some:
        if use.measure == measure:
            tried.add(use.plant)
            if use.adopted:
                adopted.setdefault(use.plant, []).append(use)
    home = set(own_industry(asked))
    near = {name for name, told in adopted.items() if any(use.features.industries & home for use in told)}
    strong = {n for n, told in adopted.items() if any(f.evidence == "metered" for use in told for f in use.figures)}
    machines = {code for told in adopted.values() for use in told for code in use.features.machines}
    return Support(
        near=len(near),
        elsewhere=len(adopted) - len(near),
        measured=len(strong),
        not_adopted=len(tried - adopted.keys()),
        machines=asked.features.machines & machines,
    )


@given(features, st.lists(uses, max_size=12))
def test_the_index_counts_each_plant_once(own, some):
    index, asked = UseIndex.of(MEASURES, some), Plant(own)

    assert {measure.key: support for measure, support in index.supported(asked)} == {
        key: counted(asked, key, some) for key in (1, 2)
    }


def use(plant: str, value: float, evidence: str = "metered", **fields) -> Use:
    figure = UseFigure("energy", value, evidence)
    return Use(**{"measure": 1, "plant": plant, "features": Features(TEXTILES), "figures": (figure,), **fields})


def test_figures_are_those_of_the_industry_where_two_plants_give_one():
    cement = use("d", 900.0, features=Features(CEMENT))
    index = UseIndex.of(MEASURES, [use("a", 100.0), use("b", 300.0, "estimated"), cement])

    assert index.spreads(Plant(Features(TEXTILES)), 1) == (
        Spread("energy", 100.0, 300.0, 2, (("metered", 1), ("estimated", 1)), near=True),
    )
    assert index.spreads(Plant(Features(CEMENT)), 1) == (
        Spread("energy", 100.0, 900.0, 3, (("metered", 2), ("estimated", 1)), near=False),
    )


def test_a_plant_that_did_not_adopt_the_measure_gives_no_figure():
    index = UseIndex.of(MEASURES, [use("a", 100.0), use("b", 5.0, adopted=False)])

    assert [(spread.low, spread.plants) for spread in index.spreads(Plant(Features(TEXTILES)), 1)] == [(100.0, 1)]


def test_what_two_sources_say_of_one_plant_counts_once_by_the_better_evidence():
    index = UseIndex.of(MEASURES, [use("a", 500.0, "estimated"), use("a", 100.0)])

    assert [(spread.high, spread.evidence) for spread in index.spreads(Plant(Features(TEXTILES)), 1)] == [
        (100.0, (("metered", 1),))
    ]


HEAT, LIGHT, BALANCE = (
    Story(1, frozenset({"T02.01"}), frozenset({"P039"})),
    Story(2, frozenset({"T05.03"})),
    Story(3, frozenset({"T02.01", "T08.01"})),
)
SPEAKING = Speaking({one.key: one for one in (HEAT, LIGHT, BALANCE)})


@pytest.mark.parametrize(
    ("case", "measures"),
    [
        (Story(9, frozenset({"T02.01"}), frozenset({"P039"})), {1, 3}),
        (Story(9, frozenset({"T02.01"}), frozenset({"P115"})), {3}),
        (Story(9, frozenset({"T02.01"}), frozenset({"P115"}), frozenset({1})), {1}),
        (Story(9, frozenset({"T02.01"}), linked=frozenset({2})), set()),
        (Story(9, frozenset({"T05.03"})), {2}),
    ],
    ids=["machine in common", "other machine", "linked by an editor", "linked with another technique", "no machine"],
)
def test_a_case_speaks_for_the_measures_it_is_about(case, measures):
    assert SPEAKING.by(case) == measures


@pytest.mark.parametrize(
    ("named", "techniques", "is_heats"),
    [
        ({"T02.01"}, {"T02.01", "T05.03"}, True),
        ({"T05.03"}, {"T02.01", "T05.03"}, False),
        ({"P039"}, {"T02.01", "T05.03"}, True),
        ({"P039", "T05.03"}, {"T02.01", "T05.03"}, False),
        (set(), {"T02.01", "T05.03"}, False),
        (set(), {"T02.01"}, True),
    ],
)
def test_a_figure_belongs_to_the_measure_that_its_words_name(named, techniques, is_heats):
    case = Story(9, frozenset(techniques), frozenset({"P039"}))

    assert is_figure_of(frozenset(named), case, HEAT) is is_heats
