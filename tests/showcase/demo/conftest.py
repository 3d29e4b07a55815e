"""A small part of the demonstration: one case with its enterprise, one list with two of its rows, one page."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from showcase.demo import seeding
from showcase.demo.ledger import Report
from showcase.demo.reading.files import DEMO_ROOT, DemoFiles, known_codes, read_demo
from showcase.effects.units import known_units
from showcase.vocabulary.loading import load_vocabulary
from tests import database
from tests.showcase.demo.seeded import CASE, LIST


@pytest.fixture(scope="session")
def all_files() -> DemoFiles:
    return seeding.read()


@pytest.fixture(scope="session")
def demo() -> DemoFiles:
    """All of it, checked against the vocabulary's files."""
    return read_demo(DEMO_ROOT, known_codes(DEMO_ROOT.parent / "vocabulary/data", known_units()))


@pytest.fixture(scope="session")
def files(all_files: DemoFiles) -> DemoFiles:
    """The part that is seeded."""
    case = next(story for story in all_files.stories if story.slug == CASE)
    whole = next(facts for facts in all_files.lists if facts.slug == LIST)
    announcement = whole.model_copy(update={"entries": whole.entries[:2]})
    wanted = {*case.enterprises, *(entry.enterprise for entry in announcement.entries)}
    return DemoFiles(
        stories=(case,),
        enterprises=tuple(unit for unit in all_files.enterprises if unit.key in wanted),
        lists=(announcement,),
        pages=(all_files.pages[0],),
        profiles=all_files.profiles[:1],
    )


@pytest.fixture(scope="module")
def vocabulary(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The terms, the same for every test of a module."""
    with django_db_blocker.unblock(), database.with_content(load_vocabulary):
        yield


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker, files: DemoFiles) -> Iterator[Report]:
    """The seeded site that every test of a module begins with, and what the seed reported."""

    def make() -> Report:
        load_vocabulary()
        return seeding.seed(files)

    with django_db_blocker.unblock(), database.with_content(make) as report:
        yield report
