"""Rows that a page break cuts are joined, whole ones stay two."""

import pytest

from showcase.lists.importing.reading.process import read_sheets
from showcase.lists.importing.reading.sheets import Cell, Row, Sheet
from showcase.lists.importing.rows.list_rows import Problem
from showcase.lists.importing.rows.names import normal_name
from showcase.lists.importing.rows.rows import read_rows
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.real_rows import HEADER, real_rows, regions


def page_row(page, number, *cells, starts=False):
    return Row(f"第{page}页", number, tuple(Cell(text) for text in cells), starts_page=starts)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (("2", "示例新材料科技", "泉州市"), ("", "有限公司", "晋江市")),
        (("", "示例新材料科技", "泉州市"), ("2", "有限公司", "晋江市")),
        (("2", "", "泉州市晋江市"), ("", "示例新材料科技有限公司", "")),
    ],
    ids=["serial above", "serial below", "name below"],
)
def test_the_halves_of_a_split_row_are_joined_also_around_a_repeated_header(upper, lower):
    rows = (
        page_row(1, 1, "序号", "企业名称", "地区", starts=True),
        page_row(1, 2, "1", "甲有限公司", "福州市"),
        page_row(1, 3, *upper),
        page_row(2, 1, *lower, starts=True),
        page_row(2, 2, "3", "丙有限公司", "厦门市"),
    )

    read = read_rows([Sheet("a.pdf", "", rows)], regions())

    joined = read.rows[1]
    assert [row.serial for row in read.rows] == ["1", "2", "3"]
    assert (joined.name, joined.region, joined.sheet, joined.row) == ("示例新材料科技有限公司", "350582", "第1页", 3)
    assert [problem.fault for problem in joined.problems] == ["joined"]


def test_whole_rows_on_both_sides_of_a_page_break_stay_two():
    rows = (
        page_row(1, 1, "序号", "企业名称", starts=True),
        page_row(1, 2, "1", "甲有限公司"),
        page_row(2, 1, "2", "乙有限公司", starts=True),
    )

    assert len(read_rows([Sheet("a.pdf", "", rows)], regions()).rows) == 2


# A real PDF -----------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_every_real_row_comes_back_from_a_pdf_also_those_that_page_breaks_split(browser):
    tab = browser.new_page()
    tab.set_content(make.table_html("福建省绿色工厂名单", HEADER, real_rows(), page_length=20))
    data = tab.pdf(prefer_css_page_size=True)
    tab.close()

    read = read_rows(read_sheets("list.pdf", data), regions())

    assert [row.serial for row in read.rows] == [row[0] for row in real_rows()]
    # Fonts share glyphs between 户 and 戶, and blanks move where lines break: names are equal, not letters
    assert [normal_name(row.name) for row in read.rows] == [normal_name(row[1]) for row in real_rows()]
    assert [row.serial for row in read.rows if Problem("joined") in row.problems] == ["21", "41", "61", "81"]
    assert {row.programme for row in read.rows} == {"green-factory"}
    assert read.tables[0].gaps == ()
    assert (read.rows[0].sheet, read.rows[0].row) == ("第1页", 2)
    assert read.rows[-1].sheet == "第5页"


# Names ----------------------------------------------------------------------------------------------------


def paged(*lines: tuple[int, bool, list[str]]) -> list[tuple[str, str, str, bool]]:
    """Read lines (page, whether it begins there, texts); return serial, name, place and whether joined."""
    rows = tuple(
        Row(f"第{page}页", number, tuple(map(Cell, texts)), starts_page=starts)
        for number, (page, starts, texts) in enumerate(lines, start=1)
    )
    found = read_rows([Sheet("a.pdf", "", rows)], regions()).rows
    return [(row.serial, row.name, row.region_printed, Problem("joined") in row.problems) for row in found]


HEADED = (1, True, ["序号", "企业名称", "地区"])


def test_half_a_row_is_the_rest_of_the_one_before_the_break_however_many_cells_it_has():
    assert paged(HEADED, (1, False, ["1", "甲纺织"]), (2, True, ["", "有限公司", "晋江市"])) == [
        ("1", "甲纺织有限公司", "晋江市", True)
    ]
    assert paged(HEADED, (1, False, ["1", "甲纺织", "晋江市"]), (2, True, ["", "有限公司"])) == [
        ("1", "甲纺织有限公司", "晋江市", True)
    ]


def test_half_a_row_that_begins_no_page_or_follows_a_section_is_a_row_of_its_own():
    assert paged(HEADED, (1, False, ["1", "甲厂", "福州市"]), (1, False, ["", "乙厂", "福州市"])) == [
        ("1", "甲厂", "福州市", False),
        ("", "乙厂", "福州市", False),
    ]
    after_a_section = paged(
        HEADED, (1, False, ["1", "甲厂", ""]), (1, False, ["泉州市", "", ""]), (2, True, ["", "乙厂", "晋江市"])
    )
    assert [name for _, name, _, _ in after_a_section] == ["甲厂", "乙厂"]


def test_without_serial_numbers_half_a_row_is_known_by_its_missing_name():
    header = (1, True, ["企业名称", "地区"])

    assert paged(header, (1, False, ["甲厂", "泉州市"]), (2, True, ["", "晋江市"])) == [
        ("", "甲厂", "泉州市晋江市", True)
    ]
    assert len(paged(header, (1, False, ["甲厂", "泉州市"]), (2, True, ["乙厂", "晋江市"]))) == 2
