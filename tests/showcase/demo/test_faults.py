"""Every fault names its file and its line. Each row: file, what is spoilt, how, and what the reader says."""

from pathlib import Path

import pytest
from django.db.models import Choices

from showcase.choices import Evidence, Standing, StoryKind
from showcase.effects.choices import Direction, Per, Quantity, Scope
from showcase.lists.choices import Basis, EntryAction
from tests.showcase.demo.sample import FACTS, Sample

STORY, ZH, EN = "stories/one/facts.yaml", "stories/one/zh-hans.md", "stories/one/en.md"
LIST, ENTRIES = "lists/list/facts.yaml", "lists/list/entries.csv"
PROPOSAL, PROPOSED = "lists/proposal/facts.yaml", "lists/proposal/entries.csv"
PROFILE, SKETCH = "industries/G08.yaml", "stories/one/sketch.txt"
PAGE_ZH, PAGE_EN = "pages/goals/zh-hans.md", "pages/goals/en.md"


def unknown(key: str, value: str, choices: type[Choices]) -> str:
    """What is said of a value that is not one of the model's choices."""
    *others, last = (repr(choice) for choice in choices.values)
    return f"unknown {key} “{value}”: write {', '.join(others)} or {last}"


SPOILT = [
    # Codes and units
    (STORY, "[C17]", "[C99]", "unknown code “C99” in industries"),
    (STORY, "[T02.01]", "[T99]", "unknown code “T99” in techniques"),
    (STORY, "[P039]", "[P999]", "unknown code “P999” in processes"),
    (STORY, '["350582"]', '["999999"]', "unknown code “999999” in regions"),
    (STORY, "[2025-1]", "[2030-1]", "unknown code “2030-1” in goals"),
    (STORY, "programmes: [green-factory]", "programmes: [gold]", "unknown code “gold” in programmes"),
    (STORY, "levels: [national]", "levels: [global]", "unknown code “global” in levels"),
    (STORY, "unit: tce", "unit: tons", "unknown unit “tons”"),
    (STORY, "quantity: energy_saved", "quantity: joy", unknown("quantity", "joy", Quantity)),
    (STORY, "scope: measure", "scope: world", unknown("scope", "world", Scope)),
    (STORY, "evidence: estimated", "evidence: hearsay", unknown("evidence", "hearsay", Evidence)),
    (STORY, "direction: saved", "direction: up", unknown("direction", "up", Direction)),
    (STORY, "per: year", "per: week", unknown("per", "week", Per)),
    (STORY, "kind: case", "kind: poem", unknown("kind", "poem", StoryKind)),
    (STORY, "standing: listed", "standing: famous", unknown("standing", "famous", Standing)),
    (STORY, "depth: full", "depth: deep", "unknown depth “deep”: write 'full', 'short' or 'lead'"),
    (STORY, "year: 2024", "jahr: 2024", "unknown key “jahr”"),
    # Sources
    (STORY, "    source: 1\n", "    source: 7\n", "there is no source 7"),
    (STORY, "standing_source: 1", "standing_source: 7", "there is no source 7"),
    (STORY, "- number: 2", "- number: 3", "sources are numbered in order: 2 is expected here"),
    (
        STORY,
        "    date: 2024-08\n",
        "    url: mill.example\n    date: 2024-08\n",
        "a web address begins with https:// or http://",
    ),
    (STORY, "    publisher: 闽南网\n", "    publisher: \n", "“publisher” is missing"),
    (STORY, "date: 2024-08", "date: August", "Write a date as YYYY, YYYY-MM or YYYY-MM-DD, not 'August'"),
    (STORY, "period: 2024-08", "period: 2024-13", "Not a date of the calendar: 2024-13"),
    (ZH, "[1][2]", "[1][7]", "there is no source 7"),
    (ZH, "。[1][2]", "。", "the paragraph names no source"),
    (ZH, "投资。", "投资。[1]", "the section “missing” has no citations"),
    (ZH, "一句摘要。", "一句摘要。[1]", "the summary has no citations"),
    (ZH, "第一段，", "第一段[1]，", "citations stand at the end of a paragraph only"),
    # Values
    (STORY, "low: 5400\n", "low: many\n", "“low” must be a number, not “many”"),
    (STORY, "high: 5400.5\n", "high: 5000\n", "“low” is above “high”"),
    (STORY, "cross_industry: false", "cross_industry: maybe", "“cross_industry” must be true or false"),
    (STORY, "year: 2024", "year: 2024.5", "“year” must be a whole number, not “2024.5”"),
    (STORY, "    low: 5400\n", "    after: 1\n    low: 5400\n", "give both “before” and “after”, or neither"),
    (STORY, "[T02.01]", "T02.01", "“techniques” must be a list"),
    (STORY, "[T02.01]", "[{code: T02.01}]", "“techniques” must be a single value"),
    (STORY, "number: C01", "number: [C01]", "“number” must be a single value"),
    (STORY, "{zh: 企业说明, en: company statement}", "企业说明", "“caveat” must hold keys with values"),
    (STORY, "build: new", "build: new, product_zh: 布", "give this in both languages or in neither"),
    # Texts
    (ZH, "一句摘要。", "字" * 121, "the summary is longer than 120 Han characters"),
    (EN, "One summary.", "word " * 61, "the summary is longer than 60 words"),
    (ZH, "第一段，有", "第一段，\n有", "a paragraph stands on one line"),
    (ZH, "第一段，", "第一段 `x`，", "not allowed in a text: code_inline"),
    (ZH, "## background", "### background", "headings below the second level are not used"),
    (ZH, "story:two", "page:two", "a link leads to a story or a web address, not to “page:two”"),
    (ZH, "story:two", "story:nine", "no story is called “nine”"),
    # Profiles and sketches
    (PROFILE, "最大。[1]", "最大。", "a paragraph ends with [n] or [portal]"),
    (PROFILE, "最大。[1]", "最大。[7]", "there is no source 7"),
    # Both languages alike
    (EN, "## background", "## results", "the section “background” is expected here"),
    (EN, "emphasis**. [1][2]", "emphasis**. [1]", "cites other sources than the Chinese paragraph"),
    (EN, "story:two", "story:one", "links to other stories than the Chinese paragraph"),
    # Lists
    (LIST, "kind: final", "kind: rumour", "unknown kind “rumour”: write 'proposal', 'final' or 'adjustment'"),
    (LIST, "basis: press", "basis: gossip", unknown("basis", "gossip", Basis)),
    (LIST, "coverage: partial", "coverage: complete", "complete: the stated total must equal the entries"),
    (LIST, "year: 2023", "document_number: 1号", "a press-based list has no document number of its own"),
    (LIST, "[green-factory, green-park]", "[green-park, gold]", "unknown code “gold” in programmes"),
    (ENTRIES, "2,示例园区,350582", "2,示例园区,1", "unknown code “1” in regions"),
    (ENTRIES, "2,示例园区", "two,示例园区", "“serial” must be a whole number, not “two”"),
    (ENTRIES, "2,示例园区", "2,", "“name” is missing"),
    (ENTRIES, "green-park,,1", "green-park,,7", "there is no source 7"),
    (ENTRIES, "mill,1", "nobody,1", "unknown enterprise “nobody”"),
    (ENTRIES, "green-park,", "gold,", "the programme “gold” is not one of the list's"),
    (
        *(ENTRIES, "serial,", "no,"),
        (
            "the columns are serial, name, region, programme, enterprise, source, data_row; then, where needed, "
            "action, former_name, reason, product"
        ),
    ),
    (PROPOSED, "0,0,list", "0,0,promote", unknown("action", "promote", EntryAction)),
    (PROPOSED, "mill,0", "mill,1", "there is no source 1"),
    (PROPOSAL, "  open_days: 15", "  open_until: 15", "unknown key “open_until”"),
    # Enterprises
    ("enterprises/mill.yaml", "[C17]", "[C99]", "unknown code “C99” in industries"),
    ("enterprises/mill.yaml", "name_en: Example A\n", "name_en:\n", "“name_en” is missing"),
    ("enterprises/mill.yaml", "    source: 1\n", "    source: 7\n", "there is no source 7"),
    # Collections
    ("collections/kit.yaml", "story: two", "story: three", "unknown story “three”, or one that is held back"),
    ("collections/kit.yaml", "story: two", "story: one", "“one” is chosen twice"),
    ("collections/kit.yaml", "en: [The first., ", "en: [", "both languages have the same number of paragraphs"),
    # Pages: lines count from the top of the file, front matter included
    (PAGE_ZH, "能源低碳化。[1]", "能源低碳化。[7]", "there is no source 7"),
    (PAGE_ZH, "slug: goals", "slug: other", "the slug is the folder's name, goals"),
]


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return Sample(tmp_path)


@pytest.mark.parametrize(("name", "old", "new", "message"), SPOILT, ids=[row[3] for row in SPOILT])
def test_a_fault_names_its_file_and_line(sample: Sample, name: str, old: str, new: str, message: str):
    line = sample.spoil(name, old, new)
    assert (name, line, message) in sample.faults()


@pytest.mark.parametrize(
    ("name", "old", "message"),
    [
        (STORY, "    date: 2024-08\n", "give a “date”, or in “date_note” why there is none"),
        (STORY, "    title_en: Another report\n", "a topic title needs “title_en”, its English"),
        (STORY, "    low: 5400\n    high: 5400.5\n", "an effect has a low or a high value"),
        (STORY, "    source: 1\n", "“source” is missing"),
        (STORY, "standing_source: 1\n", "the standing names its source"),
        (STORY, 'regions: ["350582"]\n', "a case names its region"),
        (STORY, "enterprises: [mill]\n", "a case names its enterprise or park"),
        (STORY, "techniques: [T02.01]\n", "“techniques” is missing"),
        (STORY, "industries: [C17]\n", "the story names no industry and is not marked “cross_industry”"),
        (STORY, "confirmed_on: 2026-11-22\n", "“confirmed_on” is missing"),
        (STORY, ", source: 1}", "“source” is missing"),
        (ZH, "# 示例\n", "the title is missing"),
        (ZH, "一句摘要。\n", "one summary paragraph stands between title and first section"),
        (EN, "- Another item. [portal]\n", "has 1 paragraphs, the Chinese 2"),
        (EN, "## missing\n\nThe investment.\n", "has 2 sections, the Chinese text 3"),
        (LIST, "effective_on: 2023\n", "“effective_on” is missing"),
        ("enterprises/mill.yaml", "    source: 1\n", "“source” is missing"),
        (PROPOSAL, "  open_days: 15\n", "“effective_on” is missing"),
        (PAGE_ZH, "order: 2\n", "“order” is missing"),
        (PAGE_EN, "---\n", "the page begins with YAML between two lines of ---"),
    ],
)
def test_what_is_missing_is_named(sample: Sample, name: str, old: str, message: str):
    new = "}" if old.endswith("}") else ""
    sample.spoil(name, old, new)
    assert (name, message) in {(file, said) for file, _, said in sample.faults()}


def test_a_decision_names_a_proposal_that_stands(sample: Sample):
    line = sample.spoil(LIST, "coverage: partial", "notice: {decides: nothing}\ncoverage: partial")
    assert (LIST, line, "no proposal is called “nothing”") in sample.faults()


def test_a_profile_says_the_same_in_both_languages_and_bears_a_code(sample: Sample):
    sample.spoil(PROFILE, "water. [portal]", "water. [1]")
    sample.files["industries/X99.yaml"] = sample.files[PROFILE].replace("zh:\n", "zh: []\nja:\n")
    messages = {(file, message) for file, _, message in sample.faults()}
    assert (PROFILE, "both languages have the same paragraphs with the same citations") in messages
    assert ("industries/X99.yaml", "unknown industry “X99”: the file's name is a code") in messages
    assert ("industries/X99.yaml", "“zh” is empty: it lists at least one") in messages


def test_a_sketch_that_cannot_be_read_is_a_fault_that_names_its_line(sample: Sample):
    sample.spoil(SKETCH, "stream heat", "stream steam")

    ((file, _line, message),) = sample.faults()
    assert file == SKETCH
    assert message.startswith("Line 8 of the sketch cannot be read: stream steam")


def test_a_missing_file_is_a_fault(sample: Sample):
    del sample.files[EN]
    assert (EN, 1, "the file is missing") in sample.faults()


def test_related_stories_must_exist_and_be_others(sample: Sample):
    sample.spoil(STORY, "related: []", "related: [one, nine]")
    messages = {message for _, _, message in sample.faults()}
    assert messages == {"no other story is called “one”", "no other story is called “nine”"}


def test_a_key_that_stands_twice_is_a_fault(sample: Sample):
    line = sample.spoil(STORY, "depth: full\n", "depth: full\ndepth: short\n")
    assert (STORY, line + 1, "the key “depth” stands twice") in sample.faults()


def test_an_unknown_key_is_a_fault_though_nothing_stands_there(sample: Sample):
    line = sample.spoil(STORY, "depth: full\n", "colour:\ndepth: full\n")
    assert (STORY, line, "unknown key “colour”") in sample.faults()


@pytest.mark.parametrize("key", ["slug", "path", "texts", "sketch"])
def test_what_the_folder_says_is_no_key_of_the_file(sample: Sample, key: str):
    line = sample.spoil(STORY, "depth: full\n", f"{key}: other\ndepth: full\n")
    assert sample.faults() == [(STORY, line, f"unknown key “{key}”")]


def test_an_effect_key_stands_once(sample: Sample):
    second = FACTS[FACTS.index("  - key: heat") :]
    line = sample.spoil(STORY, second, second + second)
    assert (STORY, line + second.count("\n"), "the effect key “heat” stands twice") in sample.faults()


def test_a_rule_speaks_though_another_value_of_its_record_is_wrong(sample: Sample):
    unit = sample.spoil(STORY, "unit: tce", "unit: tons")
    high = sample.spoil(STORY, "high: 5400.5", "high: 1")
    assert sample.faults() == [(STORY, high, "“low” is above “high”"), (STORY, unit, "unknown unit “tons”")]


def test_a_rule_is_silent_where_a_value_it_reads_has_a_fault_of_its_own(sample: Sample):
    line = sample.spoil(STORY, "low: 5400\n    high: 5400.5", "low: many")
    assert sample.faults() == [(STORY, line, "“low” must be a number, not “many”")]


def test_a_story_with_a_fault_is_no_stranger_to_those_that_link_to_it(sample: Sample):
    line = sample.spoil("stories/two/facts.yaml", "unit: tce", "unit: tons")
    sample.spoil(STORY, "related: []", "related: [two]")
    assert sample.faults() == [("stories/two/facts.yaml", line, "unknown unit “tons”")]


def test_a_published_story_leads_to_published_stories_only(sample: Sample):
    sample.spoil("stories/two/facts.yaml", "depth: full\n", "depth: lead\nheld_back: {zh: 待补, en: wanted}\n")
    line = sample.spoil(STORY, "related: []", "related: [two]")
    faults = sample.faults()
    assert (STORY, line, "no other story is called “two”") in faults
    assert {(file, message) for file, _, message in faults if file in {ZH, EN}} == {
        (ZH, "no story is called “two”"),
        (EN, "no story is called “two”"),
    }


@pytest.mark.parametrize(("old", "new"), [("standing: listed", "standing: compiled"), ("kind: case", "kind: practice")])
def test_only_what_is_no_case_is_compiled(sample: Sample, old: str, new: str):
    sample.spoil(STORY, old, new)
    assert any(message.startswith("unknown standing “") for _, _, message in sample.faults())


def test_a_row_with_more_values_than_columns_is_a_fault(sample: Sample):
    line = sample.spoil(ENTRIES, "mill,1,37", "mill,1,37,extra")
    assert (ENTRIES, line, "the row has more values than the first row has columns") in sample.faults()


def test_sections_stand_in_their_order(sample: Sample):
    for name in (ZH, EN):
        sample.spoil(name, "## background", "## results")
    messages = {(file, message) for file, _, message in sample.faults()}
    order = "background, practices, results, transfer, limits, lessons, missing"
    assert (ZH, f"the sections stand in this order, each once: {order}") in messages


def test_a_table_in_a_text_is_not_allowed(sample: Sample):
    line = sample.spoil(ZH, "投资。", "> 引文")
    assert (ZH, line, "not allowed in a text: blockquote") in sample.faults()


def test_text_that_is_no_yaml_is_named_where_reading_stopped(sample: Sample):
    line = sample.spoil(STORY, "kind: case", "kind: [case")
    ((file, stopped, message), *_) = [fault for fault in sample.faults() if fault[0] == STORY]
    assert (file, stopped) == (STORY, line + 1)
    assert message.startswith("not readable as YAML")


def test_a_character_that_yaml_may_not_hold_is_named_with_its_line(sample: Sample):
    line = sample.spoil(STORY, "企业说明", "企业\x07说明")
    assert (STORY, line, "not readable as YAML: control characters are not allowed") in sample.faults()


def test_sources_and_order_of_a_page_stand_in_its_chinese_file_alone(sample: Sample):
    line = sample.spoil(PAGE_EN, "slug: goals\n", "slug: goals\norder: 3\n")
    assert (PAGE_EN, line + 1, "unknown key “order”") in sample.faults()
