"""Stories inside and outside the presets of a finder."""

import pytest

from search.models import FinderPage
from tests.factories import (
    make_case,
    make_technology,
    make_translation,
)
from tests.search.finders.placing import make_finder
from tests.search.scenes import lay_down


@pytest.fixture
def stories(index: None) -> None:
    lay_down(five_stories)


def five_stories() -> None:
    """Two cases inside the presets of `make_finder`; three stories that miss one of them each."""
    heat = make_case("定型机废气余热", industries=["C1713"], techniques=["T02.01"], regions=["350582"])
    make_translation(heat, "Heat of stenter exhaust")
    make_case("染缸废水余热", industries=["C1713"], techniques=["T02.01", "T08.03"], regions=["350100"])
    make_case("烧结烟气余热", industries=["C31"], techniques=["T02.01"])
    make_case("染色废水余热与中水", industries=["C1713"], techniques=["T08.03"])
    make_technology("印染余热锅炉", industries=["C17"], techniques=["T02.01"])


@pytest.fixture
def finder(stories: None) -> FinderPage:
    return make_finder()
