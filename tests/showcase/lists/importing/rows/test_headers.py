"""Columns are found by the words above them, wherever the table stands and whatever stands around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.lists.importing.reading.sheets import Cell, Row, Sheet
from showcase.lists.importing.rows.columns import Column, action_in, column_of, programme_in
from showcase.lists.importing.rows.headers import Banner, find_tables
from showcase.lists.screening.patterns import PERSON_LABELS
from tests.showcase.lists.importing.made_sheets import NAMES, printed, sheet, the_table

VARIANTS = {
    Column.SERIAL: ["序号", "序 号", "编号", "No."],
    Column.NAME: [
        "企业名称",
        "工厂名称",
        "单位名称",
        "绿色工厂名称",
        "园区名称",
        "企业名称（全称）",
        "申报企业名称",
        "企业",
        "名称",
    ],
    Column.REGION: ["地区", "所属地区", "所在地", "地市", "设区市", "所在地市", "属地"],
    Column.INDUSTRY: ["行业", "所属行业", "行业类别", "所属领域"],
    Column.EVALUATOR: ["第三方机构名称", "第三方评价机构", "第三方评价机构名称", "评价机构"],
    Column.RECOMMENDER: ["推荐单位", "推荐部门"],
    Column.CREDIT_CODE: ["统一社会信用代码", "社会信用代码", "统一社会 信用代码"],
    Column.PRODUCT: ["产品名称"],
    Column.MODEL: ["产品型号", "规格型号"],
}
OTHERS = {
    "联系电话": Column.PERSONAL,
    "企业名称 zh": Column.NAME,
    "地区CN": Column.REGION,
    **dict.fromkeys(PERSON_LABELS.split("|"), Column.PERSONAL),
    "联络人姓名": Column.PERSONAL,
    "原企业名称": Column.FORMER_NAME,
    "变更前企业名称": Column.FORMER_NAME,
    "更名前名称": Column.FORMER_NAME,
    "变更后企业名称": Column.NAME,
    "现企业名称": Column.NAME,
    "移除原因": Column.REASON,
    "调整类型": Column.ACTION,
    "类别": Column.PROGRAMME,
    "县（市、区）": Column.COUNTY,
    "省（区、市）": Column.PROVINCE,
    "备注": Column.REMARK,
    "批次": Column.BATCH,
}


@pytest.mark.parametrize(("column", "label"), [(c, label) for c, labels in VARIANTS.items() for label in labels])
def test_every_printed_variant_of_a_column_is_known(column, label):
    assert column_of(label) is column


@pytest.mark.parametrize(("label", "column"), OTHERS.items())
def test_columns_that_resemble_others_are_told_apart(label, column):
    assert column_of(label) is column


@pytest.mark.parametrize(
    "text", [*NAMES, "福州市", "12", "91350000158142711F", "纺织(C17)", "", "2023年度绿色工厂名单"]
)
def test_what_stands_in_a_row_is_no_label(text):
    assert column_of(text) is None


@st.composite
def layouts(draw):
    """Columns in any order with any of their labels, empty columns at the left, titles above, a note below."""
    others = draw(st.permutations([column for column in VARIANTS if column is not Column.NAME]))
    columns = draw(st.permutations([Column.NAME, *others[: draw(st.integers(1, len(others)))]]))
    labels = [draw(st.sampled_from(VARIANTS[column])) for column in columns]
    titles = draw(
        st.lists(st.sampled_from(["附件1", "福建省2023年度绿色工厂名单", "（排名不分先后）"]), max_size=3, unique=True)
    )
    note = draw(st.sampled_from(["", "注：排名不分先后", "合计：4家"]))
    return columns, labels, [""] * draw(st.integers(0, 2)), titles, note, draw(st.integers(1, 6))


@given(layout=layouts())
def test_a_table_is_found_under_any_titles_with_any_columns_in_any_order(layout):
    columns, labels, margin, titles, note, count = layout
    header = [*margin, *labels]
    rows = [
        [*margin, *(NAMES[n % 4] if column is Column.NAME else str(n + 1) for column in columns)] for n in range(count)
    ]

    table = the_table(*([*margin, title] for title in titles), header, *rows, [note])

    assert printed(table) == rows
    assert table.title == " ".join(titles)
    found = {column: header[places[0]] for column, places in table.header.blocks[0].items()}
    assert found == dict(zip(columns, labels, strict=True))


@given(breaks=st.sets(st.integers(min_value=1, max_value=11)))
def test_a_header_repeated_on_every_page_begins_no_new_table(breaks):
    header = ["序号", "企业名称", "地区"]
    rows = [[str(n), NAMES[n % 4], "福州"] for n in range(1, 13)]
    lines = [header]
    for at, row in enumerate(rows):
        lines += [header, row] if at in breaks else [row]

    assert printed(the_table(*lines)) == rows


def test_several_lists_in_one_sheet_are_several_tables_with_their_titles():
    found = find_tables(
        sheet(
            ["一、绿色工厂名单"],
            ["序号", "企业名称", "地区"],
            ["1", NAMES[0], "福州"],
            [""],
            ["二、绿色工业园区名单"],
            ["序号", "园区名称"],
            ["1", NAMES[2]],
        )
    )

    assert [(table.title, len(printed(table))) for table in found.tables] == [
        ("一、绿色工厂名单", 1),
        ("二、绿色工业园区名单", 1),
    ]


def test_the_same_header_under_another_title_is_another_list():
    document = [
        Row("", 0, (Cell("移除名单"),), is_text=True),
        Row("表1", 1, (Cell("序号"), Cell("企业名称"))),
        Row("表1", 2, (Cell("1"), Cell(NAMES[0]))),
        Row("", 0, (Cell("更名名单"),), is_text=True),
        Row("表2", 1, (Cell("序号"), Cell("企业名称"))),
        Row("表2", 2, (Cell("1"), Cell(NAMES[1]))),
    ]

    assert [table.title for table in find_tables(Sheet("a.docx", "", tuple(document))).tables] == [
        "移除名单",
        "更名名单",
    ]


def test_a_header_of_two_lines_is_read_as_one():
    merged = [
        Row("S", 1, (Cell("序号"), Cell("企业名称"), Cell("所在地"), Cell("所在地", repeats=True))),
        Row("S", 2, (Cell("序号", repeats=True), Cell("企业名称", repeats=True), Cell("市"), Cell("县"))),
        Row("S", 3, (Cell("1"), Cell(NAMES[0]), Cell("泉州市"), Cell("晋江市"))),
    ]
    (table,) = find_tables(Sheet("a.xlsx", "S", tuple(merged))).tables

    assert table.header.labels == ("序号", "企业名称", "市", "县")
    assert len(printed(table)) == 1


def test_a_header_whose_second_line_leaves_cells_empty_is_read_as_one():
    table = the_table(["序号", "企业名称", "所在地", ""], ["", "", "市", "县"], ["1", NAMES[0], "泉州市", "晋江市"])

    assert set(table.header.blocks[0]) == {Column.SERIAL, Column.NAME, Column.REGION, Column.COUNTY}
    assert len(printed(table)) == 1


def test_each_label_of_a_header_of_two_lines_is_what_is_printed_lowest():
    header = the_table(["序号", "企业名称", "所在地"], ["", "", "市"], ["1", NAMES[0], "泉州市"]).header

    assert [header.label(column) for column in (Column.NAME, Column.REGION)] == ["企业名称", "市"]


@pytest.mark.parametrize(
    ("above", "labels"),
    [
        (Row("S", 1, (Cell("序号"), Cell(), Cell("所属地区"))), ("序号", "企业名称", "所属地区")),
        (Row("S", 1, (Cell("共三家"), Cell(), Cell("所属地区"))), ("", "企业名称", "所属地区")),  # no label
        (Row("S", 0, (Cell("序号"), Cell(), Cell("所属地区"))), ("", "企业名称", "")),  # a line lies between
        (Row("S", 1, (Cell("序号"),), is_text=True), ("", "企业名称", "")),  # a paragraph
    ],
)
def test_labels_that_a_header_lacks_are_those_of_the_row_right_above(above: Row, labels: tuple[str, ...]):
    rows = (
        above,
        Row("S", 2, (Cell(), Cell("企业名称"), Cell())),
        Row("S", 3, (Cell("1"), Cell(NAMES[0]), Cell("福州"))),
    )

    (table,) = find_tables(Sheet("a.xlsx", "S", rows)).tables

    assert table.header.labels == labels


@pytest.mark.parametrize(
    "cells",
    [
        [Cell("企业名称"), Cell("地区"), Cell(NAMES[0]), Cell("甲")],  # half of the cells are labels, not most
        [Cell("企业名称"), Cell("企业名称")],
        [Cell("企业名称"), Cell("企业名称", repeats=True)],  # a title over several columns
    ],
)
def test_a_row_that_names_the_units_and_little_else_is_no_header(cells: list[Cell]):
    found = find_tables(Sheet("a.xlsx", "S", (Row("S", 1, tuple(cells)), Row("S", 2, (Cell("1"), Cell(NAMES[1]))))))

    assert found.tables == ()


def test_a_paragraph_is_no_header():
    rows = (Row("S", 1, (Cell("企业名称"),), is_text=True), Row("S", 2, (Cell(NAMES[0]),)))

    assert find_tables(Sheet("a.docx", "S", rows)).tables == ()


def test_a_text_merged_over_several_cells_counts_once_among_the_labels_and_one_merged_downwards_too():
    text = [Cell("示例文字"), *[Cell("示例文字", repeats=True)] * 2]
    header = Row("S", 1, (*text, Cell("企业名称"), Cell("地区")))
    assert find_tables(Sheet("a.xlsx", "S", (header, Row("S", 2, (*text, Cell(NAMES[0]), Cell("福州")))))).tables

    merged = (Cell("序号", repeats=True), Cell("企业名称"), Cell("地区", repeats=True))
    assert find_tables(Sheet("a.xlsx", "S", (Row("S", 2, merged),))).tables


@pytest.mark.parametrize("names", [["企业名称"], ["企业名称", "变更后企业名称"]])
def test_a_label_over_two_columns_is_one_column_unless_tables_stand_side_by_side(names: list[str]):
    labels = ["序号", *names, "所属地区", "所属地区"]
    table = the_table(labels, ["1", *NAMES[: len(names)], "福州", "福州"])

    assert table.header.blocks[0][Column.REGION] == (len(names) + 1,)


def test_a_table_that_stands_twice_beside_itself_has_two_blocks():
    table = the_table(["序号", "企业名称", "序号", "企业名称"], ["1", NAMES[0], "2", NAMES[1]])

    assert [block[Column.NAME] for block in table.header.blocks] == [(1,), (3,)]


def test_sections_sums_and_notes_between_rows_are_no_entries():
    table = the_table(
        ["序号", "企业名称", "地区"],
        ["福州市（1家）", "", ""],
        ["1", NAMES[0], "福州"],
        ["合计", "1家", ""],
        ["注：排名不分先后", "", ""],
    )

    assert len(printed(table)) == 1
    assert [row.text for row in table.rows if isinstance(row, Banner)] == [
        "福州市（1家）",
        "合计 1家",
        "注：排名不分先后",
    ]


def test_a_list_of_bare_names_is_found():
    assert printed(the_table(["企业名称"], [NAMES[0]], [NAMES[1]])) == [[NAMES[0]], [NAMES[1]]]


def test_a_sheet_without_names_has_no_table_and_says_what_it_holds():
    found = find_tables(sheet(["填表说明"], ["项目", "金额"], ["甲", "12"]))

    assert (found.tables, found.loose) == ((), ("项目 金额", "甲 12", "填表说明"))


@pytest.mark.parametrize(
    ("title", "programme", "action"),
    [
        ("附件1 绿色工厂名单", "green-factory", ""),
        ("2023年度绿色工业园区名单", "green-park", ""),
        ("绿色供应链管理企业", "green-supply-chain", ""),
        ("绿色设计产品名单", "green-product", ""),
        ("2023年度绿色工厂、绿色工业园区名单", "", ""),
        ("拟移除绿色工厂名单", "green-factory", "remove"),
        ("更名的绿色工厂", "green-factory", "rename"),
        ("绿色制造名单", "", ""),
    ],
)
def test_a_title_tells_programme_and_action_only_where_it_names_one(title, programme, action):
    assert (programme_in(title), action_in(title)) == (programme, action)


def test_a_header_tells_what_is_printed_above_a_column_and_nothing_where_there_is_none():
    header = the_table(["序号", "企业名称", "序号", "单位名称", "地区"], ["1", NAMES[0], "2", NAMES[1], "福州"]).header

    assert [header.label(Column.NAME, block) for block in (0, 1)] == ["企业名称", "单位名称"]
    assert header.label(Column.NAME) == "企业名称"
    assert header.label(Column.REGION) == ""
    assert header.label(Column.REGION, 1) == "地区"
    assert header.label(Column.EVALUATOR) == ""


def test_two_columns_of_a_kind_are_both_of_it():
    table = the_table(["序号", "企业名称", "所在地", "城市"], ["1", NAMES[0], "福建", "福州"])

    assert table.header.blocks == ({Column.SERIAL: (0,), Column.NAME: (1,), Column.REGION: (2, 3)},)
