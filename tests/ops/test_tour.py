"""The tour of the docs is what its data say, with a small picture for each step."""

import re

import pytest

from ops import tour
from ops.fault import Fault

HAN = re.compile(r"[\u3400-\u9fff]")
MOST_EACH, MOST_TOGETHER = 60_000, 1_200_000  # bytes


def test_the_page_is_what_the_data_give():
    assert tour.PAGE.read_text() == tour.page(tour.steps())


def test_every_step_has_a_picture_and_every_picture_a_step():
    steps = tour.steps()

    assert [step.name for step in steps if not step.picture.is_file()] == []
    assert {path.stem for path in tour.PICTURES.glob("*.webp")} == {step.name for step in steps if step.address}


def test_the_pictures_are_small():
    sizes = [path.stat().st_size for path in tour.PICTURES.glob("*.webp")]

    assert max(sizes) <= MOST_EACH
    assert sum(sizes) <= MOST_TOGETHER


def test_every_step_says_the_same_in_both_languages_and_shows_one_thing():
    for step in tour.steps():
        for english, chinese in (step.title, step.words):
            assert not HAN.search(english), step.name
            assert HAN.search(chinese), step.name
        assert bool(step.address) != bool(step.guide), step.name


def test_a_picture_of_the_guides_is_found_where_the_guides_have_it():
    step = tour.Step("checks", ("a", "b"), ("c", "d"), guide="en/checks")

    assert step.picture.relative_to(tour.ROOT).as_posix() == "static/guides/en/checks.webp"
    assert "![a](../static/guides/en/checks.webp)" in tour.page([step])


@pytest.mark.parametrize("name", ["nowhere", "dashboard"])
def test_a_picture_that_the_tour_does_not_take_is_refused(name: str):
    with pytest.raises(Fault, match=name):
        tour.chosen([name])
