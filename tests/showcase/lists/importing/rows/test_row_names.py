"""Names are equal however they are written, and a former name stands apart."""

import pytest

from showcase.lists.importing.rows.names import core_name, normal_name, split_former_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲（福建）有限公司", "甲(福建)有限公司"),
        ("ABB高压开关 有限公司", "ａｂｂ高压开关有限公司"),
        ("联盛纸业(龙海)(来源简称)", "联盛纸业（龙海）"),
    ],
)
def test_names_written_differently_are_equal(one, other):
    assert normal_name(one) == normal_name(other)


def test_the_core_of_a_name_is_what_distinguishes_it():
    assert core_name("福建省片仔癀药业股份有限公司") == core_name("片仔癀药业") == "片仔癀药业"
    assert core_name("福建有限公司")


def test_a_name_without_a_former_one_stays_whole():
    assert split_former_name("示例（福建）有限公司") == ("示例（福建）有限公司", "")


@pytest.mark.parametrize(
    ("printed", "current", "former"),
    [
        ("甲有限公司（原名：乙有限公司）", "甲有限公司", "乙有限公司"),
        ("甲有限公司(原: 乙有限公司 )", "甲有限公司", "乙有限公司"),
        ("甲有限公司[曾用名乙有限公司]", "甲有限公司", "乙有限公司"),
        ("（更名前为：乙有限公司）甲有限公司", "甲有限公司", "乙有限公司"),
        ("甲公司 （原企业名称：乙有限公司） 一厂", "甲公司  一厂", "乙有限公司"),
        ("甲有限公司（原厂）", "甲有限公司（原厂）", ""),  # too short for a name
        ("", "", ""),
    ],
)
def test_a_former_name_in_brackets_is_split_off(printed, current, former):
    assert split_former_name(printed) == (current, former)
