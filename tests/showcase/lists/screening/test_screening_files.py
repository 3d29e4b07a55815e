"""Nothing in a file escapes the screening: hidden sheets and rows, comments, headers, deleted text, properties."""

import io
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from ops.places import ROOT
from showcase.lists.importing.reading.process import read_file
from showcase.lists.screening.patterns import Kind
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.pdf_writing import pdf, ruled

ROWS = [["序号", "企业名称", "所属地区"], ["1", "示例纺织有限公司", "泉州市"]]
NUMBER = "13812345678"
CASES = ROOT.parent / "shared/cases/lists"


def found(name, data):
    return {(finding.kind, finding.value) for finding in read_file(name, data).findings}


def workbook(change):
    book = openpyxl.load_workbook(io.BytesIO(make.xlsx(ROWS)))
    change(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def hidden_sheet(book):
    book.create_sheet("底稿")["A1"] = NUMBER
    book["底稿"].sheet_state = "veryHidden"


def hidden_row(book):
    book.active["B5"] = f"电话{NUMBER}"
    book.active.row_dimensions[5].hidden = True


def as_number(book):
    book.active["D2"] = int(NUMBER)


def in_comment(book):
    book.active["A1"].comment = Comment(f"请拨打 {NUMBER}", "张三")


def in_header(book):
    book.active.oddHeader.center.text = f"联系 {NUMBER}"


def in_properties(book):
    book.properties.description = NUMBER


def in_a_defined_name(book):
    book.active.title = "名单"
    book.properties.keywords = f"tel {NUMBER}"


@pytest.mark.parametrize(
    "change", [hidden_sheet, hidden_row, as_number, in_comment, in_header, in_properties, in_a_defined_name]
)
def test_every_corner_of_a_workbook_is_looked_through(change):
    assert (Kind.MOBILE, NUMBER) in found("a.xlsx", workbook(change))


def word(xml="", header=""):
    document = docx.Document()
    document.add_paragraph("示例纺织有限公司")
    if header:
        document.sections[0].header.paragraphs[0].text = header
    data = io.BytesIO()
    document.save(data)
    if not xml:
        return data.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data.getvalue())) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1)
            new.writestr(name, content)
    return changed.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        word(header=f"联系 {NUMBER}"),
        word("<w:p><w:r><w:t>138</w:t></w:r><w:r><w:t>1234</w:t></w:r><w:r><w:t>5678</w:t></w:r></w:p>"),
        word(f'<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del></w:p>'),
        word(f'<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>{NUMBER}</w:t></w:r></w:ins></w:p>'),
        word(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{NUMBER}</w:t></w:r></w:p>"),
    ],
    ids=["header", "cut into runs", "deleted", "inserted", "hidden"],
)
def test_every_corner_of_a_word_document_is_looked_through(data):
    assert (Kind.MOBILE, NUMBER) in found("a.docx", data)


def test_old_workbooks_tables_of_text_and_pdfs_are_looked_through():
    rows = [*ROWS, ["2", f"联系人：张三 {NUMBER}", ""]]

    assert {(Kind.MOBILE, NUMBER), (Kind.NAME, "张三")} <= found("a.xls", make.xls(rows))
    assert {(Kind.MOBILE, NUMBER), (Kind.NAME, "张三")} <= found("a.csv", make.csv_file(rows, "gb18030"))
    assert found("a.pdf", pdf([ruled([["No.", "Phone"], ["1", NUMBER]])])) == {(Kind.MOBILE, NUMBER)}


def test_properties_of_a_pdf_are_looked_through():
    page = ruled([["No.", "Name"], ["1", "Example"]])
    data = pdf([page], trailer="/Info 4 0 R", more=[f"<< /Subject ({NUMBER}) >>"])

    assert found("a.pdf", data) == {(Kind.MOBILE, NUMBER)}


def test_a_file_inside_the_file_is_said_not_to_be_looked_at():
    data = io.BytesIO(make.xlsx(ROWS))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/embeddings/oleObject1.bin", b"x")

    assert found("a.xlsx", data.getvalue()) == {(Kind.EMBEDDED, "xl/embeddings/oleObject1.bin")}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", make.xlsx(ROWS)),
        ("a.xls", make.xls(ROWS)),
        ("a.csv", make.csv_file(ROWS)),
        ("a.docx", make.docx_file("主管处室：节能处 0591-87543210", ROWS)),
    ],
)
def test_a_plain_list_holds_nothing(name, data):
    assert found(name, data) == set()


@pytest.mark.skipif(not CASES.exists(), reason="reads ../shared")
def test_the_file_that_was_published_unscreened_is_found_out():
    names = {"王小明", "陈大文"}
    mobiles = {f"1395900000{at}" for at in range(1, 6)}

    assert found("a.xlsx", (CASES / "38_personal.xlsx").read_bytes()) == {
        *((Kind.NAME, name) for name in names),
        *((Kind.MOBILE, number) for number in mobiles),
        (Kind.IDENTITY, "35052119800101123X"),
    }
