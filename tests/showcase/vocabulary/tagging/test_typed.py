"""What an editor types finds the term, whatever way it is written."""

import pytest

from showcase.vocabulary.tagging.terms import Tag, Tags
from showcase.vocabulary.tagging.typed import find, spelt

GROUP = Tag("technique:1", "technique", "T02", "余热余压利用", "Waste heat and pressure")
HEAT = Tag(
    "technique:2", "technique", "T02.01", "余热回收", "Waste heat recovery", ("废热回收", "WHR"), parent=GROUP.key
)
REUSE = Tag("technique:3", "technique", "T08.03", "中水回用", "Wastewater reuse")
BOILER = Tag("process:1", "process", "P003", "余热锅炉", "Waste-heat boiler", ("废锅",))
DYEING = Tag("industry:1", "industry", "C1713", "棉印染精加工", "", ("印染", "cotton dyeing"))
TERMS = spelt((GROUP, HEAT, REUSE, BOILER, DYEING))


@pytest.mark.parametrize(
    "typed",
    ["T02.01", "t0201", "余热回收", "餘熱回收", "yurehuishou", "yu re hui", "yrhs", "废热", "whr", "heat RECOVERY"],
)
def test_a_term_is_found_by_code_name_other_name_pinyin_and_initials(typed):
    assert find(TERMS, typed)[0].tag == HEAT


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("余热", ["T02.01", "P003", "T02"]),  # shorter names first, then the order of the vocabulary
        ("yure", ["T02.01", "P003", "T02"]),
        ("回用", ["T08.03"]),
        ("ranjing", ["C1713"]),
        ("dyeing cotton", ["C1713"]),
    ],
)
def test_the_best_fit_comes_first(typed, codes):
    assert [hit.tag.code for hit in find(TERMS, typed)] == codes


def test_an_equal_name_comes_before_one_that_begins_so():
    longer = Tag("technique:9", "technique", "T99", "余热回收装置")
    assert [hit.tag.code for hit in find(spelt((longer, HEAT)), "余热回收")] == ["T02.01", "T99"]


@pytest.mark.parametrize("typed", ["", " ", "、", "%", "钢铁", "heat of steel", "x"])
def test_what_no_name_holds_finds_nothing(typed):
    assert find(TERMS, typed) == []


def test_a_hit_says_by_which_name_it_was_found():
    assert [hit.name for hit in find(TERMS, "feire")] == ["废热回收"]


def test_a_term_knows_what_is_above_and_below_it():
    section = Tag("industry:7", "industry", "C", "制造业")
    group = Tag("industry:8", "industry", "G08", "纺织")
    division = Tag("industry:9", "industry", "C17", "纺织业", parent=section.key, group=group.key)
    tags = Tags([section, group, division, Tag(**{**_fields(DYEING), "parent": division.key}), GROUP, HEAT])
    dyeing = tags.by_key[DYEING.key]
    assert tags.ancestors(dyeing) == [section, division]
    assert tags.above(dyeing) == [section, division, group]
    assert tags.children(division.key) == [dyeing]
    assert tags.roots("industry") == [section, group]
    assert tags.chosen([HEAT.key, "process:404", HEAT.key]) == [HEAT]


def _fields(tag):
    return {name: getattr(tag, name) for name in Tag.__dataclass_fields__}
