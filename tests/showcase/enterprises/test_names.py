"""Names of units are compared in one way: what decides is strict, what finds is lenient, what offers is loose."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from showcase.enterprises.names import Likeness, NameQuery, core_name, likeness, name_line, normal_name, search_name

NAME = "恒安（中国）纸业有限公司"
PLACES = ("福建省", "福建", "晋江市", "泉州市", "中国")
FORMS = ("有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "集团股份有限公司", "公司")
stems = st.text(st.sampled_from("恒安纸业纺织印染测甲乙丙丁能源电子陶瓷"), min_size=3, max_size=8)
places = st.lists(st.sampled_from(PLACES), max_size=2, unique=True).map("".join)
names = st.tuples(places, stems, st.sampled_from(("", *FORMS))).map("".join)


def written(name: str, choice: int) -> str:
    """One of the ways in which people write a name."""
    ways = (
        name,
        name.replace("（", "(").replace("）", ")"),
        " ".join(name),
        "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in name),
        name.replace("纸", "紙").replace("纺织", "紡織").replace("陶瓷", "陶瓷").replace("恒", "恆"),
        f"\u200b{name}\ufeff",
    )
    return ways[choice % len(ways)]


@pytest.mark.parametrize(
    "other",
    [
        "恒安(中国)纸业有限公司",
        "恒安 （中国） 纸业有限公司",
        "恒安〔中国〕纸业有限公司",
        "恆安（中國）紙業有限公司",
        "恒安中国纸业有限公司",
        "恒安（中国）纸业有限公司\u200b",
    ],
)
def test_one_name_written_in_two_ways_is_the_same(other: str) -> None:
    assert likeness(NAME, other) is Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("福建省恒安纸业有限公司", "福建恒安纸业有限公司"),
        ("福建省恒安纸业有限公司", "恒安纸业有限公司"),
        ("晋江市恒安纸业有限公司", "恒安纸业股份有限公司"),
        ("恒安纸业有限责任公司", "恒安纸业有限公司"),
        ("福建乾燥设备有限公司", "福建干燥设备有限公司"),
        ("Jia Factory Co., Ltd.", "JIA FACTORY LIMITED"),
    ],
)
def test_names_but_for_place_form_or_an_ambiguous_character_are_alike_and_not_the_same(one: str, other: str) -> None:
    assert likeness(one, other) is Likeness.ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲商贸有限公司", "甲生物科技有限公司"),
        ("测试煤炭洗选有限公司", "测试煤碳洗选有限公司分公司"),
        ("恒安纸业有限公司", "恒安纸业有限公司分公司"),
        ("永安药业有限公司", "药业有限公司"),
        ("", ""),
        ("甲厂", ""),
    ],
)
def test_other_names_are_neither(one: str, other: str) -> None:
    assert likeness(one, other) is Likeness.OTHER


@given(names, st.integers(0, 5), st.integers(0, 5))
def test_however_a_name_is_written_it_is_the_same_and_is_found(name: str, one: int, other: int) -> None:
    first, second = written(name, one), written(name, other)
    assert likeness(first, second) is Likeness.SAME
    assert search_name(first) == search_name(second)
    assert core_name(first) == core_name(second) != ""
    assert NameQuery.of(first).finds(name_line("别的单位", second))


@given(names, names)
def test_what_is_the_same_is_found_and_alike_and_what_differs_in_a_character_is_not_the_same(a: str, b: str) -> None:
    assert (normal_name(a) == normal_name(b)) == (a == b)
    if likeness(a, b) is Likeness.SAME:
        assert search_name(a) == search_name(b)
        assert core_name(a) == core_name(b)


@given(st.text(max_size=40), st.text(max_size=40))
@example("A´", "")
def test_any_text_can_be_compared_and_comparing_goes_both_ways(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert normal_name(normal_name(one)) == normal_name(one)
    assert bool(normal_name(one)) == bool(core_name(one))
    assert NameQuery.of(one).finds(name_line(one)) == bool(search_name(one))


@pytest.mark.parametrize(
    "typed",
    [
        "恒安",
        "恒安（中国）纸业",
        "恆安（中國）紙業",
        "福建恒安",
        "福建省恒安",
        "晋江恒安（中国）纸业股份有限公司",
        "中国）纸业",
        "恒安（中国）纸业有限责任公司",
    ],
)
def test_part_of_a_name_finds_it_whatever_place_or_legal_form_is_typed(typed: str) -> None:
    assert NameQuery.of(typed).finds(name_line("福建省恒安（中国）纸业有限公司"))
    assert NameQuery.of("福建恒安").finds(name_line("恒安（中国）纸业有限公司"))


@pytest.mark.parametrize(
    "typed", ["厦门恒安", "浙江恒安", "纸业恒安", "恒安（中国）纸业有限公司分公司", "（", "", "\x01"]
)
def test_another_city_another_order_and_signs_alone_find_nothing(typed: str) -> None:
    assert not NameQuery.of(typed).finds(name_line("福州市恒安（中国）纸业有限公司"))
