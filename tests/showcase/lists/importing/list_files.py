"""Makes the file of a list in every format, from rows of text. A first row may be a title over all columns."""

import csv
import datetime as dt
import io
from collections.abc import Sequence

import docx
import xlsxwriter
import xlwt

Rows = Sequence[Sequence[object]]


def xlsx(*sheets: Rows, names: Sequence[str] = (), merges: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A workbook; a text beginning with `=` is a formula without a kept value. Merges: first and last row, column."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)})  # the same bytes every time
    for number, rows in enumerate(sheets):
        sheet = book.add_worksheet(names[number] if names else None)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for top, left, bottom, right in merges:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    book.close()
    return data.getvalue()


def xls(*sheets: Rows, names: Sequence[str] = (), merges: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for number, rows in enumerate(sheets):
        sheet = book.add_sheet(names[number] if names else f"Sheet{number + 1}", cell_overwrite_ok=True)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                is_formula = isinstance(value, str) and value.startswith("=")
                sheet.write(at, column, xlwt.Formula(value[1:]) if is_formula else value)
        for top, left, bottom, right in merges:
            sheet.merge(top, bottom, left, right)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def csv_file(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def docx_file(*parts: str | Rows, merges: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """Paragraphs and tables in order; merges hold for every table."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part), cols=max(len(row) for row in part))
        table.style = "Table Grid"
        for at, row in enumerate(part):
            for column, value in enumerate(row):
                table.cell(at, column).text = str(value)
        for top, left, bottom, right in merges:
            merged = table.cell(top, left).merge(table.cell(bottom, right))
            merged.text = str(part[top][left])
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def table_html(title: str, header: Sequence[str], rows: Rows, page_length: int) -> str:
    """Pages for a browser to print: title, ruled table, note. As Word does, a break splits a row and draws no line.

    The row at each break is printed in two halves: its first cells with half of the name above, the rest below.
    """
    pages = [rows[at : at + page_length] for at in range(0, len(rows), page_length)]
    tables = []
    for number, page in enumerate(pages):
        lines = [_line(row, "td") for row in page]
        if number:
            lines[0] = _line(_half(page[0], 1), "td", "border-top: none")
        if number + 1 < len(pages):
            lines.append(_line(_half(pages[number + 1][0], 0), "td", "border-bottom: none"))
        tables.append(f"<table>{_line(header, 'th') if number == 0 else ''}{''.join(lines)}</table>")
    style = (
        "@page { size: A4; margin: 15mm } body { font: 10pt 'Noto Sans CJK SC' } table { break-after: page }"
        "table { border-collapse: collapse; width: 100% } th, td { border: 1px solid black; padding: 2px }"
    )
    head, note = f"<!doctype html><meta charset=utf-8><style>{style}</style><h2>{title}</h2>", "<p>注：排名不分先后</p>"
    return f"{head}{''.join(tables)}{note}"


def _half(row: Sequence[object], half: int) -> list[str]:
    """The upper half has the serial number and the first letters of the name, the lower the rest of the name."""
    name = str(row[1])
    return [str(row[0]), name[:6], *map(str, row[2:])] if half == 0 else ["", name[6:], *[""] * (len(row) - 2)]


def _line(row: Sequence[object], tag: str, style: str = "") -> str:
    cells = "".join(f"<{tag} style='{style}'>{value}</{tag}>" for value in row)
    return f"<tr>{cells}</tr>"
