"""A file is read by what it is; what could hurt or mislead is refused, with its place, before anything parses it."""

import io
import re
import zipfile

import pytest
import xlsxwriter

from showcase.lists.importing.reading import limits
from showcase.lists.importing.reading.process import read_sheets
from showcase.lists.importing.reading.sheets import FileRefused, tidy
from showcase.lists.importing.rows.wording import PROBLEMS, REFUSALS, refusal_text
from tests.showcase.lists.importing import list_files as make

ROWS = [["序号", "企业名称", "所属地区"], ["1", "示例纺织有限公司", "泉州市"], ["2", "示例化工有限公司", "厦门市"]]


def texts(sheet):
    return [list(row.texts) for row in sheet.rows]


def refused(name, data):
    with pytest.raises(FileRefused) as error:
        read_sheets(name, data)
    return error.value


def packed(parts, base=None):
    """A zip of these parts, those of `base` kept."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        if base is not None:
            with zipfile.ZipFile(io.BytesIO(base)) as old:
                for name in old.namelist():
                    if name not in parts:
                        archive.writestr(name, old.read(name))
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def sheet_xml(inside):
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inside}</worksheet>'


def with_sheet(inside):
    return packed({"xl/worksheets/sheet1.xml": sheet_xml(inside)}, make.xlsx(ROWS))


# Every format ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("list.xlsx", make.xlsx(ROWS)),
        ("list.xls", make.xls(ROWS)),
        ("list.csv", make.csv_file(ROWS)),
        ("LIST.CSV", make.csv_file(ROWS, "utf-8-sig")),
        ("list.csv", make.csv_file(ROWS, "gb18030")),
        ("list.csv", make.csv_file(ROWS, "utf-16")),
        ("list.txt", make.csv_file(ROWS, delimiter="\t")),
        ("list.csv", make.csv_file(ROWS, delimiter=";")),
        ("list.docx", make.docx_file(ROWS)),
    ],
)
def test_every_format_gives_the_same_rows(name, data):
    (sheet,) = read_sheets(name, data)

    assert texts(sheet) == ROWS
    assert [row.number for row in sheet.rows] == [1, 2, 3]


def test_big5_is_not_taken_for_gb18030():
    rows = [
        ["序號", "企業名稱", "地區"],
        ["1", "示例紡織股份有限公司", "廈門市"],
        ["2", "示例化學工業股份有限公司", "廈門市"],
    ]

    (sheet,) = read_sheets("list.csv", make.csv_file(rows, "big5"))

    assert texts(sheet) == rows


def test_rows_keep_the_number_they_have_in_the_file():
    (sheet,) = read_sheets("list.xlsx", make.xlsx([*ROWS[:1], [], [], *ROWS[1:]]))

    assert [row.number for row in sheet.rows] == [1, 4, 5]


@pytest.mark.parametrize("maker", [make.xlsx, make.xls], ids=["xlsx", "xls"])
def test_merged_cells_repeat_their_first_and_say_so(maker):
    rows = [["名单", "", ""], *ROWS[:2], ["2", "示例化工有限公司", ""]]
    suffix = maker.__name__

    (sheet,) = read_sheets(f"list.{suffix}", maker(rows, merges=[(0, 0, 0, 2), (2, 2, 3, 2)]))

    assert sheet.rows[0].texts == ("名单", "名单", "名单")
    assert sheet.rows[3].texts[2] == "泉州市"
    assert sheet.rows[3].cells[2].repeats
    assert not sheet.rows[2].cells[2].repeats


def test_merged_cells_of_a_word_table_repeat_their_first():
    rows = [*ROWS[:2], ["2", "示例化工有限公司", ""]]

    (sheet,) = read_sheets("list.docx", make.docx_file(rows, merges=[(1, 2, 2, 2)]))

    assert sheet.rows[2].texts[2] == "泉州市"
    assert sheet.rows[2].cells[2].repeats


def test_a_word_document_gives_paragraphs_and_tables_in_order():
    (sheet,) = read_sheets("list.docx", make.docx_file("附件1", ROWS, "附件2", ROWS[:2]))

    assert [(row.place, row.number, row.is_text) for row in sheet.rows] == [
        ("", 0, True),
        ("表1", 1, False),
        ("表1", 2, False),
        ("表1", 3, False),
        ("", 0, True),
        ("表2", 1, False),
        ("表2", 2, False),
    ]


def test_a_formula_is_kept_beside_the_value_of_the_file():
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("名单")
    sheet.write_row(0, 0, ROWS[0])
    sheet.write_formula("B2", '=CONCATENATE("示例","有限公司")', None, "示例有限公司")
    book.close()

    cell = read_sheets("list.xlsx", data.getvalue())[0].rows[1].cells[1]

    assert (cell.text, cell.formula) == ("示例有限公司", '=CONCATENATE("示例","有限公司")')


def test_a_formula_of_an_old_workbook_is_found_too():
    cells = read_sheets("list.xls", make.xls([*ROWS[:2], ["2", "=1+1", "x"]]))[0].rows[2].cells

    assert [bool(cell.formula) for cell in cells] == [False, True, False]


def test_numbers_stored_as_numbers_are_marked_and_whole_ones_have_no_point():
    for name, data in (
        ("a.xlsx", make.xlsx([*ROWS[:1], [1, "甲公司", 2]])),
        ("a.xls", make.xls([*ROWS[:1], [1, "甲公司", 2]])),
    ):
        first = read_sheets(name, data)[0].rows[1].cells[0]
        assert (first.text, first.is_number) == ("1", True)


def test_a_hidden_sheet_is_read_and_says_so():
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    book.add_worksheet("甲").write_row(0, 0, ROWS[0])
    hidden = book.add_worksheet("乙")
    hidden.write_row(0, 0, ROWS[0])
    hidden.hide()
    book.close()

    assert [sheet.is_hidden for sheet in read_sheets("list.xlsx", data.getvalue())] == [False, True]


def test_radicals_that_look_like_letters_become_the_letters():
    assert tidy("厦⻔⽕炬⾼新区绿⾊⼯⼚") == "厦门火炬高新区绿色工厂"


def test_a_line_break_inside_a_chinese_name_vanishes_and_a_blank_between_words_stays():
    assert tidy("示例科技有限公\n司") == "示例科技有限公司"
    assert tidy("友达 光电\r\nAUO Optronics") == "友达 光电 AUO Optronics"


# What is refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", make.csv_file(ROWS), "mislabelled"),
        ("a.xls", make.xlsx(ROWS), "mislabelled"),
        ("a.csv", make.xls(ROWS), "mislabelled"),
        ("a.docx", make.xlsx(ROWS), "mislabelled"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "markup"),
        ("a.pdf", b"\xff\xd8\xff\xe0" + bytes(60), "picture"),
        ("a.csv", b"1,2\n3,\x00\x01\x02", "other_kind"),
        ("a.xlsx", packed({"readme.txt": "x"}), "other_kind"),
        ("a.xlsx", b"PK\x03\x04" + bytes(50), "damaged"),
        ("a.xlsx", make.xlsx(ROWS)[:3000], "damaged"),
        ("a.pdf", b"%PDF-1.7\n%%EOF", "damaged"),
        ("a.rtf", make.csv_file(ROWS), "unknown_name"),
        ("a.doc", make.docx_file(ROWS), "unknown_name"),
        ("a", make.csv_file(ROWS), "unknown_name"),
        ("a.csv", b"\xff\xff\x81\xff\xfe\x80" * 30, "encoding"),
        ("a.xlsx", packed({"xl/vbaProject.bin": b"x"}, make.xlsx(ROWS)), "macros"),
        ("a.docx", packed({"word/vbaProject.bin": b"x"}, make.docx_file(ROWS)), "macros"),
        ("a.xlsx", packed({"xl/connections.xml": b"<x/>"}, make.xlsx(ROWS)), "links"),
    ],
)
def test_what_is_no_plain_list_is_refused(name, data, fault):
    assert refused(name, data).fault == fault


def test_a_link_to_another_workbook_is_refused_and_its_target_named():
    link = '<Relationship Id="rId1" Target="file:///D:/省厅/名单.xlsx" TargetMode="External"/>'
    rels = f"<Relationships>{link}</Relationships>"
    parts = {"xl/externalLinks/externalLink1.xml": "<x/>", "xl/externalLinks/_rels/externalLink1.xml.rels": rels}

    error = refused("a.xlsx", packed(parts, make.xlsx(ROWS)))

    assert (error.fault, error.place) == ("links", "file:///D:/省厅/名单.xlsx")


def test_a_password_is_recognised_in_the_container():
    name = "EncryptedPackage".encode("utf-16-le")
    entry = name + bytes(64 - len(name)) + (len(name) + 2).to_bytes(2, "little")

    assert refused("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + entry).fault == "encrypted"


def test_a_zip_bomb_is_refused_by_its_directory():
    error = refused("a.xlsx", packed({"xl/media/big.xml": bytes(limits.MAX_PART_BYTES + 1)}, make.xlsx(ROWS)))

    assert (error.fault, error.place) == ("bomb", "xl/media/big.xml")


def test_a_cell_at_the_far_corner_is_refused_with_its_sheet():
    row = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'

    error = refused("a.xlsx", with_sheet(f"<sheetData>{row}</sheetData>"))

    assert (error.fault, error.place, error.values["columns"]) == ("too_many_columns", "Sheet1", 16384)


def test_a_merge_over_the_whole_sheet_is_refused_with_its_range():
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'

    assert refused("a.xlsx", with_sheet(f"<sheetData/>{merge}")).place == "Sheet1 A1:XFD1048576"


def test_rows_behind_a_small_declared_dimension_are_counted():
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>1</v></c></row>' for at in range(1, limits.MAX_ROWS + 2))

    assert (
        refused("a.xlsx", with_sheet(f'<dimension ref="A1:G95"/><sheetData>{rows}</sheetData>')).fault
        == "too_many_rows"
    )


def test_formatted_but_empty_cells_to_the_right_are_no_columns():
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>企业名称</t></is></c><c r="XFD1" s="0"/></row>'

    assert texts(read_sheets("a.xlsx", with_sheet(f"<sheetData>{row}</sheetData>"))[0]) == [["企业名称"]]


def test_a_csv_of_a_million_columns_is_refused():
    assert refused("a.csv", b"x," * 1_000_000).fault == "too_many_columns"


ENTITIES = '<!DOCTYPE x [<!ENTITY a "名称名称"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ("xl/workbook.xml", 'name="Sheet1"'),
        ("xl/sharedStrings.xml", "<t>示例纺织有限公司"),
        ("xl/worksheets/sheet1.xml", "<t>inline"),
    ],
)
def test_entities_are_never_expanded(part, place):
    inline = '<row r="1"><c r="A1" t="inlineStr"><is><t>inline</t></is></c></row>'
    sound = with_sheet(f"<sheetData>{inline}</sheetData>") if "worksheets" in part else make.xlsx(ROWS)
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        declaration, root = re.fullmatch(r"(<\?xml[^>]*\?>\s*)?(.*)", archive.read(part).decode(), re.DOTALL).groups()
    word = re.split('[">]', place)[1]
    assert place in root

    with_entity = root.replace(place, place.replace(word, "&b;"))

    assert read_sheets("a.xlsx", packed({part: f"{declaration or ''}{root}"}, sound))
    assert refused("a.xlsx", packed({part: f"{declaration or ''}{ENTITIES}{with_entity}"}, sound)).fault == "damaged"


def test_every_refusal_and_problem_has_its_words():
    from showcase.lists.importing.rows.list_rows import Problem
    from showcase.lists.importing.rows.wording import problem_text

    names = ("megabytes", "most", "parts", "columns", "rows", "cells", "pages", "found", "named", "merges", "sheets")
    values = dict.fromkeys((*names, "letters"), 3)
    for fault in REFUSALS:
        assert refusal_text(FileRefused(fault, "Sheet1", **values), "a.xlsx").startswith("a.xlsx, Sheet1")
    for fault in PROBLEMS:
        assert problem_text(Problem(fault, "名称", "x")).startswith("名称")
