"""How the responses of an engine become the counts of a page."""

from search.core.counting import WORTH_RANGES, facet_counts, own_ranges, range_counts
from search.core.engine import EngineResponse
from search.core.query import SearchQuery
from search.core.ranges import GIVEN
from search.core.results import FacetCounts, RangeCounts

NOTHING = EngineResponse(0)


def query(**params: list[str]) -> SearchQuery:
    return SearchQuery.from_params(params, "en")


def facet(name: str, asked: SearchQuery, *responses: EngineResponse) -> FacetCounts:
    return next(counts for counts in facet_counts(asked, responses) if counts.facet.name == name)


def energy(
    asked: SearchQuery,
    response: EngineResponse = NOTHING,
    own: tuple[int, ...] = (),
    match_set: EngineResponse = NOTHING,
) -> RangeCounts:
    found = range_counts(asked, [response], [EngineResponse(total) for total in own], match_set)
    return next(counts for counts in found if counts.facet.name == "energy")


def values(counts: FacetCounts | RangeCounts) -> list[tuple[str, int, bool]]:
    return [(value.code, value.count, value.selected) for value in counts.values]


def test_values_come_by_their_count_then_by_code_and_a_choice_without_hits_is_shown_with_none() -> None:
    response = EngineResponse(9, counts={"code_level": {"national": 3, "provincial": 5}})

    assert values(facet("level", query(level=["municipal"]), response)) == [
        ("provincial", 5, False),
        ("national", 3, False),
        ("municipal", 0, True),
    ]


def test_years_come_newest_first_whatever_their_counts() -> None:
    response = EngineResponse(9, counts={"code_year": {"2022": 3, "2024": 1, "2023": 5}})

    assert [value.code for value in facet("year", query(year=["2019"]), response).values] == [
        "2024",
        "2023",
        "2022",
        "2019",
    ]


def test_a_facet_that_no_response_counts_has_only_what_is_chosen() -> None:
    assert values(facet("year", query())) == []
    assert values(facet("year", query(year=["2019"]))) == [("2019", 0, True)]


def test_ranges_come_in_their_order_with_those_that_the_reader_made_up_counted_apart() -> None:
    asked = query(energy=["700-900", "100-500"])
    response = EngineResponse(9, counts={"range_energy": {"100-500": 4, "-100": 2, GIVEN: 6}})

    counts = energy(asked, response, own=(3,))

    assert own_ranges(asked) == (("energy", "700-900"),)
    assert values(counts) == [("-100", 2, False), ("100-500", 4, True), ("700-900", 3, True)]
    assert counts.given == 6
    assert counts.shown


def test_a_chosen_range_without_hits_is_shown_with_none() -> None:
    assert values(energy(query(energy=["100-500"]))) == [("100-500", 0, True)]


def test_an_amount_that_no_response_counts_is_given_by_none_and_not_offered() -> None:
    counts = energy(query())

    assert (values(counts), counts.given, counts.shown) == ([], 0, False)


def test_ranges_are_offered_where_enough_records_of_the_match_set_have_the_amount() -> None:
    def shown(having: int) -> bool:
        return energy(query(), match_set=EngineResponse(99, counts={"range_energy": {GIVEN: having}})).shown

    assert [shown(WORTH_RANGES - 1), shown(WORTH_RANGES)] == [False, True]
    assert not energy(query(), match_set=EngineResponse(99, counts={"range_energy": {"100-500": 9}})).shown
