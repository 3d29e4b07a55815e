"""A file that is small and would cost minutes or gigabytes is refused by what it declares, before it is read."""

import io
import struct
import sys
import tracemalloc
import zipfile
import zlib

import pytest
import xlwt

from showcase.lists.importing.reading import limits
from showcase.lists.importing.reading import process as reading
from showcase.lists.importing.reading.process import read_sheets
from showcase.lists.importing.reading.sheets import FileRefused
from showcase.lists.importing.rows.wording import refusal_text
from showcase.objections.evidence import EvidenceRefused, read_evidence
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.pdf_writing import pdf

ROWS = [["序号", "企业名称"], ["1", "示例纺织有限公司"]]
MEMORY, SECONDS = 450_000_000, 20  # half of what the reader may use: a bomb must never come near it
PARENT = 80_000_000  # bytes that the process which asks may use itself
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def packed(base, **parts):
    """A package of `base` with other contents of some parts, named without folder and ending."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive, zipfile.ZipFile(io.BytesIO(base)) as old:
        for name in old.namelist():
            stem = name.rpartition("/")[2].removesuffix(".xml")
            archive.writestr(name, parts[stem] if stem in parts else old.read(name))
    return data.getvalue()


def workbook(inside, **parts):
    return packed(make.xlsx(ROWS), sheet1=SHEET.format(inside), **parts)


def document(inside):
    return packed(make.docx_file(ROWS), document=WORD.format(inside))


def cells(count, cell, in_row=100):
    """So many cells, one text for all, in rows that number themselves."""
    row = f"<row>{cell * in_row}</row>"
    return f"<sheetData>{row * (count // in_row)}</sheetData>"


def merged(ref, times):
    return f"<sheetData/><mergeCells>{f'<mergeCell ref={chr(34)}{ref}{chr(34)}/>' * times}</mergeCells>"


def strings(inside):
    return f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inside}</sst>'


def old_workbook(times=1, text="示例"):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名单")
    sheet.write(0, 0, text)
    sheet._Worksheet__merged_ranges.extend([(0, 20_000, 0, 9)] * times)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def many_entries():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for at in range(60_000):
            archive.writestr(f"xl/{at}", "")
    return data.getvalue()


def inflated(megabytes):
    """A page whose content is so many megabytes of blanks, a thousandth of that in the file."""
    content = zlib.compress(b" " * 1_000_000 * megabytes, 9).decode("latin-1")
    stream = (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode /Length {len(content)} >>\nstream\n"
    )
    return pdf(["/X1 Do"], more=[f"{stream}{content}\nendstream"])


BOMBS = {
    "merges of a sheet, one over another": ("a.xlsx", lambda: workbook(merged("A1:GR1900", 40_000)), "too_many_cells"),
    "small merges without end": ("a.xlsx", lambda: workbook(merged("A1:B1", 500_000)), "too_many_merges"),
    "a row of cells without end": ("a.xlsx", lambda: workbook(cells(2_000_000, "<c/>", 2_000_000)), "too_many_cells"),
    "cells without end": ("a.xlsx", lambda: workbook(cells(1_000_000, "<c/>")), "too_many_cells"),
    "one long text in every cell": (
        "a.xlsx",
        lambda: workbook(
            cells(20_000, '<c t="s"><v>0</v></c>'), sharedStrings=strings(f"<si><t>{'长' * 3_000}</t></si>")
        ),
        "too_many_letters",
    ),
    "texts without end": (
        "a.xlsx",
        lambda: workbook("<sheetData/>", sharedStrings=strings("<si/>" * 9_000_000)),
        "too_many_tags",
    ),
    "formats without end": (
        "a.xlsx",
        lambda: workbook("<sheetData/>", styles=f"<styleSheet><cellXfs>{'<xf/>' * 9_000_000}</cellXfs></styleSheet>"),
        "too_many_tags",
    ),
    "elements inside one another": (
        "a.xlsx",
        lambda: workbook(f"{'<row>' * 100_000}{'</row>' * 100_000}"),
        "damaged",
    ),
    "entries of a package": ("a.xlsx", many_entries, "too_many_parts"),
    "a part that unpacks to gigabytes": ("a.docx", lambda: document(" " * (limits.MAX_PART_BYTES + 1)), "bomb"),
    "merges of an old workbook": ("a.xls", lambda: old_workbook(5_000), "too_many_cells"),
    "texts an old workbook declares": (
        "a.xls",
        lambda: old_workbook(text="unique-text").replace(
            struct.pack("<II", 1, 1), struct.pack("<II", 1, 200_000_000), 1
        ),
        "too_many_cells",
    ),
    "commas": ("a.csv", lambda: b"a," * 9_000_000, "too_many_columns"),
    "lines of commas": ("a.csv", lambda: (b"," * 99 + b"\n") * 190_000, "too_many_cells"),
    "blank lines": ("a.csv", lambda: b"\n" * 19_000_000, "too_many_rows"),
    "lines of one letter": ("a.csv", lambda: b"a\n" * 9_500_000, "too_many_rows"),
    "lines of one letter in Chinese encoding": (
        "a.csv",
        lambda: "示\n".encode("gb18030") * 6_000_000,
        "too_many_rows",
    ),
    "paragraphs without text": ("a.docx", lambda: document("<w:p/>" * 3_500_000), "too_many_tags"),
    "paragraphs": ("a.docx", lambda: document("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100_000), "too_many_rows"),
    "a cell over columns without end": (
        "a.docx",
        lambda: document(f"<w:tbl><w:tr>{_cell(199) * 20_000}</w:tr></w:tbl>"),
        "too_many_columns",
    ),
    "a row that begins far to the right": (
        "a.docx",
        lambda: document('<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr></w:tr></w:tbl>'),
        "too_many_columns",
    ),
    "a long text in merged cells": (
        "a.docx",
        lambda: document(
            f"<w:tbl><w:tr>{_cell(190, '长' * 9_000)}</w:tr>{f'<w:tr>{_cell(190, merge=True)}</w:tr>' * 900}</w:tbl>"
        ),
        "too_many_letters",
    ),
    "tables inside one another": (
        "a.docx",
        lambda: document("<w:tbl><w:tr><w:tc>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000),
        "damaged",
    ),
    "pages": ("a.pdf", lambda: pdf([""] * (limits.MAX_PAGES + 1)), "too_many_pages"),
}


def _cell(span, text="x", *, merge=False):
    joined = "<w:vMerge/>" if merge else '<w:vMerge w:val="restart"/>'
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{joined}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'


@pytest.fixture
def tight(monkeypatch):
    """Give the reader less memory and time than it has: what passes here does so with a wide margin."""
    bounded = f"c.MAX_MEMORY, c.MAX_SECONDS = {MEMORY}, {SECONDS}"
    begin = f"from showcase.lists.importing.reading import child as c; {bounded}; c.main()"
    monkeypatch.setattr(reading, "_CHILD", (sys.executable, "-c", begin))


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_by_what_it_declares_and_says_what_is_too_much(tight, bomb):
    name, make_data, fault = BOMBS[bomb]
    data = make_data()
    assert len(data) <= limits.MAX_FILE_BYTES

    tracemalloc.start()
    with pytest.raises(FileRefused) as refused:
        read_sheets(name, data)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert refused.value.fault == fault
    assert name in refusal_text(refused.value, name)
    assert peak < PARENT


def test_what_no_count_foresees_stops_at_the_bounds_of_the_reader(tight):
    with pytest.raises(FileRefused) as refused:
        read_sheets("a.pdf", inflated(1_500))

    assert refused.value.fault == "too_hard"


def test_a_full_list_of_the_largest_kind_is_read(tight):
    rows = [["序号", "企业名称", "地区"], *([str(at), f"示例{at}有限公司", "泉州市"] for at in range(1, 20_001))]

    for name, data in (("a.xlsx", make.xlsx(rows)), ("a.csv", make.csv_file(rows))):
        (sheet,) = read_sheets(name, data)
        assert len(sheet.rows) == len(rows)


def test_a_package_of_entries_without_end_is_no_evidence_either():
    data = many_entries()

    tracemalloc.start()
    with pytest.raises(EvidenceRefused):
        read_evidence("a.xlsx", data, len(data))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 20_000_000
