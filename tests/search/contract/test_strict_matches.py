"""Which of some stories a subscription is about: those that the strict tier of its search holds."""

import pytest

from search.core.engine import SearchEngine
from search.core.plan import strict_matches
from search.core.query import NO_PRESETS, Presets, SearchQuery
from tests.search import corpus
from tests.search.contract.conftest import WORDS

NEW = ("stenter-heat", "cement-power", "pv-roof", "gone")


@pytest.mark.parametrize(
    ("params", "presets", "found"),
    [
        ({}, NO_PRESETS, {"stenter-heat", "cement-power", "pv-roof"}),
        ({"q": ["waste heat recovery"]}, NO_PRESETS, {"stenter-heat", "cement-power"}),
        ({"q": ["余热"], "kind": ["practice"]}, NO_PRESETS, set()),
        ({"q": ["余热 光伏"]}, NO_PRESETS, set()),
        ({"q": ["，。"]}, NO_PRESETS, set()),
        ({}, Presets({"kind": ("practice",)}), set()),
    ],
)
def test_the_engine_says_which_new_stories_match_in_full(
    stories: SearchEngine, params: dict[str, list[str]], presets: Presets, found: set[str]
) -> None:
    query = SearchQuery.from_params(params, "en")

    assert set(strict_matches(stories, query, NEW, presets, WORDS)) == found


def test_without_new_stories_no_engine_is_asked() -> None:
    assert strict_matches(None, SearchQuery(), ()) == ()  # type: ignore[arg-type]


def test_every_story_is_found_by_the_search_it_is_told_of(stories: SearchEngine) -> None:
    everything = [story.id for story in corpus.STORIES]

    assert set(strict_matches(stories, SearchQuery(text="余热回收"), everything, vocabulary=WORDS)) == {
        "stenter-heat",
        "cement-power",
        "whr-guide",
    }
