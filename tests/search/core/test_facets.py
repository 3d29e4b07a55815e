"""Codes, labels and sources of each facet agree."""

import pytest

from search.core.facets import FACETS, FACETS_BY_NAME
from search.page.labels import OWN_LABELS, TERM_MODELS, VALUES, labels
from showcase.stories.filter_codes import filter_codes
from showcase.vocabulary import tables
from tests.factories import make_case

# Facet → the codes that its vocabulary has.
TERM_CODES = {
    "industry": lambda: (*tables.read_industries(), *tables.read_industry_groups()),
    "technique": tables.read_techniques,
    "region": tables.read_regions,
    "programme": tables.read_programmes,
    "level": tables.read_levels,
    "goal": tables.read_goals,
}


def test_every_facet_has_its_labels_from_one_place() -> None:
    assert sorted([*TERM_MODELS, *VALUES, *OWN_LABELS]) == sorted(FACETS_BY_NAME)


def test_a_facet_without_labels_is_an_error_and_no_year() -> None:
    with pytest.raises(KeyError):
        labels("picture", ["2024"])


@pytest.mark.parametrize("facet", VALUES)
def test_every_value_can_be_asked_for(facet: str) -> None:
    codes = [str(value) for value in VALUES[facet].values]

    assert [FACETS_BY_NAME[facet].parse(code) for code in codes] == codes


@pytest.mark.parametrize("facet", TERM_MODELS)
def test_every_term_can_be_asked_for(facet: str) -> None:
    codes = [row.code for row in TERM_CODES[facet]()]

    assert codes
    assert [FACETS_BY_NAME[facet].parse(code) for code in codes] == codes


@pytest.mark.django_db
def test_a_story_says_its_codes_of_every_facet() -> None:
    assert set(filter_codes(make_case())) == {facet.name for facet in FACETS}
