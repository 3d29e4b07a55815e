"""Stories whose results are asked for as data."""

import pytest

from tests.factories import make_case, make_technology, make_translation
from tests.search.scenes import lay_down


@pytest.fixture
def stories(index: None) -> None:
    lay_down(four_stories)


def four_stories() -> None:
    """Three cases and a technology on waste heat; one case is translated."""
    heat = make_case("定型机废气余热回收", industries=["C1713"], year=2023)
    make_translation(heat, "Heat recovered from stenter exhaust")
    make_case("烧结余热发电", industries=["C31"])
    make_case("染色废水中水回用", techniques=["T08.03"], industries=["C1713"])
    make_technology("余热锅炉", industries=["C26"])
