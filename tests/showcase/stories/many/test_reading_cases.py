"""A filled-in template is read without losing a character, and every problem names its cell."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import get_column_letter

from showcase.lists.importing.reading.sheets import FileRefused
from showcase.stories.many.reading.cases import restored, stored
from showcase.stories.many.reading.child import parsed
from showcase.stories.many.reading.columns import CASES, EFFECTS, SOURCES, columns_of
from showcase.stories.many.reading.lines import MAX_CASES
from showcase.stories.many.reading.process import read_workbook
from tests.showcase.stories.many.workbooks import EFFECT, FIRST, SOURCE, case, changed, filled, read, usual


def cell(kind, name, row=FIRST):
    """Where a field is in the template."""
    fields = [column.field for column in columns_of(kind)]
    return f"{get_column_letter(fields.index(name) + 1)}{row}"


def faults(data):
    found = read(data)
    return {
        (fault.code, fault.cell) for fault in (*found.faults, *(fault for one in found.cases for fault in one.faults))
    }


# Nothing is lost ------------------------------------------------------------------------------------------

visible = st.characters(exclude_categories=("C", "Z"), exclude_characters="_=").filter(str.isprintable)
words = st.text(visible | st.sampled_from(" \n"), min_size=1, max_size=40).filter(lambda text: text.strip())
TEXTS = tuple(column.field for column in columns_of(CASES) if column.field not in {"number", "title"})


def squeezed(text):
    return re.sub(r"\s", "", text)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=15, deadline=None)
@given(st.lists(st.fixed_dictionaries({"title": words}, optional=dict.fromkeys(TEXTS, words)), min_size=1, max_size=4))
def test_every_character_of_every_cell_is_read_in_its_place(rows):
    numbered = [{"number": str(at), **row} for at, row in enumerate(rows, start=1)]

    found = read(filled(numbered))

    assert len(found.cases) == len(rows)
    for row, one in zip(rows, found.cases, strict=True):
        assert {name: squeezed(text) for name, text in row.items()} == {
            name: squeezed(entry.text) for name, entry in one.line.entries.items() if entry.text and name != "number"
        }
        assert restored(stored(one)) == one


def test_the_paragraphs_of_a_cell_stay_lines():
    (one,) = read(filled([case(practices="第一段。\n\n 第二段。 ")])).cases

    assert one.line.text("practices") == "第一段。\n\n第二段。"


def test_characters_that_cannot_be_seen_are_not_read():
    (one,) = read(filled([case(title="余热\u200b回收\u202e改造")])).cases

    assert one.title == "余热回收改造"


def test_the_process_of_its_own_reads_the_same():
    data = usual()

    assert [sheet.rows for sheet in read_workbook("案例.xlsx", data)] == [
        sheet.rows for sheet in parsed("案例.xlsx", data)
    ]


# Rows and what belongs to them ----------------------------------------------------------------------------


def test_effects_and_sources_go_to_the_case_that_they_name_by_number_or_title():
    found = read(
        filled(
            [case(), case(number="2", title="空压机改造")],
            [EFFECT, {**EFFECT, "case": "空压机改造"}],
            [{**SOURCE, "case": "2"}],
        )
    )

    assert [(len(one.effects), len(one.sources)) for one in found.cases] == [(1, 0), (1, 1)]


def test_without_numbers_a_case_is_named_by_its_row():
    found = read(
        filled([case(number=None), case(number=None, title="空压机改造")], [{**EFFECT, "case": str(FIRST + 1)}])
    )

    assert [len(one.effects) for one in found.cases] == [0, 1]


def test_the_example_row_is_never_a_case():
    with pytest.raises(FileRefused, match="no_cases"):
        read(filled())


def test_an_example_row_that_was_written_into_is_named():
    data = changed(usual(), lambda book: book["案例"].__setitem__(cell(CASES, "title", 2), "我们的案例"))

    assert ("example_filled", cell(CASES, "number", 2)) in faults(data)


def test_headers_in_english_and_in_another_order_are_read():
    def translate(book):
        sheet = book["案例"]
        sheet.title = "Cases"
        for at, column in enumerate(columns_of(CASES), start=1):
            sheet.cell(1, at, column.en)

    (one,) = read(changed(filled([case()]), translate)).cases

    assert one.line.flat("enterprise") == "示例定型纺织有限公司"


def test_rows_that_say_the_same_have_the_same_key_wherever_they_are():
    first, second = read(filled([case(title="别的"), case(number="2")])).cases[1], read(filled([case()])).cases[0]

    assert first.key == second.key
    assert read(filled([case(year="2023")])).cases[0].key != second.key
    assert read(filled([case()], [EFFECT])).cases[0].key != second.key


# Problems name their cell ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (([case(title=None)],), ("no_title", cell(CASES, "title"))),
        (([case(title="长" * 256)],), ("title_too_long", cell(CASES, "title"))),
        (([case(), case(title="另一个")],), ("number_twice", cell(CASES, "number", FIRST + 1))),
        (([case(), case(number="2")],), ("twice", cell(CASES, "title", FIRST + 1))),
        (([case(summary="=1+1")],), ("formula", cell(CASES, "summary"))),
        (([case()], [{**EFFECT, "case": "9"}]), ("no_such_case", cell(EFFECTS, "case"))),
        (([case()], [{**EFFECT, "case": None}]), ("names_no_case", cell(EFFECTS, "case"))),
        (([case()], [], [{**SOURCE, "case": "没有"}]), ("no_such_case", cell(SOURCES, "case"))),
    ],
)
def test_a_problem_names_its_cell(rows, expected):
    assert expected in faults(filled(*rows))


def test_a_title_over_two_merged_rows_is_asked_about():
    data = filled([case(), case(number="2")])

    def merge(book):
        book["案例"].merge_cells(f"{cell(CASES, 'title')}:{cell(CASES, 'title', FIRST + 1)}")

    assert ("merged", cell(CASES, "title", FIRST + 1)) in faults(changed(data, merge))


def test_a_place_over_merged_rows_is_the_place_of_each():
    data = filled([case(), case(number="2", title="空压机改造", region=None)])

    def merge(book):
        book["案例"].merge_cells(f"{cell(CASES, 'region')}:{cell(CASES, 'region', FIRST + 1)}")

    assert [one.line.flat("region") for one in read(changed(data, merge)).cases] == ["福建省泉州市晋江市"] * 2


def test_hidden_and_strange_sheets_and_columns_are_named():
    def add(book):
        book.create_sheet("备注")["A1"] = "请看这里"
        book["来源"].sheet_state = "hidden"
        book["案例"]["Z1"] = "联系人"

    found = read(changed(usual(), add))

    assert {(fault.code, fault.sheet, fault.cell) for fault in found.faults} == {
        ("unread_sheet", "备注", ""),
        ("hidden_sheet", "来源", ""),
        ("unknown_column", "案例", "Z1"),
    }
    assert found.cases[0].sources == ()


# Refused --------------------------------------------------------------------------------------------------


def test_more_rows_than_a_file_may_have_are_refused():
    with pytest.raises(FileRefused, match="too_many_cases"):
        read(filled([case(number=str(at), title=f"案例{at}") for at in range(MAX_CASES + 1)]))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda book: book.__delitem__("案例"), "no_cases_sheet"),
        (lambda book: book["案例"].delete_rows(1), "no_header"),
    ],
)
def test_a_workbook_that_is_not_the_template_is_refused(change, fault):
    with pytest.raises(FileRefused) as refused:
        read(changed(usual(), change))

    assert refused.value.fault == fault


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"a,b\n1,2", b""])
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(FileRefused):
        parsed("案例.xlsx", data)
