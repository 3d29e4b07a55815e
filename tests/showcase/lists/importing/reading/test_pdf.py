"""Text PDFs: cells between ruled lines, lines of text around them; hostile ones harm nothing but themselves."""

import pytest

from showcase.lists.importing.reading import limits, pdf_pages
from showcase.lists.importing.reading.pdf_tables import pdf_rows
from showcase.lists.importing.reading.process import read_sheets
from showcase.lists.importing.reading.sheets import FileRefused
from tests.showcase.lists.importing.pdf_writing import LINE, TOP, pdf, ruled, text

ROWS = [["No.", "Name", "Place"], ["1", "Textile Mill - One", "Quanzhou"], ["2", "Example Paper", "Xiamen"]]


def pages(data):
    """Of each page: the rows, each as (texts, is_text, starts_page). In this process, as the child has it."""
    return [
        [(list(row.texts), row.is_text, row.starts_page) for row in rows] for _total, _letters, rows in pdf_rows(data)
    ]


def table_texts(data):
    return [texts for page in pages(data) for texts, is_text, _starts in page if not is_text]


def refusal(data, name="a.pdf"):
    with pytest.raises(FileRefused) as error:
        read_sheets(name, data)
    return error.value.fault


# What is read ---------------------------------------------------------------------------------------------


def test_titles_tables_and_notes_come_from_top_to_bottom_without_the_page_number():
    drawn = text(60, 790, "List of units") + ruled(ROWS) + text(60, 600, "Note: in any order") + text(300, 20, "- 1 -")

    (page,) = pages(pdf([drawn]))

    assert page == [
        (["List of units"], True, False),
        (ROWS[0], False, True),
        (ROWS[1], False, False),
        (ROWS[2], False, False),
        (["Note: in any order"], True, False),
    ]


def test_a_cell_over_two_rows_repeats_in_the_second_and_says_so():
    ((_total, _letters, rows),) = pdf_rows(pdf([ruled([ROWS[0], ["1", "First", "Quanzhou"], ["2", "Second", ""]])]))

    assert [(row.cells[2].text, row.cells[2].repeats) for row in rows[1:]] == [("Quanzhou", False), ("Quanzhou", True)]


def test_a_row_without_a_line_at_the_break_is_there_on_both_pages():
    upper = ruled([ROWS[0], ["1", "Example", "Quanzhou"]], bottom_line=False)
    lower = ruled([["-", "Textile", "-"], ["2", "Example Paper", "Xiamen"]])

    assert table_texts(pdf([upper, lower])) == [
        ROWS[0],
        ["1", "Example", "Quanzhou"],
        ["", "Textile", ""],
        ["2", "Example Paper", "Xiamen"],
    ]


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [(0, "1 0 0 1 0 0"), (90, "0 1 -1 0 842 0"), (180, "-1 0 0 -1 595 842"), (270, "0 -1 1 0 0 595")],
)
def test_a_page_is_read_as_it_is_shown_also_where_it_lies_turned_in_the_file(turn, matrix):
    box = "/MediaBox [0 0 842 595]" if turn in (90, 270) else ""

    assert table_texts(pdf([f"{matrix} cm {ruled(ROWS)}"], f"/Rotate {turn} {box}")) == ROWS


def test_a_page_whose_corner_is_not_at_zero_is_read_alike():
    assert table_texts(pdf([f"1 0 0 1 -200 500 cm {ruled(ROWS)}"], "/MediaBox [-200 500 395 1342]")) == ROWS


def test_lines_drawn_in_a_form_on_the_page_rule_the_table_too():
    form = f"2 0 0 2 0 0 cm {ruled(ROWS, top=TOP / 2)}"
    stream = f"<< /Type /XObject /Subtype /Form /BBox [0 0 2000 2000] /Matrix [.5 0 0 .5 0 {TOP / 2}] /Resources "
    stream += f"<< /Font << /F1 3 0 R >> >> /Length {len(form)} >>\nstream\n{form}\nendstream"

    assert table_texts(pdf(["/X1 Do"], more=[stream])) == ROWS


def test_boxes_rule_a_table_as_lines_do_and_clips_that_draw_nothing_do_not():
    boxes = "".join(
        f"{60 + 120 * column} {TOP - LINE * (at + 1)} 120 {LINE} re S\n"
        + text(64 + 120 * column, TOP - LINE * at - 14, w)
        for at, row in enumerate(ROWS)
        for column, w in enumerate(row)
    )
    clip = f"q 100 {TOP - 60} 200 40 re W n Q\n"

    assert table_texts(pdf([clip + boxes])) == ROWS


def test_progress_is_told_page_by_page():
    told = []

    read_sheets("a.pdf", pdf([ruled(ROWS)] * 3), lambda done, total: told.append((done, total)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_rows_arrive_from_the_process_that_reads_as_they_were_read():
    (sheet,) = read_sheets("a.pdf", pdf([ruled([ROWS[0], ["1", "First", "Quanzhou"], ["2", "Second", ""]])]))

    assert [(row.place, row.number, row.starts_page) for row in sheet.rows] == [
        ("第1页", 1, True),
        ("第1页", 2, False),
        ("第1页", 3, False),
    ]
    assert [cell.repeats for cell in sheet.rows[2].cells] == [False, False, True]


# What is refused ------------------------------------------------------------------------------------------


def test_a_scan_has_no_text_and_says_so():
    assert refusal(pdf(["0 0 595 842 re f"])) == "scan"


def test_a_file_cut_off_in_the_middle_is_damaged_even_where_its_head_could_be_mended():
    whole = pdf([ruled(ROWS)] * 20)

    assert refusal(whole[: len(whole) // 2]) == "damaged"


def test_a_password_is_said_to_be_one():
    key = "<" + "28" * 32 + ">"
    locked = f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>"

    with pytest.raises(FileRefused, match="encrypted"):
        pages(pdf([ruled(ROWS)], trailer=locked))


def test_a_book_is_refused_before_it_is_read():
    with pytest.raises(FileRefused, match="too_many_pages"):
        pages(pdf([""] * (limits.MAX_PAGES + 1)))


@pytest.mark.parametrize("bound", ["MAX_LETTERS", "MAX_LINES"])
def test_a_page_of_more_than_any_page_holds_is_refused(monkeypatch, bound):
    monkeypatch.setattr(pdf_pages, bound, 20)

    with pytest.raises(FileRefused, match="too_hard"):
        pages(pdf([ruled(ROWS)]))
