"""What a row of a list is asked about, at its bounds: lengths, repeats, formulas, two former names."""

import pytest

from showcase.lists.importing.reading.sheets import Cell, Row, Sheet
from showcase.lists.importing.rows.list_rows import ListRow, Problem
from showcase.lists.importing.rows.rows import LONGEST, read_rows
from tests.showcase.lists.importing.real_rows import regions


def read(*lines: list[str | Cell]) -> tuple[ListRow, ...]:
    rows = (
        Row("S", number, tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in line))
        for number, line in enumerate(lines, start=1)
    )
    return read_rows([Sheet("a.xlsx", "S", tuple(rows))], regions()).rows


def doubts(row: ListRow) -> list[tuple[str, str]]:
    return [(problem.fault, problem.severity) for problem in row.problems]


@pytest.mark.parametrize(
    ("length", "found"), [(LONGEST, []), (LONGEST + 1, [("name_too_long", "decide"), ("cut", "warning")])]
)
def test_a_name_may_be_as_long_as_its_column_and_no_longer(length, found):
    (row,) = read(["序号", "企业名称"], ["1", "厂" * length])

    assert len(row.name) == LONGEST == 255
    assert doubts(row) == found


def test_a_name_that_is_too_long_is_shown_by_its_column_and_its_beginning():
    (row,) = read(["序号", "企业名称"], ["1", "厂" * (LONGEST + 1)])

    assert row.problems[0] == Problem("name_too_long", "企业名称", "厂" * 40, "decide")


@pytest.mark.parametrize(("length", "found"), [(LONGEST, []), (LONGEST + 1, [("cut", "warning")])])
def test_any_other_text_is_cut_at_the_length_of_its_column_and_the_cut_is_said(length, found):
    (row,) = read(["企业名称", "所属行业"], ["甲厂", "业" * length])

    assert row.industry_printed == "业" * LONGEST
    assert doubts(row) == found


@pytest.mark.parametrize(("length", "region"), [(LONGEST, "350100"), (LONGEST + 1, "")])
def test_a_section_line_gives_its_place_where_it_fits_the_column_of_one(length, region):
    section = "福州市（".ljust(length - 1, "注") + "）"

    (row,) = read(["序号", "企业名称"], [section], ["1", "甲厂"])

    assert (row.name, row.region, row.region_printed) == ("甲厂", region, section if region else "")


def test_the_same_unit_twice_is_decided_by_a_person():
    _first, second = read(["企业名称"], ["甲有限公司"], ["甲有限公司"])

    assert doubts(second) == [("twice", "decide")]
    assert second.needs_decision


def test_a_former_name_in_a_column_of_its_own_goes_before_one_in_brackets():
    (row,) = read(["企业名称", "曾用名"], ["新厂（原名：括号厂）", "旧厂"])

    assert (row.name, row.former_name, row.action) == ("新厂", "旧厂", "rename")


def test_a_formula_is_asked_about_once_and_not_again_in_cells_that_repeat_it():
    formula = '="甲"&"厂"'
    first, second = read(
        ["序号", "企业名称"],
        ["1", Cell("甲厂", formula=formula)],
        ["2", Cell("甲厂", formula=formula, repeats=True)],
    )

    assert doubts(first) == [("formula", "decide")]
    assert doubts(second) == [("twice", "decide")]


def test_the_rows_of_every_table_are_read():
    first, second = [["序号", "企业名称"], ["1", "甲厂"]], [["序号", "园区名称", "行业"], ["1", "乙园", "纺织"]]

    assert [row.name for row in read(*first, ["附件二 名单", ""], *second)] == ["甲厂", "乙园"]
