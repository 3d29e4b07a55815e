"""The demonstration content itself: codes, sources, numbers, typography, and what the collected data allow."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import autocorrect_py
import pytest

from portal.pages.cited_lines import cited_lines
from showcase.demo.reading.files import DEMO_ROOT, DemoFiles
from showcase.demo.reading.records import SourceFacts
from showcase.demo.reading.story_records import StoryFile
from showcase.vocabulary.ancestry import industry_filter_codes
from showcase.vocabulary.tables import read_industries, read_techniques
from tests.showcase.demo.numbers import allowed, stated

VOCABULARY = DEMO_ROOT.parent / "vocabulary/data"
COLLECTED = DEMO_ROOT.parents[2] / "shared/data/fujian"
needs_collected = pytest.mark.skipif(
    not COLLECTED.exists() and os.environ.get("CI") != "true", reason="reads ../shared, not part of the project"
)

GROUPS = {row.code: row.industry_group for row in read_industries() if row.industry_group}

HAN = r"[\u3400-\u9fff]"
# Dates and document numbers are written without blanks, as LOOK has it.
SOLID = re.compile(r"\d{4}(?:[—/]\d{2,4})?年度?(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|〔\d{4}〕\d+号")
HYPHENATED = re.compile(r"一汽-大众|水-能|主体转型\+碳减排")
TIGHT = re.compile(rf"{HAN}[0-9A-Za-z]|[0-9A-Za-z%]{HAN}")
HALF_WIDTH = re.compile(rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}")


def sources(demo: DemoFiles) -> Iterator[SourceFacts]:
    for part in (*demo.stories, *demo.enterprises, *demo.lists, *demo.pages, *demo.profiles):
        yield from part.sources


def chinese(demo: DemoFiles) -> Iterator[tuple[Path, str]]:
    for story in demo.stories:
        text = story.texts["zh-hans"]
        yield text.path, text.title
        yield text.path, text.summary
        for section in text.sections:
            yield from ((text.path, paragraph.text) for paragraph in section.paragraphs)
        yield from ((story.path, effect.of_what.zh) for effect in story.effects)
        yield from ((story.path, note.zh) for note in (story.caveat, story.standing_note) if note)
    for collection in demo.collections:
        yield from ((collection.path, text) for text in (collection.title.zh, collection.summary.zh))
        yield from ((collection.path, text) for text in collection.introduction.zh)
        yield from ((collection.path, item.remark.zh) for item in collection.items)
    for page in demo.pages:
        page_text = page.texts["zh-hans"]
        yield page_text.path, page_text.summary
        for section in page_text.sections:
            yield page_text.path, section.key
            yield from ((page_text.path, paragraph.text) for paragraph in section.paragraphs)
    yield from ((facts.path, facts.text.zh) for facts in demo.lists)
    yield from ((profile.path, line.text) for profile in demo.profiles for line in cited_lines("\n".join(profile.zh)))


def evidence(story: StoryFile) -> Iterator[str]:
    """All the words in which a story's figures may stand."""
    for effect in story.effects:
        yield from (effect.printed, effect.of_what.zh, effect.of_what.en)
        yield from (str(value) for value in (effect.low, effect.high) if value is not None)
    for source in story.sources:
        yield from (source.title, *source.quotes)


def test_everything_is_sound_by_vocabulary_units_and_sources(demo: DemoFiles):
    numbers = [story.number for story in demo.stories]
    assert len(numbers) == len(set(numbers))
    assert demo.pages[0].slug == "about"


def live(demo: DemoFiles, kind: str) -> list[StoryFile]:
    return [story for story in demo.stories if story.kind == kind and not story.held_back]


def test_enough_is_told_for_an_engineer_to_come_back(demo: DemoFiles):
    assert len(live(demo, "technology")) >= 60
    assert len(live(demo, "practice")) >= 12
    assert len([story for story in demo.stories if story.sketch]) >= 20


def test_technologies_cover_every_technique_group_and_industry_group(demo: DemoFiles):
    technologies = live(demo, "technology")
    groups = {technique.code for technique in read_techniques() if not technique.parent}
    assert {code.partition(".")[0] for story in technologies for code in story.techniques} == groups
    tagged = {industry for story in technologies for industry in story.industries}
    assert industry_filter_codes(tagged, GROUPS) >= {f"G{number:02}" for number in range(1, 14)}


def test_every_practice_draws_on_several_cases_and_technologies(demo: DemoFiles):
    for story in live(demo, "practice"):
        linked = {slug for s in story.texts["en"].sections for p in s.paragraphs for slug in p.links} | {*story.related}
        assert len(linked) >= 3, story.slug


def test_every_industry_group_has_a_profile(demo: DemoFiles):
    assert [profile.code for profile in demo.profiles] == [f"G{number:02}" for number in range(1, 14)]


def test_waste_heat_recovery_in_textiles_has_a_case_and_a_technology(demo: DemoFiles):
    kinds = {story.kind for story in demo.stories if {"T02.01"} <= {*story.techniques} and "C17" in story.industries}
    assert kinds >= {"case", "technology"}


def test_every_number_of_a_story_stands_in_an_effect_or_a_quotation(demo: DemoFiles):
    strangers = {}
    for story in demo.stories:
        known = allowed(evidence(story))
        for text in story.texts.values():
            lines = [text.title, text.summary, *(p.text for s in text.sections for p in s.paragraphs)]
            if unknown := {value for line in lines for value in stated(line)} - known:
                strangers[str(text.path)] = unknown
    assert strangers == {}


def test_every_number_of_a_profile_or_page_stands_in_a_quotation(demo: DemoFiles):
    strangers = set()
    for profile in demo.profiles:
        known = allowed(words for source in profile.sources for words in (source.title, *source.quotes))
        lines = [line.text for texts in (profile.zh, profile.en) for line in cited_lines("\n".join(texts))]
        strangers |= {(profile.code, line) for line in lines if stated(line) - known}
    for page in demo.pages:
        known = allowed(words for source in page.sources for words in (source.title, *source.quotes))
        sections = [section for text in page.texts.values() for section in text.sections]
        lines = [paragraph.text for section in sections for paragraph in section.paragraphs]
        strangers |= {(page.slug, line) for line in lines if stated(line) - known}
    assert strangers == set()


def test_a_collection_states_no_number_of_its_own(demo: DemoFiles):
    """What a plant achieved stands in its story with its source; a count of stories is wrong once one is hidden."""
    for collection in demo.collections:
        texts = [collection.summary, *(item.remark for item in collection.items)]
        said = [text for pair in texts for text in (pair.zh, pair.en)]
        said += [*collection.introduction.zh, *collection.introduction.en]
        assert [text for text in said if re.search(r"\d|[二两三四五六七八九十]篇", text.replace("CO₂", ""))] == []


def test_links_of_invented_enterprises_say_that_their_source_is_invented(demo: DemoFiles):
    linked = [(unit, link) for unit in demo.enterprises for link in unit.links]
    invented = {unit.key for unit in demo.enterprises if unit.is_example}

    assert {link.link for _unit, link in linked} == {"in_park", "supplied_by"}
    for unit, link in linked:
        assert (link.other in invented) is unit.is_example
        assert ("虚构" in link.source.title) is unit.is_example


def test_conflicting_figures_leave_one_source_in_the_main_box(demo: DemoFiles):
    (fengzhu,) = (story for story in demo.stories if story.number == "C01")
    assert {effect.source for effect in fengzhu.effects if not effect.aside} == {1}
    assert {effect.source for effect in fengzhu.effects if effect.aside} == {2, 3, 4, 5, 6}


def test_every_case_carries_its_caveat_and_says_what_is_missing(demo: DemoFiles):
    for story in demo.stories:
        assert story.caveat is not None, story.slug
        assert story.texts["zh-hans"].sections[-1].key == "missing", story.slug


def test_chinese_keeps_a_blank_between_han_and_latin(demo: DemoFiles):
    tight = {
        (str(path), TIGHT.findall(SOLID.sub("", text))[0])
        for path, text in chinese(demo)
        if TIGHT.search(SOLID.sub("", text))
    }
    assert tight == set()


def test_chinese_passes_the_typographer(demo: DemoFiles):
    """autocorrect, with what it would write otherwise than LOOK folded away: dates, document numbers, two names."""
    lines = {
        (str(path), folded)
        for path, text in chinese(demo)
        if autocorrect_py.format(folded := HYPHENATED.sub("某", SOLID.sub("某日", text))) != folded
    }
    assert lines == set()


def test_chinese_has_full_width_punctuation(demo: DemoFiles):
    assert {(str(path), text) for path, text in chinese(demo) if HALF_WIDTH.search(text)} == set()


def test_english_counts_in_millions_and_not_in_ten_thousands(demo: DemoFiles):
    for story in demo.stories:
        text = story.texts["en"]
        for paragraph in (p for section in text.sections for p in section.paragraphs):
            assert not re.search("[万亿]", paragraph.text), text.path
            assert not re.search(r"\d %", paragraph.text), text.path


def test_no_source_gives_the_address_of_a_mirror(demo: DemoFiles):
    addresses = " ".join(source.url for source in sources(demo))
    assert not re.search("mirror|localhost|127\\.0\\.0\\.1", addresses)


def test_the_press_list_says_that_it_is_no_official_document(demo: DemoFiles):
    press = [facts for facts in demo.lists if facts.basis == "press"]
    for facts in press:
        assert "据媒体报道整理，非官方文件" in facts.title.zh, facts.slug
        assert facts.text.zh.startswith("据媒体报道整理，非官方文件"), facts.slug
        assert facts.document_number == "", facts.slug
    (provincial,) = (facts for facts in press if facts.slug == "fujian-provincial-2023")
    assert (len(provincial.entries), provincial.stated) == (16, 150)


def test_only_an_example_looks_official_and_it_says_so(demo: DemoFiles):
    units = {unit.key: unit for unit in demo.enterprises}
    for facts in (facts for facts in demo.lists if facts.basis != "press" or facts.is_example):
        assert facts.is_example, facts.slug
        assert facts.title.zh.startswith("【示例】")
        assert facts.title.en.startswith("[Example]")
        assert "虚构" in facts.text.zh
        assert all(units[entry.enterprise].is_example for entry in facts.entries)
