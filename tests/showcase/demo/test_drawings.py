"""The drawings of the demonstration: their figures are those of the page, and their words can be read."""

from itertools import chain, combinations

import pytest

from portal.charts.sketches.plots import box_of, labels
from portal.charts.sketches.reading import read_sketch
from showcase.demo.reading.files import DemoFiles


def test_a_figure_in_a_drawing_is_one_of_its_page(demo: DemoFiles):
    for story in demo.stories:
        if story.sketch:
            named = {stream.effect for stream in read_sketch(story.sketch).streams if stream.effect}
            assert named <= {effect.key for effect in story.effects}, story.slug


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_words_of_a_drawing_cover_others_or_leave_the_paper(demo: DemoFiles, language: str):
    figures = {effect.key: "58,435.9 MWh" for story in demo.stories for effect in story.effects}
    for story in demo.stories:
        if not story.sketch:
            continue
        sketch = read_sketch(story.sketch)
        boxes = [[box_of(line) for line in label] for label in labels(sketch, language, figures)]
        for one, other in combinations(boxes, 2):
            assert not any(overlap(a, b) for a in one for b in other), (story.slug, one, other)
        for left, top, right, bottom in chain.from_iterable(boxes):
            assert 0 <= left < right <= sketch.width, story.slug
            assert -2 <= top < bottom <= sketch.height + 2, story.slug


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes (left, top, right, bottom) share more than a pixel each way."""
    across, down = (min(one[n + 2], other[n + 2]) - max(one[n], other[n]) for n in (0, 1))
    return across > 1 and down > 1
