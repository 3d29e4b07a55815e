"""The seed fills the site once, and goes on where it was interrupted."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page

from portal.files.media import Image
from portal.translation.reader_note import reader_note
from showcase.demo import seeding, translating
from showcase.demo.models import SeededItem
from showcase.demo.reading.faults import Fault, StoryFileError
from showcase.demo.reading.files import DemoFiles
from showcase.models import AnnouncementPage, CaseStudyPage, ListingEvent, StoryPage
from tests.showcase.demo.seeded import CASE, english_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_a_seeded_story_is_live_in_both_languages_with_its_facts_on_the_source_alone(files: DemoFiles) -> None:
    seeding.seed(files)

    case = CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default())
    english = english_of(case)
    story = files.stories[0]
    assert case.live
    assert english.live
    assert english.title == story.texts["en"].title
    assert reader_note(english) is None
    assert case.effects.count() == len(story.effects)
    assert {tag.code for tag in case.techniques.all()} == set(story.techniques)
    for relation in StoryPage.fact_relations:
        assert not getattr(english, relation).exists(), relation


def test_a_seeded_list_has_its_entries_events_basis_and_coverage(files: DemoFiles) -> None:
    seeding.seed(files)

    page = AnnouncementPage.objects.get(slug=files.lists[0].slug, locale=Locale.get_default())
    assert (page.live, page.basis, page.coverage) == (True, "press", "partial")
    assert page.entries.count() == 2
    linked = page.entries.exclude(enterprise=None).count()
    assert ListingEvent.objects.filter(announcement=page, kind="listed").count() == linked
    assert page.document_number == ""


def test_a_sketch_stands_in_the_first_section_with_its_words_in_both_languages(
    all_files: DemoFiles, files: DemoFiles
) -> None:
    with_sketch = next(story for story in all_files.stories if story.slug == "stenter-exhaust-heat-recovery")
    alone = replace(files, stories=(with_sketch.model_copy(update={"related": ()}),))
    seeding.seed(alone)

    page = StoryPage.objects.get(slug=with_sketch.slug, locale=Locale.get_default()).specific
    (figure,) = (block for block in page.body if block.block_type == "figure")
    (translated,) = (block for block in english_of(page).body if block.block_type == "figure")
    image = figure.value["image"]
    assert with_sketch.sketch is not None
    assert (image.alt_zh, image.alt_en) == (with_sketch.sketch.alt.zh, with_sketch.sketch.alt.en)
    assert image.is_svg()
    assert translated.value["image"] == image
    assert str(translated.value["caption"]) == with_sketch.sketch.caption.en

    seeding.seed(alone)
    assert Image.objects.count() == 1


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


def test_a_chinese_sentence_never_goes_live_in_english(files: DemoFiles) -> None:
    seeding.seed(files)
    case = CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default())

    with pytest.raises(translating.TranslationGap, match="no English"):
        translating.publish_english(case, {})


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
