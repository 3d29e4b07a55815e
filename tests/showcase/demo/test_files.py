"""What the reader gives for sound files, and how it tells of faults as a whole."""

from decimal import Decimal
from pathlib import Path

import pytest

from showcase.demo.reading.faults import Fault, StoryFileError
from showcase.demo.reading.fields import Bilingual
from tests.showcase.demo.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return Sample(tmp_path)


def test_a_story_keeps_its_facts_as_written(sample: Sample):
    story = sample.read().stories[0]
    assert (story.slug, story.kind, story.number) == ("one", "case", "C01")
    assert story.industries == ("C17",)
    assert story.enterprises == ("mill",)
    assert story.standing == "listed"
    assert story.standing_note == Bilingual(zh="见报道", en="see the report")
    assert story.plant is not None
    assert story.plant.build == "new"


def test_numbers_pass_through_no_float_and_dates_keep_their_precision(sample: Sample):
    effect = sample.read().stories[0].effects[0]
    assert (effect.low, effect.high) == (Decimal(5400), Decimal("5400.5"))
    assert effect.period == "2024-08"
    assert effect.basis is None


def test_a_source_without_date_says_why(sample: Sample):
    dated, undated = sample.read().stories[0].sources
    assert (dated.date, dated.is_topic) == ("2024-08", False)
    assert (undated.date, undated.is_topic) == ("", True)
    assert undated.date_note == Bilingual(zh="日期未注明", en="date not stated")
    assert undated.quotes == ("排气170 ℃",)


def test_paragraphs_lose_their_citations_and_keep_their_marks(sample: Sample):
    background, practices, missing = sample.read().stories[0].texts["zh-hans"].sections
    (paragraph,) = background.paragraphs
    assert paragraph.html == "第一段，有<strong>强调</strong>。"
    assert paragraph.text == "第一段，有强调。"
    assert paragraph.citations == (1, 2)
    linked, own = practices.paragraphs
    assert linked.item == "bullet"
    assert linked.links == ("two",)
    assert '<a href="story:two">' in linked.html
    assert own.by_portal
    assert own.citations == ()
    assert missing.paragraphs[0].citations == ()


def test_title_and_summary_stand_in_both_languages(sample: Sample):
    texts = sample.read().stories[0].texts
    assert (texts["zh-hans"].title, texts["en"].title) == ("示例", "Example")
    assert (texts["zh-hans"].summary, texts["en"].summary) == ("一句摘要。", "One summary.")


def test_a_list_counts_what_it_holds_against_what_is_stated(sample: Sample):
    facts = sample.read().lists[0]
    assert (facts.coverage, len(facts.entries), facts.stated) == ("partial", 2, 138)
    assert [entry.enterprise for entry in facts.entries] == ["mill", None]
    assert facts.effective_on == "2023"


def test_the_total_of_a_list_is_unknown_when_one_programme_has_none(sample: Sample):
    sample.spoil("lists/list/facts.yaml", "{green-factory: 131, green-park: 7}", "{green-factory: 131}")
    assert sample.read().lists[0].stated is None


def test_a_page_has_its_front_matter_and_numbered_items(sample: Sample):
    (page,) = sample.read().pages
    assert (page.slug, page.order, page.confirmed_on) == ("goals", 2, "2026-11-22")
    assert page.texts["en"].sections[0].key == "The new version"
    assert page.texts["zh-hans"].sections[0].paragraphs[0].item == "number"


def test_all_faults_are_told_together_in_file_order(sample: Sample):
    unit = sample.spoil("stories/one/facts.yaml", "unit: tce", "unit: tons")
    level = sample.spoil("lists/list/facts.yaml", "level: provincial", "level: county")
    with pytest.raises(StoryFileError) as caught:
        sample.read()
    error = caught.value
    folder = sample.root
    assert error.faults == (
        Fault(folder / "lists/list/facts.yaml", level, "unknown code “county” in levels"),
        Fault(folder / "stories/one/facts.yaml", unit, "unknown unit “tons”"),
    )
    assert f"facts.yaml:{unit}: unknown unit “tons”" in str(error)


def test_a_fault_never_raised_is_no_error(sample: Sample):
    assert sample.faults() == []


def test_an_error_without_a_fault_cannot_be_made():
    with pytest.raises(ValueError, match="at least one fault"):
        StoryFileError([])
