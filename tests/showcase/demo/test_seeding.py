"""The seed fills the site once, and goes on where it was interrupted."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page

from portal.charts.sketches.reading import read_sketch
from showcase.demo import seeding, translating
from showcase.demo.models import SeededItem
from showcase.demo.reading.faults import Fault, StoryFileError
from showcase.demo.reading.files import DemoFiles
from showcase.models import CaseStudyPage, StoryPage
from tests.showcase.demo.seeded import CASE, english_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_a_sketch_opens_its_page_with_the_figures_it_names(all_files: DemoFiles, files: DemoFiles) -> None:
    with_sketch = next(story for story in all_files.stories if story.slug == "stenter-exhaust-heat-fengzhu")
    units = tuple(unit for unit in all_files.enterprises if unit.key in with_sketch.enterprises)
    alone = replace(
        files, stories=(with_sketch.model_copy(update={"related": ()}),), enterprises=(*files.enterprises, *units)
    )

    seeding.seed(alone)

    page = StoryPage.objects.get(slug=with_sketch.slug, locale=Locale.get_default()).specific
    named = {stream.effect for stream in read_sketch(page.sketch).streams if stream.effect}
    assert named
    assert named <= {str(effect.uid) for effect in page.effects.all()}


def test_a_seed_interrupted_after_the_drafts_completes_the_next_time(files: DemoFiles, monkeypatch) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted, pytest.raises(KeyboardInterrupt):
        interrupted.setattr(seeding, "seed_story", interrupt)
        seeding.seed(files)
    assert not CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default()).live

    report = seeding.seed(files)

    assert f"case {CASE}" in report.made
    assert CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default()).live


def test_rich_texts_of_another_structure_are_refused() -> None:
    with pytest.raises(translating.TranslationGap, match="number of strings"):
        translating.rich([("<p>一</p><p>二</p>", "<p>one</p>")])


def test_a_faulty_file_stops_the_command_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise StoryFileError([Fault(Path("facts.yaml"), 7, "unknown code “T99”")])

    monkeypatch.setattr(seeding, "read", fail)

    with pytest.raises(CommandError, match="nothing was written") as refused:
        call_command("seed_demo", stdout=StringIO())
    assert "facts.yaml" in str(refused.value)
    assert "7" in str(refused.value)
    assert not SeededItem.objects.exists()


def test_a_section_and_the_pages_below_it_leave_the_tree_whole(all_files: DemoFiles, files: DemoFiles) -> None:
    seeding.seed(replace(files, pages=all_files.pages))

    assert Page.find_problems() == ([], [], [], [], [])


def test_a_seed_that_is_killed_right_after_a_commit_has_published_what_it_wrote(files: DemoFiles) -> None:
    seeding.seed(files)  # nothing that waits for the commit happens in this test

    assert english_of(CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default())).live
