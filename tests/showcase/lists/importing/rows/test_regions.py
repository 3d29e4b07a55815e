"""A printed place is the narrowest region that it names, if all that it names lie in one line."""

import pytest

from showcase.lists.importing.rows.regions import KnownRegion, RegionIndex
from tests.showcase.lists.importing.real_rows import regions

FUJIAN, FUZHOU, QUANZHOU = "350000", "350100", "350500"
JINJIANG, NANAN, GULOU, JIN = "350582", "350583", "350102", "350599"


@pytest.fixture
def index() -> RegionIndex:
    return RegionIndex(
        iter([
            KnownRegion(FUJIAN, ("福建省", "闽")),
            KnownRegion(FUZHOU, ("福州市",), FUJIAN),
            KnownRegion(QUANZHOU, ("泉州市", "泉州地区"), FUJIAN),
            KnownRegion(JINJIANG, ("晋江市",), QUANZHOU),
            KnownRegion(NANAN, ("南安市",), QUANZHOU),
            KnownRegion(GULOU, ("鼓楼区",), FUZHOU),
            KnownRegion(JIN, ("晋县",), QUANZHOU),  # without its ending a single character
        ])
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("福建省泉州市晋江市", JINJIANG),
        ("泉州晋江", JINJIANG),
        ("晋江", JINJIANG),
        ("闽", FUJIAN),
        ("泉州地区", QUANZHOU),
        ("福建省福州市鼓楼区", GULOU),
        ("晋江市、泉州市", JINJIANG),  # in whatever order
        ("晋县", JIN),
        ("泉州市晋江、南安", ""),  # two that do not lie in one line
        ("福州市晋江市", ""),
        ("晋", ""),  # one character means nothing
        ("某地", ""),
        ("", ""),
    ],
)
def test_a_place_is_the_narrowest_region_it_names(index: RegionIndex, text: str, code: str) -> None:
    assert index.code_of(text) == code
    assert index.code_of(text) == code  # the second time from what is remembered


def test_a_shorter_name_inside_a_longer_one_is_not_named() -> None:
    index = RegionIndex([
        KnownRegion("1", ("长乐",)),
        KnownRegion("2", ("长乐新区",)),
        KnownRegion("3", ("新区",)),
    ])  # fmt: skip

    assert index.code_of("长乐新区") == "2"


def test_of_two_regions_with_one_name_the_first_has_it() -> None:
    index = RegionIndex([KnownRegion("1", ("鼓楼区",)), KnownRegion("2", ("鼓楼区", "鼓楼"))])

    assert index.code_of("鼓楼区") == index.code_of("鼓楼") == "1"


def test_the_narrowest_is_the_one_with_most_above_it_whatever_its_code() -> None:
    index = RegionIndex(
        [KnownRegion("9", ("福建",)), KnownRegion("5", ("泉州",), "9"), KnownRegion("1", ("晋江",), "5")]
    )

    assert index.code_of("福建泉州晋江") == "1"
    assert index.code_of("福建泉州") == "5"


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (JINJIANG, JINJIANG, True),
        (JINJIANG, FUJIAN, True),
        (FUJIAN, JINJIANG, True),
        (JINJIANG, NANAN, False),
        (JINJIANG, FUZHOU, False),
        (JINJIANG, "", True),  # unknown
        ("", JINJIANG, True),
        ("999999", FUJIAN, False),
    ],
)
def test_two_regions_are_near_where_one_lies_in_the_other(index: RegionIndex, one: str, other: str, near: bool) -> None:
    assert index.are_near(one, other) is near


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("福建省泉州市晋江市", "350582"),
        ("泉州晋江", "350582"),
        ("福州", "350100"),
        ("平潭", "350128"),
        ("厦门市", "350200"),
        ("江西省", "360000"),
        ("福州、厦门", ""),
        ("火星", ""),
        ("", ""),
    ],
)
def test_a_printed_place_is_found_in_the_vocabulary(text, code):
    assert regions().code_of(text) == code
