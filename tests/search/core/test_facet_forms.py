"""What stands above a code, and the forms in which a facet takes one."""

import pytest

from search.core.clauses import Codes
from search.core.facets import FACETS, FACETS_BY_NAME

ABOVE = [
    ("industry", "C3841", "C384"),
    ("industry", "C384", "C38"),
    ("industry", "C38", None),
    ("industry", "C", None),
    ("industry", "G01", None),  # groups stand beside the divisions
    ("industry", "G0123", None),
    ("technique", "T02.01", "T02"),
    ("technique", "T02", None),
    ("region", "350582", "350500"),
    ("region", "350500", "350000"),
    ("region", "350000", None),
    ("region", "350100", "350000"),
    ("year", "2024", None),
]


@pytest.mark.parametrize(("facet", "code", "above"), ABOVE)
def test_the_code_above_follows_from_the_form_of_a_code(facet: str, code: str, above: str | None):
    assert FACETS_BY_NAME[facet].parent(code) == above


def test_those_facets_are_hierarchical_in_which_a_code_has_one_above():
    assert {facet.name for facet in FACETS if facet.hierarchical} == {name for name, _, above in ABOVE if above}


@pytest.mark.parametrize(
    ("facet", "raw", "code"),
    [
        ("industry", " c3841 ", "C3841"),
        ("level", "National", "national"),
        ("industry", "C38 41", None),
        ("industry", "C38411", None),
        ("programme", "a" * 41, "a" * 41),
        ("programme", "a" * 42, None),
        ("year", f"2024{' ' * 60}", "2024"),  # 64 characters
        ("year", f"2024{' ' * 61}", None),  # more than any code has
        ("kind", "", None),
        ("industry", "c1713", "C1713"),
        ("industry", "g01", "G01"),
        ("industry", "C1", None),
        ("industry", "C17131", None),
        ("technique", "t02.01", "T02.01"),
        ("technique", "T02.1", None),
        ("region", "350582", "350582"),
        ("region", "３５０５８２", None),
        ("kind", "CASE", "case"),
        ("kind", "case\n", "case"),
        ("kind", "cases", None),
        ("year", "2025", "2025"),
        ("year", "20255", None),
        ("programme", "green-factory", "green-factory"),
        ("programme", "9" * 100, None),
    ],
)
def test_a_code_is_read_in_the_case_of_its_facet_or_not_at_all(facet: str, raw: str, code: str | None):
    assert FACETS_BY_NAME[facet].parse(raw) == code


def test_a_facet_is_counted_and_filtered_by_one_field_whatever_figures_are_used():
    facet = FACETS_BY_NAME["year"]

    assert (facet.parameter, facet.index_field) == ("year", "code_year")
    assert facet.counted() == facet.counted(widened=True) == "code_year"
    assert facet.clause(["2024", "2025"]) == facet.clause(["2024", "2025"], widened=True)
    assert facet.clause(["2024", "2025"]) == Codes("code_year", ("2024", "2025"))
