"""Writes the workbook that bureaus fill in: cases, effects, sources, how to fill them in, and lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from portal.answers.xlsx_answer import WORKBOOK_OPTIONS
from showcase.stories.many.choices import CHOICES, labels_of
from showcase.stories.many.reading.columns import (
    CASES,
    EFFECTS,
    EXAMPLE,
    NOTES_SHEET,
    SHEET_NAMES,
    SOURCES,
    TERMS_SHEET,
    Column,
    columns_of,
)
from showcase.stories.many.reading.lines import MAX_CASES, MAX_LINES
from showcase.vocabulary.tagging.terms import Tags

_LANGUAGE = "zh-hans"  # bureaus fill it in, whatever language the editor works in
_TERMS = ("industry", "technique", "region")
_NOTES_HEADER = ("工作表", "栏目", "English", "必填", "填写方法")
_NOTES = (
    "一行一个案例。文字填在“案例”表，数字填在“成效”表，出处填在“来源”表。",
    "标有*的栏目必填。表头用中文或英文均可，栏目可以调换顺序，可以删去不用的栏目。",
    f"第一列写“{EXAMPLE[0]}”的行是示例，不导入；请勿在示例行中填写，填写时另起一行。",
    "不要合并单元格，不要用公式，不要隐藏工作表，不要保存宏。",
    f"一个文件最多{MAX_CASES}个案例。导入后先预览，逐行确认，再生成草稿；不会直接发布。",
)


def template(tags: Tags) -> bytes:
    """Return the workbook; its lists of terms are those of the vocabulary at this moment."""
    import xlsxwriter  # heavy: only downloads need it

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**WORKBOOK_OPTIONS, "constant_memory": False}) as book:
        formats = {
            "header": book.add_format({"bold": True, "bg_color": "#E7F2EC", "border": 1, "text_wrap": True}),
            "example": book.add_format({"italic": True, "font_color": "#6B6B6B", "text_wrap": True, "valign": "top"}),
            "cell": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        }
        _add_notes(book, formats)
        lists = _lists(tags)
        sheets = {kind: book.add_worksheet(SHEET_NAMES[kind][0]) for kind in (CASES, EFFECTS, SOURCES)}
        ranges = _add_lists(book, lists)
        for kind, sheet in sheets.items():
            _fill(sheet, columns_of(kind), formats, ranges, MAX_CASES if kind == CASES else MAX_LINES)
        sheets[CASES].activate()
    return content.getvalue()


def _lists(tags: Tags) -> dict[str, list[str]]:
    terms = {name: [f"{tag.code} {tag.zh}" for tag in tags if tag.vocabulary == name] for name in _TERMS}
    return {**{name: list(labels_of(name, _LANGUAGE).values()) for name in CHOICES}, **terms}


def _add_notes(book: Any, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(NOTES_SHEET)
    for at, width in enumerate((10, 18, 22, 8, 90)):
        sheet.set_column(at, at, width)
    for number, note in enumerate(_NOTES):
        sheet.write(number, 0, note)
    first = len(_NOTES) + 1
    for at, title in enumerate(_NOTES_HEADER):
        sheet.write(first, at, title, formats["header"])
    columns = [column for kind in SHEET_NAMES for column in columns_of(kind)]
    for number, column in enumerate(columns, start=first + 1):
        needed = "必填" if column.is_required else ""
        said = (SHEET_NAMES[column.sheet][0], column.zh, column.en, needed, column.note)
        for at, words in enumerate(said):
            sheet.write(number, at, words)


def _add_lists(book: Any, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Write the lists to a hidden sheet and return name → its range; a drop-down itself holds 255 characters."""
    sheet = book.add_worksheet(TERMS_SHEET)
    sheet.hide()
    ranges = {}
    for column, (name, words) in enumerate(lists.items()):
        for number, one in enumerate(words):
            sheet.write(number, column, one)
        letter = chr(ord("A") + column)
        ranges[name] = f"={TERMS_SHEET}!${letter}$1:${letter}${max(1, len(words))}"
    return ranges


def _fill(
    sheet: Any, columns: Sequence[Column], formats: Mapping[str, Any], ranges: Mapping[str, str], most: int
) -> None:
    """Write header, example and drop-downs of a sheet; cells are text, so that long codes keep their digits."""
    sheet.freeze_panes(1, 2)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, formats["cell"])
        sheet.write(0, at, f"{column.zh}*" if column.is_required else column.zh, formats["header"])
        sheet.write(1, at, column.example, formats["example"])
        if column.choices:
            sheet.data_validation(1, at, most + 1, at, _validation(column, ranges))


def _validation(column: Column, ranges: Mapping[str, str]) -> dict[str, Any]:
    """Return the drop-down of a column: closed for a closed list, an offer where several terms may be typed."""
    return {
        "validate": "list",
        "source": ranges[column.choices],
        "ignore_blank": True,
        "show_error": column.choices in CHOICES,
        "error_title": column.zh,
        "error_message": "请从下拉列表中选择。",
    }
