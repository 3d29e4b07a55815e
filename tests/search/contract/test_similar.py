"""Similar stories: what shares technique, industry or scale takes turns, on every engine alike."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

import pytest

from search.core.engine import EngineRequest, EngineResponse, SearchEngine
from search.core.query import Presets
from search.core.record import Record
from search.core.similar import Likeness, similar
from tests.search import corpus


def story(name: str, industry: str, technique: str, saved: float | None = None) -> Record:
    made = corpus.record(name, ("改造", "节能"), industry=industry, technique=technique, kind="case")
    return replace(made, amounts={"energy": (saved,)} if saved else {})


MODEL = story("model", "C17 C171 C1713 G08", "T02 T02.01", 1000.0)
STORIES = (
    MODEL,
    story("both", "C17 C175 G08", "T02 T02.01", 90.0),
    story("other-industry", "C31 G01", "T02 T02.01", 90_000.0),
    story("other-technique", "C17 G08", "T08 T08.03"),
    story("same-scale", "C30 G04", "T02 T02.02", 2500.0),
    story("same-scale-and-industry", "C17 G08", "T05 T05.03", 700.0),
    story("scale-of-another-field", "C39 G11", "T06 T06.01", 1000.0),
    story("nothing-in-common", "C39 G11", "T06 T06.01"),
)


@pytest.fixture
def filled(engine: SearchEngine) -> SearchEngine:
    corpus.build(engine, STORIES)
    return engine


def likeness(engine: SearchEngine, model: Record = MODEL, limit: int = 9, presets: Presets | None = None):
    return {one.record.id: one for one in similar(engine, model, limit, presets or Presets())}


def test_each_story_comes_once_with_its_reason(filled: SearchEngine):
    found = likeness(filled)

    assert {name: one.likeness for name, one in found.items()} == {
        "both": Likeness.BOTH,
        "other-industry": Likeness.TECHNIQUE,
        "other-technique": Likeness.INDUSTRY,
        "same-scale-and-industry": Likeness.INDUSTRY,
        "same-scale": Likeness.SCALE,
    }
    assert {name for name, one in found.items() if one.same_scale == "energy"} == {
        "same-scale",
        "same-scale-and-industry",
    }


def test_the_reasons_take_turns_so_that_none_is_crowded_out(engine: SearchEngine):
    crowd = [story(f"crowd-{n}", "C17 C1713 G08", "T02 T02.01") for n in range(9)]
    corpus.build(engine, [*STORIES, *crowd])

    first = similar(engine, MODEL, 4)

    assert [one.likeness for one in first[:3]] == [Likeness.BOTH, Likeness.TECHNIQUE, Likeness.INDUSTRY]
    assert first[3].same_scale


def test_a_shared_code_below_another_counts_for_more_than_one_that_stands_by_itself(engine: SearchEngine):
    model = replace(MODEL, codes={"technique": ("T02", "T02.01", "T05", "T06")}, amounts={})
    shared = {"a": "T05 T06", "b": "T02 T02.01", "c": "T02 T02.01 T05"}
    corpus.build(engine, [story(name, "C31", techniques) for name, techniques in shared.items()])

    assert [one.record.id for one in similar(engine, model, 9)] == ["c", "b", "a"]


def test_a_story_without_terms_or_figures_has_what_it_can_have(filled: SearchEngine):
    bare = replace(MODEL, codes={"kind": ("case",)}, amounts={})
    without_industry = replace(MODEL, codes={"technique": ("T02", "T02.01")}, amounts={})

    assert likeness(filled, bare) == {}
    assert {name: one.likeness for name, one in likeness(filled, without_industry).items()} == {
        "both": Likeness.TECHNIQUE,
        "other-industry": Likeness.TECHNIQUE,
    }


def test_presets_hold(filled: SearchEngine):
    assert set(likeness(filled, presets=Presets({"industry": ("C31",)}))) == {"other-industry"}


def test_one_request_finds_them_all(filled: SearchEngine):
    class Counting:
        """The engine, counting what it is asked."""

        requests = 0

        def search(self, requests: Sequence[EngineRequest]) -> list[EngineResponse]:
            self.requests += 1
            return filled.search(requests)

    counting = Counting()

    assert similar(counting, MODEL, 5)  # type: ignore[arg-type]
    assert counting.requests == 1


def test_a_story_the_index_does_not_hold_yet_still_has_similar_ones(filled: SearchEngine):
    assert "both" in likeness(filled, replace(MODEL, id=str(uuid4())))
