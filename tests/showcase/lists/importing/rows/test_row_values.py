"""What is read from each column of a row, from the lines between the rows, and what is said of the table."""

import pytest

from showcase.lists.importing.reading.sheets import Cell, Row, Sheet
from showcase.lists.importing.rows.list_rows import ListRow, Problem, Reading, TableReport
from showcase.lists.importing.rows.rows import read_rows
from showcase.lists.importing.rows.serials import Gap
from tests.showcase.lists.importing.real_rows import regions


def sheet(*lines: list[str | Cell], name: str = "S") -> Sheet:
    rows = (
        Row(name, number, tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in line))
        for number, line in enumerate(lines, start=1)
    )
    return Sheet("a.xlsx", name, tuple(row for row in rows if any(row.texts)))


def read(*lines: list[str | Cell], name: str = "S") -> Reading:
    return read_rows([sheet(*lines, name=name)], regions())


def only(*lines: list[str | Cell], name: str = "S") -> ListRow:
    (row,) = read(*lines, name=name).rows
    return row


def test_every_column_has_its_place_in_a_row():
    row = only(
        ["序号", "企业名称", "曾用名", "统一社会信用代码", "设区市", "县（市、区）", "所属行业", "第三方评价机构",
         "产品名称", "产品型号", "类别", "调整类型", "移除原因", "备注"],
        ["7", "甲厂", "旧厂", "91350100M000100Y43", "泉州市", "晋江市", "纺织", "某机构",
         "电机", "Y2", "绿色工厂", "移除", "停产", "无"],
    )  # fmt: skip

    assert row == ListRow(
        file="a.xlsx",
        sheet="S",
        row=2,
        name="甲厂",
        serial="7",
        former_name="旧厂",
        credit_code="91350100M000100Y43",
        region_printed="泉州市晋江市",
        region="350582",
        industry_printed="纺织",
        evaluator_printed="某机构",
        product_printed="电机 Y2",
        reason_printed="停产",
        programme="green-factory",
        action="remove",
    )


def test_a_column_that_is_missing_or_empty_leaves_its_place_empty():
    assert only(["企业名称", "所属行业"], ["甲厂", ""]) == ListRow("a.xlsx", "S", 2, "甲厂")


@pytest.mark.parametrize(
    ("title", "action", "reason", "remark", "printed"),
    [
        ("拟移除名单", "remove", "停产", "补正", "停产"),
        ("拟移除名单", "remove", "", "停产", "停产"),  # where nothing else says why
        ("名单", "", "", "停产", ""),  # a remark on a list is no reason
        ("名单", "", "停产", "", "停产"),
    ],
)
def test_a_remark_is_the_reason_of_what_happens_where_no_other_is_given(title, action, reason, remark, printed):
    row = only([title], ["企业名称", "原因", "备注"], ["甲厂", reason, remark])

    assert (row.action, row.reason_printed) == (action, printed)


def test_a_remark_is_the_reason_where_a_column_of_the_row_says_what_happens():
    row = only(["企业名称", "调整类型", "备注"], ["甲厂", "移除", "停产"])

    assert (row.action, row.reason_printed) == ("remove", "停产")


def test_two_columns_of_a_kind_are_read_as_one_text():
    assert only(["企业名称", "所属行业", "行业代码"], ["甲厂", "纺织", "C17"]).industry_printed == "纺织 C17"


def test_a_former_name_in_brackets_alone_is_no_renaming():
    row = only(["序号", "企业名称"], ["1", "甲有限公司（原名：乙有限公司）"])

    assert (row.former_name, row.action) == ("乙有限公司", "")


@pytest.mark.parametrize(
    ("section", "region"),
    [
        ("一、 福州市（20家）", "350100"),
        ("第一部分（福州）", ""),  # a place in brackets makes no section
        ("第一部分(福州)", ""),
    ],
)
def test_a_line_between_is_a_section_where_it_names_a_place_outside_brackets(section: str, region: str):
    assert only(["序号", "企业名称"], [section, ""], ["1", "甲厂"]).region == region


# What lines above and between say -------------------------------------------------------------------------


def test_a_section_holds_until_the_next_and_a_programme_takes_its_place_away():
    rows = read(
        ["拟移除名单"],
        ["序号", "企业名称"],
        ["福州市（1家）"],
        ["1", "甲厂"],
        ["泉州市(2家)"],
        ["2", "乙厂"],
        ["3", "丙厂"],
        ["二、绿色工业园区"],
        ["4", "丁园"],
        ["三、更名的绿色工厂"],
        ["5", "戊厂"],
        ["其他"],
        ["6", "己厂"],
    ).rows

    assert [(row.region_printed, row.region, row.programme, row.action) for row in rows] == [
        ("福州市（1家）", "350100", "", "remove"),
        ("泉州市(2家)", "350500", "", "remove"),
        ("泉州市(2家)", "350500", "", "remove"),
        ("", "", "green-park", "remove"),
        ("", "", "green-factory", "rename"),
        ("", "", "green-factory", "rename"),
    ]


@pytest.mark.parametrize(
    ("name", "title", "programme", "action"),
    [
        ("绿色工厂", "", "green-factory", ""),
        ("绿色工厂", "2024年绿色工业园区名单", "green-park", ""),  # the title says more than the sheet
        ("移除", "2024年绿色工厂名单", "green-factory", "remove"),
        ("S", "更名名单", "", "rename"),
    ],
)
def test_sheet_and_title_say_what_the_rows_are(name, title, programme, action):
    row = only(*([[title]] if title else []), ["企业名称", "地区"], ["甲厂", "福州"], name=name)

    assert (row.programme, row.action) == (programme, action)


def test_a_column_of_programmes_goes_before_the_title():
    rows = read(["2024年绿色工厂名单"], ["企业名称", "类别"], ["甲园", "绿色工业园区"], ["乙厂", "其他"]).rows

    assert [row.programme for row in rows] == ["green-park", "green-factory"]


# Problems -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", Problem("no_name", "企业名称", severity="decide")),
        ("#REF!", Problem("error_value", "企业名称", "#REF!", "decide")),
        ("#N/A", Problem("error_value", "企业名称", "#N/A", "decide")),
        ("12", Problem("odd_name", "企业名称", "12", "decide")),
    ],
)
def test_a_name_that_is_none_waits_for_a_person(name: str, problem: Problem):
    row = only(["序号", "企业名称", "地区"], ["1", name, "福州市"])

    assert row.problems == (problem,)
    assert row.needs_decision


def test_a_name_that_begins_with_a_hash_is_a_name():
    assert only(["序号", "企业名称"], ["1", "#1发电厂"]).problems == ()


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (Cell("91350100", is_number=True), "code_is_number"),
        ("91350100", "code_length"),
        ("91350100M000100Y4*", "code_alphabet"),
        ("91350100M000100Y44", "code_check"),
    ],
)
def test_a_credit_code_that_is_none_is_left_out_and_shown(code: str | Cell, fault: str):
    row = only(["企业名称", "信用代码"], ["甲厂", code])

    printed = code.text if isinstance(code, Cell) else code
    assert (row.credit_code, row.problems) == ("", (Problem(fault, "信用代码", printed),))


@pytest.mark.parametrize("dash", ["-", "/", "——"])
def test_a_dash_in_place_of_a_credit_code_is_none(dash: str):
    assert only(["企业名称", "信用代码"], ["甲厂", dash]).problems == ()


@pytest.mark.parametrize("label", ["地区", "县区", "省份"])
def test_an_unknown_place_is_shown_with_the_label_of_its_column(label: str):
    assert only(["企业名称", label], ["甲厂", "火星"]).problems == (Problem("unknown_region", label, "火星"),)


def test_an_address_is_the_place_where_no_column_and_no_section_gives_one():
    assert only(["企业名称", "地址"], ["甲厂", "晋江市某路1号"]).region == "350582"
    (with_section,) = read(["序号", "企业名称", "地址"], ["福州市"], ["1", "甲厂", "晋江市某路1号"]).rows
    assert with_section.region == "350100"


def test_a_formula_is_asked_about_in_any_column_that_is_read_but_the_serial_number():
    row = only(
        ["序号", "企业名称", "所属行业", "颜色"],
        [
            Cell("1", formula="=ROW()"),
            Cell("甲厂", formula="=A1"),
            Cell("纺织", formula="=B1"),
            Cell("绿", formula="=C1"),
        ],
    )

    assert row.problems == (
        Problem("formula", "企业名称", "=A1 → 甲厂", "decide"),
        Problem("formula", "所属行业", "=B1 → 纺织", "decide"),
    )


def test_a_unit_is_twice_in_the_list_for_the_same_thing_alone():
    rows = read(
        ["序号", "企业名称", "类别", "产品名称"],
        ["1", "甲（福建）厂", "绿色工厂", ""],
        ["2", "甲(福建)厂", "绿色工业园区", ""],
        ["3", "甲(福建)厂", "绿色工厂", "电机"],
        ["4", "甲(福建)厂", "绿色工厂", ""],
        ["5", "", "绿色工厂", ""],
        ["6", "", "绿色工厂", ""],
    ).rows

    assert [[(problem.fault, problem.value) for problem in row.problems] for row in rows] == [
        [], [], [], [("twice", "S 2")], [("no_name", "")], [("no_name", "")],
    ]  # fmt: skip


def test_what_is_too_long_is_cut_with_the_beginning_of_what_was_there_and_a_serial_number_without_a_word():
    row = only(["序号", "企业名称", "产品名称"], ["1" * 40, "甲厂", "品" * 300])

    assert (len(row.product_printed), row.serial) == (255, "1" * 32)
    assert row.problems == (Problem("cut", value="品" * 40),)


# The table ------------------------------------------------------------------------------------------------


def test_a_table_reports_its_columns_rows_gaps_and_notes():
    found = read(
        ["福建省绿色工厂名单"],
        ["序号", "企业名称", "颜色", ""],
        ["1", "甲厂", "绿", ""],
        ["福州市", "", "", ""],
        ["4", "乙厂", "", ""],
        ["注：排名不分先后", "", "", ""],
    )

    assert found.tables == (
        TableReport(
            "a.xlsx",
            "S",
            "福建省绿色工厂名单",
            (("序号", "serial"), ("企业名称", "name"), ("颜色", "")),
            2,
            (Gap(2, 3),),
            ("福州市", "注：排名不分先后"),
        ),
    )


def test_a_sheet_with_content_but_no_table_is_unread_and_an_empty_one_is_not():
    sheets = [sheet(["说明"], ["甲", "乙"], name="说明"), sheet(name="空"), sheet(["企业名称"], ["甲厂"], name="名单")]

    found = read_rows(sheets, regions())

    assert found.unread == (("a.xlsx", "说明"),)
    assert [(row.sheet, row.name) for row in found.rows] == [("名单", "甲厂")]


def test_tables_side_by_side_are_read_one_after_the_other_without_their_empty_rows():
    rows = read(
        ["序号", "企业名称", "序号", "企业名称"],
        ["福州市", "", "", ""],
        ["1", "甲厂", "3", "丙厂"],
        ["2", "乙厂", "", ""],
    ).rows

    assert [(row.serial, row.name, row.region) for row in rows] == [
        ("1", "甲厂", "350100"),
        ("2", "乙厂", "350100"),
        ("3", "丙厂", "350100"),
    ]
