"""What a notice counts in its text, and whether our rows agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.lists.publishing.counts import CountedRows, contradicted, coverage_of, stated_counts, stated_total

FACTORIES, PARKS = ("green-factory", "list"), ("green-park", "list")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("确定131家绿色工厂、7家绿色工业园区，现予公布。", [(131, "green-factory"), (7, "green-park")]),
        ("拟认定绿色工厂131家，绿色供应链管理企业12家", [(131, "green-factory"), (12, "green-supply-chain")]),
        ("现将示例企业甲等130家企业名单予以公示", [(130, "")]),
        ("共１，４８８家绿色工厂", [(1488, "green-factory")]),
        ("共150家（其中绿色工厂131家）", [(150, ""), (131, "green-factory")]),
        ("公示期15个工作日，9个设区市推荐，2025年第3号公告，闽工信规〔2025〕3号，占98.5%", []),
        ("", []),
    ],
)
def test_counts_of_units_are_read_with_the_programme_named_beside_them(text: str, counts: list[tuple[int, str]]):
    assert [(count.total, count.programme) for count in stated_counts(text)] == counts


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("确定131家绿色工厂、7家绿色工业园区", 138),
        ("共150家（其中绿色工厂131家）", 150),
        ("等130家企业", 130),
        ("撤销132家绿色工厂，更名104家", None),
        ("今年公布131家绿色工厂，去年公布110家绿色工厂", None),
        ("现予公布", None),
    ],
)
def test_the_total_is_known_only_where_the_counts_leave_nothing_open(text: str, total: int | None):
    assert stated_total(stated_counts(text)) == total


def test_131_in_the_text_contradicts_130_rows():
    wrong = contradicted(stated_counts("确定131家绿色工厂"), CountedRows({FACTORIES: 130}))

    assert wrong is not None
    assert wrong.words == "确定131家绿色工厂"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("确定131家绿色工厂、7家绿色工业园区", {FACTORIES: 131, PARKS: 7}),
        ("共138家单位", {FACTORIES: 131, PARKS: 7}),
        ("累计500家绿色工厂；本次确定131家绿色工厂", {FACTORIES: 131}),
        ("撤销132家绿色工厂，更名104家", {("green-factory", "remove"): 132, ("green-factory", "rename"): 104}),
        ("现予公布", {FACTORIES: 3}),
    ],
)
def test_a_text_agrees_that_names_the_rows_in_all_by_programme_or_by_action(text: str, rows: dict):
    assert contradicted(stated_counts(text), CountedRows(rows)) is None


def test_agreeing_on_one_programme_does_not_excuse_the_other():
    wrong = contradicted(stated_counts("确定131家绿色工厂、7家绿色工业园区"), CountedRows({FACTORIES: 131, PARKS: 6}))

    assert wrong is not None
    assert wrong.programme == "green-park"


@given(rows=st.integers(1, 9999), total=st.one_of(st.none(), st.integers(1, 9999)))
def test_a_list_is_complete_exactly_where_the_printed_count_is_the_number_of_rows(rows: int, total: int | None):
    coverage = coverage_of(rows, total)

    assert (coverage == "complete") is (rows == total)
    assert (coverage == "partial") is (total is not None and rows < total)


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str):
    assert all(count.total > 0 for count in stated_counts(text))
