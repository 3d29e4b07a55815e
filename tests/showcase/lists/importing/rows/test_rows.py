"""Rows of a list, each with what is wrong with it and where it stands in its file."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.enterprises.credit_codes import check_character
from showcase.lists.importing.reading.process import read_sheets
from showcase.lists.importing.reporting import table_text
from showcase.lists.importing.rows.columns import NOT_TAKEN, Column, column_of
from showcase.lists.importing.rows.rows import read_rows
from showcase.lists.importing.rows.serials import gaps, serial_number
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.real_rows import HEADER, real_rows, regions

CODE = "91350582MA8TEST00"
GOOD_CODE = f"{CODE.replace('S', '5')}{check_character(CODE.replace('S', '5'))}"


def reading(*rows, name="Sheet1"):
    return read_rows(read_sheets("a.xlsx", make.xlsx(rows, names=[name])), regions())


def only(*rows, **options):
    (row,) = reading(*rows, **options).rows
    return row


def faults(row):
    return [problem.fault for problem in row.problems]


# A label of each column, and a value; the name of the unit stands beside it.
CELLS = {
    Column.SERIAL: ("序号", "7"),
    Column.FORMER_NAME: ("原企业名称", "示例印染厂"),
    Column.CREDIT_CODE: ("统一社会信用代码", GOOD_CODE),
    Column.PROVINCE: ("省份", "福建省"),
    Column.REGION: ("所属地区", "泉州市"),
    Column.COUNTY: ("县（市、区）", "晋江市"),
    Column.ADDRESS: ("地址", "晋江市"),
    Column.INDUSTRY: ("所属行业", "纺织业"),
    Column.EVALUATOR: ("第三方评价机构", "示例评价中心"),
    Column.RECOMMENDER: ("推荐单位", "泉州市工业和信息化局"),
    Column.PRODUCT: ("产品名称", "面料"),
    Column.MODEL: ("规格型号", "Y2"),
    Column.PROGRAMME: ("类别", "绿色工厂"),
    Column.ACTION: ("调整类型", "移除"),
    Column.REASON: ("调整原因", "搬迁"),
    Column.LEVEL: ("级别", "省级"),
    Column.YEAR: ("年度", "2024"),
    Column.BATCH: ("批次", "第五批"),
    Column.SOURCE: ("来源", "官网"),
    Column.PERSONAL: ("联系人", "王小明"),
}


@pytest.mark.parametrize("column", [one for one in Column if one not in {Column.NAME, Column.REMARK}])
def test_of_each_column_something_is_taken_unless_it_is_said_not_to_be(column):
    label, value = CELLS[column]
    without = only(["企业名称", "备注"], ["示例有限公司", ""])

    row = only(["企业名称", label], ["示例有限公司", value])

    assert column_of(label) is column
    assert (replace(row, row=without.row, problems=()) == without) is (column in NOT_TAKEN)


def test_columns_that_are_recognised_and_not_taken_are_reported_to_the_officer():
    (table,) = reading(
        ["企业名称", "联系人", "级别", "地区", "其他"], ["示例有限公司", "王小明", "省级", "泉州市", "x"]
    ).tables

    assert "联系人, 级别, 其他" in table_text({**asdict(table), "gaps": []})


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "csv", "docx"])
def test_the_real_rows_come_back_from_every_format_with_their_places(suffix):
    rows = [HEADER, *real_rows()]
    title = "福建省绿色工厂名单"
    data = {
        "xlsx": lambda: make.xlsx([[title], *rows]),
        "xls": lambda: make.xls([[title], *rows]),
        "csv": lambda: make.csv_file(rows, "gb18030"),
        "docx": lambda: make.docx_file(title, rows),
    }[suffix]()

    read = read_rows(read_sheets(f"list.{suffix}", data), regions())

    assert [(row.serial, row.name, row.region_printed, row.industry_printed) for row in read.rows] == [
        row[:4] for row in real_rows()
    ]
    assert [row.row for row in read.rows] == [
        at + (3 if suffix.startswith("xls") else 2) for at in range(len(real_rows()))
    ]
    assert all(row.region.startswith("35") for row in read.rows if row.region_printed)
    assert read.tables[0].gaps == ()


def test_a_row_knows_file_sheet_and_row():
    row = only(["附件"], ["序号", "企业名称"], ["1", "示例有限公司"], name="绿色工厂")

    assert (row.file, row.sheet, row.row, row.programme) == ("a.xlsx", "绿色工厂", 3, "green-factory")


def test_a_valid_credit_code_is_kept_and_a_mistyped_one_is_named_with_its_column():
    rows = [
        ["企业名称", "统一社会信用代码"],
        ["甲有限公司", GOOD_CODE],
        ["乙有限公司", GOOD_CODE[:-1] + "*"],
        ["丙有限公司", "9135"],
    ]

    first, second, third = reading(*rows).rows

    assert (first.credit_code, faults(first)) == (GOOD_CODE, [])
    assert (second.credit_code, faults(second), second.problems[0].column) == (
        "",
        ["code_alphabet"],
        "统一社会信用代码",
    )
    assert faults(third) == ["code_length"]


def test_a_credit_code_stored_as_a_number_has_lost_digits():
    row = only(["企业名称", "统一社会信用代码"], ["甲有限公司", 913505821234567890])

    assert (row.credit_code, faults(row)) == ("", ["code_is_number"])


def test_a_former_name_in_brackets_is_told_apart():
    row = only(["序号", "企业名称"], ["1", "新名称科技有限公司（原名：旧名称科技有限公司）"])

    assert (row.name, row.former_name, row.action) == ("新名称科技有限公司", "旧名称科技有限公司", "")


def test_a_table_of_renamings_renames():
    row = only(["更名名单"], ["序号", "变更前企业名称", "变更后企业名称"], ["1", "旧名称有限公司", "新名称有限公司"])

    assert (row.name, row.former_name, row.action) == ("新名称有限公司", "旧名称有限公司", "rename")


def test_a_removal_keeps_the_reason_as_printed():
    row = only(["拟移除名单"], ["序号", "企业名称", "移除原因"], ["1", "某某有限公司", "停产"])

    assert (row.action, row.reason_printed) == ("remove", "停产")


def test_a_section_inside_the_table_gives_place_and_programme():
    read = reading(
        ["序号", "企业名称"],
        ["福州市（1家）"],
        ["1", "甲有限公司"],
        ["二、绿色工业园区"],
        ["1", "某某开发区"],
        name="名单",
    )

    assert [(row.region, row.programme) for row in read.rows] == [("350100", ""), ("", "green-park")]


def test_city_and_county_columns_make_one_place():
    row = only(["企业名称", "设区市", "县（市、区）"], ["甲有限公司", "泉州市", "晋江市"])

    assert (row.region_printed, row.region) == ("泉州市晋江市", "350582")


def test_an_unknown_place_is_named():
    row = only(["企业名称", "地区"], ["甲有限公司", "火星"])

    assert (row.region, faults(row), row.problems[0].value) == ("", ["unknown_region"], "火星")


def test_a_formula_is_shown_with_its_value_and_needs_a_decision():
    (row,) = reading(["序号", "企业名称"], ["1", '="甲"&"公司"']).rows

    assert row.needs_decision
    assert row.problems[0].value.startswith('="甲"&"公司"')


def test_a_row_without_a_name_needs_a_decision():
    row = only(["序号", "企业名称", "地区"], ["1", "", "福州"])

    assert faults(row) == ["no_name"]
    assert row.needs_decision


def test_the_same_unit_twice_names_the_first_row():
    second = reading(["序号", "企业名称"], ["1", "甲（福建）有限公司"], ["2", "甲(福建)有限公司"]).rows[1]

    assert (faults(second), second.problems[0].value) == (["twice"], "Sheet1 2")


def test_products_of_one_unit_are_entries_of_their_own():
    rows = reading(
        ["企业名称", "产品名称", "产品型号"], ["甲有限公司", "节能电机", "Y2"], ["甲有限公司", "节能水泵", "P7"]
    ).rows

    assert [(row.product_printed, faults(row)) for row in rows] == [("节能电机 Y2", []), ("节能水泵 P7", [])]


def test_personal_columns_are_left_out():
    assert "13800000000" not in str(only(["企业名称", "联系电话"], ["甲有限公司", "13800000000"]))


def test_a_table_beside_itself_is_read_block_by_block():
    read = reading(
        ["序号", "企业名称", "序号", "企业名称"], ["1", "甲有限公司", "3", "丙有限公司"], ["2", "乙有限公司", "", ""]
    )

    assert [row.serial for row in read.rows] == ["1", "2", "3"]


def test_serials_running_over_the_whole_country_are_no_gap_but_a_missing_row_is():
    read = reading(["序号", "企业名称"], ["655", "甲有限公司"], ["656", "乙有限公司"], ["659", "丙有限公司"])

    assert [str(gap) for gap in read.tables[0].gaps] == ["657–658"]


@given(
    start=st.integers(min_value=1, max_value=1500),
    count=st.integers(min_value=3, max_value=60),
    missing=st.sets(st.integers(min_value=1, max_value=58), max_size=8),
)
def test_gaps_are_exactly_the_numbers_missing_inside_the_run(start, count, missing):
    present = [start + at for at in range(count) if at not in missing or at in (0, count - 1)]

    named = {number for gap in gaps(present) for number in range(gap.first, gap.last + 1)}

    assert named == set(range(start, start + count)) - set(present)


@pytest.mark.parametrize("text", ["12", " 12 ", "12.", "（12）", "012", "１２", "12、", "12.0", "第12号"])
def test_a_serial_is_read_in_any_form(text):
    assert serial_number(text) == 12
