"""What people say on the shop floor brings the right stories to the top, measured on the demonstration content.

The content is read from its files and indexed with the vocabulary of the files: no site is laid down for it.
"""

from collections.abc import Iterator

import pytest

from bench.relevance import portal_vocabulary
from search.core import plan
from search.core.engine import Put, SearchEngine
from search.core.query import SearchQuery
from search.core.record import Record, RecordText
from search.engines import open_engine
from search.text.expansion import Vocabulary
from showcase.demo.reading.story_records import StoryFile
from showcase.demo.reading.texts import StoryText
from showcase.demo.seeding import read
from showcase.vocabulary import tables

STENTER = {"stenter-exhaust-heat-fengzhu", "stenter-exhaust-heat-recovery"}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return portal_vocabulary()


@pytest.fixture(scope="module")
def stories() -> dict[str, StoryFile]:
    return {story.slug: story for story in read().stories if not story.held_back}


@pytest.fixture(scope="module")
def engine(stories: dict[str, StoryFile]) -> Iterator[SearchEngine]:
    names = {term.code: (term.zh, term.en) for term in (*tables.read_techniques(), *tables.read_industries())}
    engine = open_engine("embedded:memory")
    with engine.rebuild() as session:
        session.add(Put(_record(story, names), 1) for story in stories.values())
        session.finish()
    yield engine
    engine.close()


def _record(story: StoryFile, names: dict[str, tuple[str, str]]) -> Record:
    texts = {language: _text(text) for language, text in story.texts.items()}
    codes = (*story.techniques, *story.industries)
    return Record(
        id=story.slug, texts=texts, names=tuple(name for code in codes for name in names.get(code, ()) if name)
    )


def _text(text: StoryText) -> RecordText:
    paragraphs = (paragraph.text for section in text.sections for paragraph in section.paragraphs)
    return RecordText(text.title, text.summary, "\n".join(paragraphs))


def top(engine: SearchEngine, vocabulary: Vocabulary, text: str, count: int = 3) -> list[str]:
    results = plan.search(engine, SearchQuery(text=text), vocabulary=vocabulary)
    return [hit.id for hit in results.hits[:count]]


@pytest.mark.parametrize("text", ["定型机废气", "定形机余热", "stenter exhaust", "tenter heat recovery"])
def test_the_stenter_stories_stand_in_the_top_three(engine: SearchEngine, vocabulary: Vocabulary, text: str) -> None:
    assert set(top(engine, vocabulary, text)) >= STENTER


def test_the_dyeing_stories_stand_in_the_top_three(
    engine: SearchEngine, vocabulary: Vocabulary, stories: dict[str, StoryFile]
) -> None:
    found = top(engine, vocabulary, "染缸 蒸汽")

    assert len(found) == 3
    assert all("C17" in " ".join(stories[slug].industries) or "dye" in slug for slug in found)
