"""Sheets as a reader of files gives them, made of rows of texts."""

from showcase.lists.importing.reading.sheets import Cell, Row, Sheet
from showcase.lists.importing.rows.headers import find_tables

NAMES = ("福建省示例纺织科技有限公司", "示例化工（厦门）有限公司", "某某经济开发区", "示例新材料集团股份有限公司")


def sheet(*rows, place="Sheet1"):
    cells = ((number, [Cell(str(text)) for text in row]) for number, row in enumerate(rows, start=1))
    return Sheet(
        "a.xlsx", place, tuple(Row(place, number, tuple(row)) for number, row in cells if any(c.text for c in row))
    )


def the_table(*rows):
    (table,) = find_tables(sheet(*rows)).tables
    return table


def printed(table):
    return [list(row.texts) for row in table.rows if isinstance(row, Row)]
