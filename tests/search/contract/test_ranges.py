"""Numeric ranges and orders by amount: what they match and count, against a count by hand, on every engine."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from search.core.counting import WORTH_RANGES
from search.core.query import Presets
from search.core.ranges import RANGES, Range
from search.core.record import Record
from search.core.results import SearchResults
from search.engines import open_engine
from tests.search import corpus
from tests.search.contract.conftest import Find, asking

EDGES = {facet.name: facet.edges for facet in RANGES}
OWN = {"energy": "750-6000", "co2": "-90.5", "water": "20000-", "investment": "3000000-3000000", "payback": "1.5-2.5"}


def amounts(chance: random.Random) -> dict[str, tuple[float, ...]]:
    """Up to three numbers of an amount, often right on an edge."""
    return {
        name: tuple(chance.choice([*edges, edges[0] / 2, chance.uniform(0, 2 * edges[-1])]) for _ in range(count))
        for name, edges in EDGES.items()
        if (count := chance.choice([0, 1, 1, 2, 3]))
    }


def made() -> list[Record]:
    """Ninety stories on heat, thirty on water, of which only five give a payback."""
    chance = random.Random(11)
    found = []
    for number in range(120):
        text = "余热回收" if number < 90 else "中水回用"
        kind = chance.choice(["case", "technology"])
        plain = corpus.record(
            f"s{number:03d}", (text, text), (text, "boiler"), kind=kind, year=chance.choice(["2023", "2024"])
        )
        given = amounts(chance)
        if number >= 95:
            given.pop("payback", None)
        elif number >= 90:
            given["payback"] = (2.0,)
        found.append(replace(plain, amounts=given, every_amount=amounts(chance)))
    return found


STORIES = made()


@pytest.fixture(scope="module")
def find(new_url: Callable[[], str]) -> Iterator[Find]:
    engine = open_engine(new_url())
    corpus.build(engine, STORIES)
    yield asking(engine)
    engine.close()


def ids(results: SearchResults) -> set[str]:
    return {hit.id for hit in results.hits}


def having(name: str, code: str, *, widened: bool = False) -> set[str]:
    """By hand: the stories with any number in the range."""
    asked = Range.of(code)
    return {s.id for s in STORIES if any(asked.holds(number) for number in s.numbers(name, widened=widened))}


@pytest.mark.parametrize("name", EDGES)
def test_a_range_finds_every_story_with_any_number_in_it_both_ends_included(find: Find, name: str):
    facet = next(facet for facet in RANGES if facet.name == name)
    codes = [*(known.code for known in facet.ranges), OWN[name]]
    for code in codes:
        assert find(**{name: code, "per": "100"}).total == len(having(name, code)), code
    some = find(**{name: codes[:2], "kind": "case", "per": "100"})
    by_hand = having(name, codes[0]) | having(name, codes[1])
    assert ids(some) == {s.id for s in STORIES if s.id in by_hand and s.kind == "case"}


@pytest.mark.parametrize("figures", ["", "all"])
@pytest.mark.parametrize(
    "held",
    [{}, {"kind": "case"}, {"energy": "1000-5000"}, {"energy": ["750-6000", "-100"], "payback": "2-3", "year": "2024"}],
    ids=str,
)
@pytest.mark.parametrize("text", ["", "余热回收", "boiler 独角兽"])
def test_every_count_of_a_range_is_the_total_of_choosing_it_in_place_of_the_facets_other_choices(
    find: Find, text: str, held: dict[str, str | list[str]], figures: str
):
    results = find(text, **held, figures=figures)
    seen = 0
    for counts in results.ranges:
        for value in counts.values:
            seen += 1
            alone = find(text, **{**held, counts.facet.name: value.code}, figures=figures)
            assert alone.total == value.count, (counts.facet.name, value)
    assert seen > 10


def test_counts_of_the_other_facets_apply_a_chosen_range(find: Find):
    values = find(energy=["750-6000", "50000-"]).facet("kind").values
    assert len(values) > 1
    for value in values:
        assert find(energy=["750-6000", "50000-"], kind=value.code).total == value.count


def test_ranges_of_one_amount_add_up_and_those_of_two_narrow(find: Find):
    low, high = having("payback", "-1"), having("payback", "8-")
    assert find(payback=["-1", "8-"]).total == len(low | high)
    assert find(payback=["-1", "8-"], energy="50000-").total == len((low | high) & having("energy", "50000-"))


def test_figures_that_do_not_compare_count_only_when_the_reader_widens_them(find: Find):
    assert find(co2="500-1000").total == len(having("co2", "500-1000"))
    widened = having("co2", "500-1000", widened=True)
    assert find(co2="500-1000", figures="all").total == len(widened) > len(having("co2", "500-1000"))
    assert find(co2="600-700.5", figures="all").total == len(having("co2", "600-700.5", widened=True))


def test_values_come_by_size_and_a_chosen_one_stays_where_nothing_has_it(find: Find):
    counts = find(payback=["123-124", "2-3"]).range("payback")
    codes = [value.code for value in counts.values]
    assert codes == sorted(codes, key=lambda code: Range.of(code).start)
    assert [(v.code, v.count > 0) for v in counts.values if v.selected] == [("2-3", True), ("123-124", False)]


def test_the_number_that_give_an_amount_applies_every_other_facets_choice(find: Find):
    every = [s for s in STORIES if s.numbers("payback")]
    assert find().range("payback").given == len(every)
    assert find(kind="case", payback="-1").range("payback").given == sum(s.kind == "case" for s in every)


def test_ranges_are_worth_offering_from_six_records_of_the_match_set_on_whatever_the_reader_chose(find: Find):
    assert sum(bool(s.numbers("payback")) for s in STORIES[90:]) == 5 < WORTH_RANGES
    few = find("中水回用").range("payback")
    assert (few.shown, few.given) == (False, 5)
    assert find("中水回用").range("energy").shown
    assert find("余热回收").range("payback").shown
    narrowed = find("余热回收", kind="case", year="2024", energy="50000-", co2="-100").range("payback")
    assert narrowed.given < WORTH_RANGES
    assert narrowed.shown


def test_a_range_once_chosen_is_always_shown(find: Find):
    assert find("中水回用", payback="2-3").range("payback").shown


def test_the_match_set_of_a_looser_tier_decides_too(find: Find):
    loose = find("中水回用 独角兽", kind="case")
    assert loose.tier != "all"
    assert not loose.range("payback").shown
    assert loose.range("energy").shown


def test_no_range_escapes_the_presets_of_a_finder(find: Find):
    presets = Presets({"payback": ("-3",), "kind": ("case",)})
    quick = {s.id for s in STORIES if s.kind == "case" and s.id in having("payback", "-3")}
    assert find(presets=presets, per="100").total == len(quick)
    within = find(presets=presets, payback="8-", per="100")
    assert ids(within) == quick & having("payback", "8-")


@pytest.mark.parametrize(("sort", "name", "best"), [("saving", "energy", max), ("payback", "payback", min)])
@pytest.mark.parametrize("figures", ["", "all"])
def test_stories_come_by_their_strongest_number_then_by_id_and_those_without_last(
    find: Find, sort: str, name: str, best: Callable[..., float], figures: str
):
    given = {s.id: best(s.numbers(name, widened=bool(figures)), default=None) for s in STORIES}
    sign = -1 if best is max else 1
    expected = sorted(given, key=lambda key: (given[key] is None, sign * (given[key] or 0), key))
    pages = [find(sort=sort, figures=figures, per="50", page=str(page)) for page in (1, 2, 3)]
    assert [hit.id for page in pages for hit in page.hits] == expected
    assert None in given.values()


def test_a_text_is_sorted_by_amount_as_everything_is(find: Find):
    ordered = [hit.record for hit in find("余热回收", sort="payback", per="100").hits]
    strongest = [min(record.numbers("payback"), default=float("inf")) for record in ordered]
    assert len(strongest) == 90
    assert strongest == sorted(strongest)


def test_the_order_of_a_finder_may_be_an_amount(find: Find):
    assert ids(find(presets=Presets(sort="saving"))) == ids(find(sort="saving"))
    assert [h.id for h in find(presets=Presets(sort="saving")).hits] == [h.id for h in find(sort="saving").hits]


def test_pages_of_every_size_give_the_same_order(find: Find):
    def walk(per: str) -> list[str]:
        pages = -(-len(STORIES) // int(per))
        return [hit.id for page in range(1, pages + 1) for hit in find("余热 boiler", per=per, page=str(page)).hits]

    assert walk("20") == walk("50") == walk("100")
    assert len(walk("20")) == find("余热 boiler").total
