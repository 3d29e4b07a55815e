"""What the seed lays down: a story in both languages and a list."""

import pytest
from wagtail.models import Locale

from portal.translation.reader_note import reader_note
from showcase.demo import translating
from showcase.demo.reading.files import DemoFiles
from showcase.models import AnnouncementPage, CaseStudyPage, ListingEvent, StoryPage
from tests.showcase.demo.seeded import CASE, english_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def test_a_seeded_story_is_live_in_both_languages_with_its_facts_on_the_source_alone(files: DemoFiles) -> None:
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
    page = AnnouncementPage.objects.get(slug=files.lists[0].slug, locale=Locale.get_default())
    assert (page.live, page.basis, page.coverage) == (True, "press", "partial")
    assert page.entries.count() == 2
    linked = page.entries.exclude(enterprise=None).count()
    assert ListingEvent.objects.filter(announcement=page, kind="listed").count() == linked
    assert page.document_number == ""


def test_a_chinese_sentence_never_goes_live_in_english() -> None:
    case = CaseStudyPage.objects.get(slug=CASE, locale=Locale.get_default())

    with pytest.raises(translating.TranslationGap, match="no English"):
        translating.publish_english(case, {})
