"""Lines above and between tables: titles of lists, notes, and entries with one text alone."""

import pytest

from showcase.lists.importing.reading.sheets import Cell, Row, Sheet
from showcase.lists.importing.rows.headers import Banner, find_tables
from tests.showcase.lists.importing.made_sheets import NAMES, printed, sheet


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("二、绿色工业园区名单", ["", "二、绿色工业园区名单"]),  # names a list
        ("附表二：更名", ["", "附表二：更名"]),
        ("附件", [""]),  # too short for a title
        ("附件一", [""]),
        ("绿色供应链部分（2家）", ["", "绿色供应链部分（2家）"]),  # names a programme
        ("拟移除企业", ["", "拟移除企业"]),  # names what is done
        ("漳州市（3家）", [""]),  # a section
        ("合计：1家名单", [""]),
        ("注：以上名单排名不分先后", [""]),
    ],
)
def test_before_the_same_header_only_a_line_that_names_a_list_begins_another(line, titles):
    header = ["序号", "企业名称", "地区"]
    found = find_tables(
        sheet(header, ["1", NAMES[0], "福州"], [line, "", ""], header, ["2", NAMES[1], "漳州"]),
    )

    assert [table.title for table in found.tables] == titles
    assert [row for table in found.tables for row in printed(table)] == [
        ["1", NAMES[0], "福州"],
        ["2", NAMES[1], "漳州"],
    ]


@pytest.mark.parametrize(("line", "title"), [("漳州市（3家）", "漳州市（3家）"), ("合计", ""), ("注：共1家", "")])
def test_before_another_header_any_line_but_a_sum_or_a_note_is_its_title(line, title):
    found = find_tables(
        sheet(
            ["序号", "企业名称", "地区"],
            ["1", NAMES[0], "福州"],
            [line, "", ""],
            ["序号", "园区名称", "所属行业"],
            ["1", NAMES[2], "纺织"],
        ),
    )

    assert [table.title for table in found.tables] == ["", title]


def test_several_lines_above_a_header_are_its_title_in_their_order():
    found = find_tables(
        sheet(
            ["序号", "企业名称", "地区"],
            ["福州市", "", ""],
            ["1", NAMES[0], "福州"],
            ["附件二", "", ""],
            ["绿色工业园区名单", "", ""],
            ["序号", "园区名称", "所属行业"],
            ["1", NAMES[2], "纺织"],
        ),
    )

    assert [table.title for table in found.tables] == ["", "附件二 绿色工业园区名单"]
    assert [row.text for row in found.tables[0].rows if isinstance(row, Banner)] == ["福州市"]


@pytest.mark.parametrize(
    ("cells", "is_entry"),
    [
        (["", "乙有限公司", ""], True),
        (["", "注：乙有限公司已更名", ""], False),
        (["", "合计", ""], False),
        (["泉州市", "", ""], False),
        (["3", "丙有限公司", "合计用地百亩"], True),  # a sum says so in front
        ([Cell("泉州市"), Cell("泉州市", repeats=True), Cell("泉州市", repeats=True)], False),  # merged over the row
    ],
)
def test_a_line_with_one_text_is_an_entry_in_the_column_of_names_alone(cells, is_entry):
    lines = [["序号", "企业名称", "地区"], ["1", NAMES[0], "福州"], cells]
    rows = tuple(
        Row("S", number, tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in line))
        for number, line in enumerate(lines, start=1)
    )

    (table,) = find_tables(Sheet("a.xlsx", "S", rows)).tables

    assert isinstance(table.rows[-1], Row) is is_entry


def test_a_line_merged_over_two_cells_is_a_section_and_one_merged_downwards_in_a_list_of_names_an_entry():
    over = (Cell("泉州市"), Cell("泉州市", repeats=True))
    lines = [(Cell("企业名称"), Cell("地区")), over, (Cell(NAMES[0]), Cell("泉州"))]
    (table,) = find_tables(made(*lines)).tables
    assert [row.text for row in table.rows if isinstance(row, Banner)] == ["泉州市"]

    (table,) = find_tables(made((Cell("企业名称"),), (Cell(NAMES[0]),), (Cell(NAMES[0], repeats=True),))).tables
    assert printed(table) == [[NAMES[0]], [NAMES[0]]]


def made(*lines: tuple[Cell, ...]) -> Sheet:
    return Sheet("a.xlsx", "S", tuple(Row("S", number, cells) for number, cells in enumerate(lines, start=1)))


def test_every_text_between_the_pages_of_a_table_is_told():
    rows = [Row("S", 1, (Cell("序号"), Cell("企业名称")))]
    for number, text in enumerate(("第1页", "第2页"), start=1):
        rows += [Row("S", 2 * number, (Cell(str(number)), Cell(NAMES[number])))]
        rows += [Row("S", 2 * number + 1, (Cell(text),), is_text=True)]
    rows += [Row("S", 9, (Cell("3"), Cell(NAMES[0])))]

    found = find_tables(Sheet("a.pdf", "S", tuple(rows)))

    assert found.loose == ("第1页", "第2页")


def test_a_line_in_a_column_that_belongs_to_no_name_is_a_section():
    header = ["序号", "企业名称", "序号", "企业名称", "序号"]
    (table,) = find_tables(sheet(header, ["1", NAMES[0], "2", NAMES[1], ""], ["", "", "", "", "续"])).tables

    assert [row.text for row in table.rows if isinstance(row, Banner)] == ["续"]
