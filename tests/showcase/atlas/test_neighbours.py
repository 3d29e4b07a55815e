"""Which terms stand beside a term, and in which order stories stand."""

import pytest

from portal.charts.strips import quartiles
from showcase.atlas.documented import by_grade
from showcase.atlas.neighbours import industries_beside, techniques_beside
from showcase.atlas.obstacles import first_said
from showcase.stories.coded import CodedStory


def coded(page_id, techniques, industries=()):
    return CodedStory(page_id, "case", frozenset(industries), frozenset(techniques), frozenset())


def test_techniques_of_the_same_stories_stand_beside_each_other_from_two_stories_on():
    stories = [
        coded(1, ["T02", "T02.01", "T08", "T08.03"]),
        coded(2, ["T02", "T02.01", "T08", "T08.03", "T06", "T06.01"]),
        coded(3, ["T06", "T06.01"]),
    ]

    assert [(one.code, one.shared) for one in techniques_beside("T02.01", stories)] == [("T08.03", 2)]
    assert [(one.code, one.shared) for one in techniques_beside("T02", stories)] == [("T08", 2)]
    assert techniques_beside("T06.01", stories) == ()


def test_industries_that_share_most_of_their_techniques_come_first():
    stories = [
        coded(1, ["T02.01", "T08.03", "T06.01"], ["C17", "G08"]),
        coded(2, ["T02.01", "T08.03"], ["C26", "G03"]),
        coded(3, ["T02.01", "T08.03", "T09.01", "T10.01", "T11.01"], ["C30", "G04"]),
        coded(4, ["T02.01"], ["C31", "G01"]),
    ]

    found = industries_beside(frozenset({"C17", "G08"}), "C17", stories)

    assert [(one.code, one.shared) for one in found] == [("G03", 2), ("G04", 2)]
    assert found[0].techniques == ("T02.01", "T08.03")


def test_an_industry_is_not_beside_itself_or_what_it_belongs_to():
    stories = [coded(1, ["T02.01", "T08.03"], ["C17", "G08"])]

    assert industries_beside(frozenset({"C17", "G08"}), "C17", stories) == ()
    assert industries_beside(frozenset({"G08"}), "G08", stories) == ()


def test_stories_stand_by_their_best_figure_and_equals_keep_their_order():
    stories = [coded(n, []) for n in (1, 2, 3, 4)]

    assert [story.page_id for story in by_grade(stories, {2: 1, 3: 0, 4: 1})] == [3, 2, 4, 1]


@pytest.mark.parametrize(
    ("numbers", "found"), [([1, 2, 3, 4, 5], (2, 3, 4)), ([5, 1, 4, 2, 3], (2, 3, 4)), ([7, 7], (7, 7, 7))]
)
def test_quartiles_are_those_of_a_spreadsheet(numbers, found):
    assert quartiles(numbers) == found


def test_the_most_telling_section_of_a_body_is_quoted_with_its_first_passage():
    body = [
        {"type": "section", "value": "limits"},
        {"type": "text", "value": "<h3>标题</h3><p>只适用于连续生产。</p>"},
        {"type": "section", "value": "lessons"},
        {"type": "table", "value": {}},
        {"type": "text", "value": "<p>换热器每周清洗。</p><p>第二段。</p>"},
    ]

    assert first_said(body) == ("lessons", "换热器每周清洗。")
    assert first_said(body[:2]) == ("limits", "只适用于连续生产。")
    assert first_said(body[:1]) == first_said([]) == ("", "")
