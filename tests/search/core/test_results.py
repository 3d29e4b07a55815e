"""What a page of results says of itself: its pages, its counts, its requests and refusals."""

import pytest

from search.core.clauses import AllOf, Everything, Term
from search.core.engine import EngineRequest, Order, RecordsRefused, SearchUnavailable
from search.core.facets import FACETS_BY_NAME
from search.core.query import SearchQuery
from search.core.ranges import RANGES_BY_NAME
from search.core.record import Record, RecordText, is_id
from search.core.results import FacetCounts, FacetValue, RangeCounts, SearchResults, Tier
from search.text.expansion import NO_EXPANSION


def results(total: int, page: int = 1, per_page: int = 20) -> SearchResults:
    return SearchResults(
        query=SearchQuery(page=page, per_page=per_page),
        total=total,
        tier=Tier.BROWSE,
        hits=(),
        related=(),
        facets=(FacetCounts(FACETS_BY_NAME["year"], (FacetValue("2024", 7), FacetValue("2025", 3))),),
        ranges=(RangeCounts(RANGES_BY_NAME["energy"], (FacetValue("-100", 4),), given=9, shown=True),),
        expansion=NO_EXPANSION,
        sort="date",
    )


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_hits_fill_one_page_after_another_and_no_hits_fill_one(total: int, pages: int):
    assert results(total).pages == pages


@pytest.mark.parametrize(
    ("page", "exists", "is_last"), [(1, True, False), (2, True, False), (3, True, True), (4, False, False)]
)
def test_of_three_pages_the_third_is_the_last_and_the_fourth_is_none(page: int, exists: bool, is_last: bool):
    shown = results(50, page)

    assert (shown.page_exists, shown.is_last_page) == (exists, is_last)


def test_counts_are_found_by_facet_and_code_and_are_0_where_there_is_none():
    shown = results(10)

    assert [shown.facet("year").count(code) for code in ("2024", "2025", "1999")] == [7, 3, 0]
    assert [shown.range("energy").count(code) for code in ("-100", "5000-")] == [4, 0]
    with pytest.raises(KeyError):
        shown.facet("energy")
    with pytest.raises(KeyError):
        shown.range("year")


def test_filters_narrow_what_a_request_matches():
    one, two = Term("match", "a"), Term("match", "b")

    assert EngineRequest(Everything()).whole == Everything()
    assert EngineRequest(Everything(), filters=(one, two)).whole == AllOf((Everything(), one, two))


@pytest.mark.parametrize(
    ("order", "field"), [(Order.SCORE, "order_date"), (Order.DATE, "order_date"), (Order.PAYBACK, "order_payback")]
)
def test_equal_scores_are_sorted_by_date(order: Order, field: str):
    assert EngineRequest(Everything(), order=order).sorted_by == field


def test_a_refusal_counts_the_records_and_names_the_first_three():
    failures = {name: ValueError(name) for name in ("d", "c", "b", "a")}
    refused = RecordsRefused(failures)

    assert str(refused) == "4 records refused: a, b, c"
    assert refused.failures == failures


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("7c9e6679-7425-40de-944b-e07fc1f90ae7", True),
        ("7C9E6679-7425-40DE-944B-E07FC1F90AE7", False),
        ("7c9e6679742540de944be07fc1f90ae7", False),
        ("7c9e6679-7425-40de-944b-e07fc1f90ae", False),
        ("", False),
        ("x", False),
    ],
)
def test_an_id_is_a_uuid_in_the_one_form_the_site_writes(text: str, held: bool):
    assert is_id(text) is held


def test_a_record_has_one_kind_and_standing_or_none():
    codes = {"kind": ("case",), "standing": ("listed",)}
    record = Record("a", {"en": RecordText("x")}, codes=codes)
    bare = Record("b", {"en": RecordText("x")})

    assert (record.kind, record.standing) == ("case", "listed")
    assert (bare.kind, bare.standing) == ("", "")


def test_trouble_of_an_engine_says_the_reason_and_what_is_known_of_it():
    assert str(SearchUnavailable("busy")) == "busy"
    assert SearchUnavailable("busy").detail == ""
    trouble = SearchUnavailable("damaged", "segment 3")
    assert (str(trouble), trouble.reason, trouble.detail) == ("damaged: segment 3", "damaged", "segment 3")
