"""What the importer says of a file or a row: where it is, what is wrong, and the value."""

import pytest
from django.utils.translation import override

from showcase.lists.importing.reading.sheets import FileRefused
from showcase.lists.importing.rows.list_rows import ListRow, Problem
from showcase.lists.importing.rows.wording import problem_text, refusal_text


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("no_name"), "the name is missing"),
        (Problem("cut", column="所属行业"), "所属行业: cut after 255 characters"),
        (Problem("twice", value="3"), "the same unit is in the list twice, first in the row given (3)"),
        (Problem("unknown_region", "地区", "某地"), "地区: this place is not in the vocabulary (某地)"),
    ],
)
def test_a_problem_names_its_column_and_value_where_it_has_them(problem, text):
    assert problem_text(problem) == text


@pytest.mark.parametrize(
    ("file", "place", "text"),
    [
        ("", "", "The sheet has 12 cells; a list has at most 10."),
        ("a.xlsx", "", "a.xlsx: The sheet has 12 cells; a list has at most 10."),
        ("", "Sheet2", "Sheet2: The sheet has 12 cells; a list has at most 10."),
        ("a.xlsx", "Sheet2", "a.xlsx, Sheet2: The sheet has 12 cells; a list has at most 10."),
    ],
)
def test_a_refusal_says_where_and_how_much(file, place, text):
    assert refusal_text(FileRefused("too_many_cells", place, cells=12, most=10), file) == text


def test_a_row_gathers_its_problems_in_their_order():
    row = ListRow("a.xlsx", "S", 2, "甲厂")
    cut, twice = Problem("cut"), Problem("twice", severity="decide")

    assert row.having(None) is row
    assert row.having(cut).having(twice).problems == (cut, twice)
    assert [row.needs_decision, row.having(cut).needs_decision, row.having(cut).having(twice).needs_decision] == [
        False, False, True,
    ]  # fmt: skip


def test_a_refusal_of_no_particular_file_says_only_why():
    assert refusal_text(FileRefused("empty")) == "The file is empty."
