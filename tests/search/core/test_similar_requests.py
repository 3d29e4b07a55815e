"""What the engine is asked for stories similar to one, and how its answers become one list."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from search.core.clauses import AllOf, AnyOf, Between, Clause, Codes, Constant, Except, Nothing
from search.core.engine import EngineHit, EngineRequest, EngineResponse, Order
from search.core.query import Presets, SearchQuery
from search.core.record import Record, RecordText
from search.core.similar import Likeness, Similar, similar

TECHNIQUE, INDUSTRY = Codes("code_technique", ("T02.01",)), Codes("code_industry", ("G01",))


def story(name: str, **facts: object) -> Record:
    record = Record(name, {"en": RecordText(name)})
    codes = {key: tuple(str(value).split()) for key, value in facts.items() if key != "amounts"}
    return replace(record, codes=codes, amounts=facts.get("amounts", {}))


MODEL = story(
    "model", technique="T02 T02.01", industry="C17 C1713 G01", amounts={"co2": (5.0,), "energy": (300.0, 900.0)}
)


class Answering:
    """An engine that answers its requests with these stories, and keeps what it was asked."""

    def __init__(self, *answers: Sequence[Record]) -> None:
        self.answers = answers or ((), (), (), ())
        self.requests: Sequence[EngineRequest] = ()

    def search(self, requests: Sequence[EngineRequest]) -> list[EngineResponse]:
        self.requests = requests
        return [
            EngineResponse(len(records), tuple(EngineHit(record, 1.0) for record in records))
            for records in self.answers
        ]


def asked(model: Record, presets: Presets | None = None, query: SearchQuery | None = None) -> list[Clause]:
    """The clauses that the four searches must match, before the filters."""
    engine = Answering()
    similar(engine, model, 5, presets or Presets(), query or SearchQuery())
    return [request.match for request in engine.requests]


def test_four_searches_ask_for_both_for_either_and_for_the_scale_within_the_same_field():
    field = AnyOf((Codes("code_technique", ("T02", "T02.01")), INDUSTRY))
    itself = Codes("id", ("model",))

    assert asked(MODEL) == [
        Except(AllOf((AllOf((TECHNIQUE, INDUSTRY)),)), itself),
        Except(AllOf((Except(TECHNIQUE, INDUSTRY),)), itself),
        Except(AllOf((Except(INDUSTRY, TECHNIQUE),)), itself),
        Except(AllOf((AllOf((field, Between("amount_energy", 300.0, 2700.0))),)), itself),
    ]


def test_a_shared_code_below_another_scores_twice_a_shared_code_on_top():
    engine = Answering()
    similar(engine, MODEL, 5)

    codes = [("technique", "T02", 1.0), ("technique", "T02.01", 2.0)]
    codes += [("industry", "C17", 1.0), ("industry", "C1713", 2.0), ("industry", "G01", 1.0)]
    rank = AnyOf(tuple(Constant(Codes(f"code_{name}", (code,)), score) for name, code, score in codes))
    assert {request.rank for request in engine.requests} == {rank}
    assert [(one.order, one.limit, one.with_total) for one in engine.requests] == [(Order.SCORE, 5, False)] * 4


def test_a_story_without_codes_and_figures_is_similar_to_nothing():
    *_, scale = asked(story("bare"))

    assert asked(story("bare"))[0] == Except(AllOf((AllOf((Nothing(), Nothing())),)), Codes("id", ("bare",)))
    assert scale == Except(AllOf((AllOf((AnyOf((Nothing(), Nothing())), Nothing())),)), Codes("id", ("bare",)))


def test_filters_of_the_finder_and_of_the_reader_narrow_every_search():
    presets, query = Presets({"kind": ("case",)}), SearchQuery(choices={"energy": ("1-7",)}, widened=True)

    narrowed = asked(MODEL, presets, query)

    for one, plain in zip(narrowed, asked(MODEL), strict=True):
        within = (Codes("code_kind", ("case",)), Between("amount_energy_every", 1.0, 7.0))
        assert one == Except(AllOf((*plain.part.parts, *within)), plain.excluded)


@pytest.mark.parametrize(
    ("amounts", "scale"),
    [
        ({"energy": (300.0,), "co2": (9.0,)}, Between("amount_energy", 100.0, 900.0)),
        ({"energy": (0.0,), "co2": (9.0,)}, Between("amount_co2", 3.0, 27.0)),  # nothing saved is no scale
        ({"investment": (3.0,), "water": (30.0,)}, Between("amount_water", 10.0, 90.0)),
        ({"investment": (3.0,)}, Between("amount_investment", 1.0, 9.0)),
        ({"payback": (3.0,)}, Nothing()),
    ],
)
def test_the_scale_is_a_third_to_three_times_the_first_amount_that_a_story_gives(amounts: object, scale: Clause):
    *_, last = asked(replace(MODEL, amounts=amounts))

    assert last.part.parts[0].parts[1] == scale


def test_results_alternate_each_story_once_with_what_it_has_in_common():
    both = story("both", technique="T02 T02.01", industry="C17 G01")
    elsewhere = story("elsewhere", technique="T02 T02.01", industry="C31 G09")
    inside = [story(f"inside{number}", technique="T08", industry="C17 G01") for number in (1, 2, 3)]
    large = story("large", technique="T02 T02.02", industry="C31 G09")
    engine = Answering([both], [elsewhere], inside, [large, both])

    found = similar(engine, MODEL, 5)

    assert found == [
        Similar(both, Likeness.BOTH, "energy"),
        Similar(elsewhere, Likeness.TECHNIQUE, ""),
        Similar(inside[0], Likeness.INDUSTRY, ""),
        Similar(large, Likeness.SCALE, "energy"),
        Similar(inside[1], Likeness.INDUSTRY, ""),
    ]


def test_where_no_group_of_an_industry_is_known_its_codes_are_compared():
    match = asked(story("model", technique="T02", industry="C17 C171"))[0]

    assert match.part.parts[0] == AllOf((Codes("code_technique", ("T02",)), Codes("code_industry", ("C17", "C171"))))


def test_an_amount_below_one_is_a_scale_too():
    small = replace(MODEL, amounts={"energy": (0.5,)})

    scale = AllOf(
        (AnyOf((Codes("code_technique", ("T02", "T02.01")), INDUSTRY)), Between("amount_energy", 0.5 / 3, 1.5))
    )
    assert asked(small)[-1] == Except(AllOf((scale,)), Codes("id", ("model",)))


def test_a_range_of_the_presets_is_of_figures_that_compare_and_one_of_the_query_as_it_is_widened():
    presets, query = Presets({"energy": ("100-500",)}), SearchQuery(choices={"payback": ("-1",)}, widened=True)

    within = (Codes("range_energy", ("100-500",)), Codes("range_payback_every", ("-1",)))
    assert asked(MODEL, presets, query)[0] == Except(
        AllOf((AllOf((TECHNIQUE, INDUSTRY)), *within)), Codes("id", ("model",))
    )
