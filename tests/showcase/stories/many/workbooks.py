"""Fills in the template as a bureau does. Invented cases only."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import load_workbook

from showcase.stories.many.reading.cases import ReadCases, read_cases
from showcase.stories.many.reading.child import parsed
from showcase.stories.many.reading.columns import CASES, EFFECTS, SHEET_NAMES, SOURCES, columns_of
from showcase.stories.many.reading.process import cleaned
from showcase.stories.many.template import template
from showcase.vocabulary.tagging.terms import Tag, Tags

Rows = Iterable[Mapping[str, Any]]
FIRST = 3  # row below header and example
TAGS = Tags(
    [
        Tag("industry:1", "industry", "C1713", "棉印染精加工", "Dyeing", ("印染",)),
        Tag("industry:2", "industry", "C176", "针织、编织物制造", "Knitting"),
        Tag("technique:1", "technique", "T02.01", "余热回收", "Waste heat recovery", ("热回收",)),
        Tag("technique:2", "technique", "T02.02", "余压利用", "Pressure recovery", ("热回收",)),
        Tag("region:1", "region", "350582", "晋江市", "Jinjiang"),
    ]
)


def case(**fields: Any) -> dict[str, Any]:
    """A case as a bureau writes it; `number` is 1 unless given."""
    return {
        "number": "1",
        "title": "定型机余热回收改造",
        "enterprise": "示例定型纺织有限公司",
        "industries": "C1713",
        "techniques": "余热回收",
        "region": "福建省泉州市晋江市",
        "year": "2024",
        "standing": "参考案例，未核实是否列入名单",
        "summary": "回收定型机余热，年节约电186万kWh。",
        "background": "定型工序排出大量高温废气。",
        "practices": "加装换热器。\n用废气预热新风。[1]",
        "lessons": "换热器要定期清洗。",
        **fields,
    }


EFFECT = {
    "case": "1",
    "words": "年节约电约186万kWh",
    "of_what": "定型工序",
    "scope": "项目",
    "evidence": "企业自述",
    "source": "1",
}
SOURCE = {"case": "1", "title": "余热回收见效", "publisher": "示例报", "date": "2024-08-10"}


def filled(cases: Rows = (), effects: Rows = (), sources: Rows = (), *, tags: Tags = TAGS) -> bytes:
    """The template with these rows below the examples."""
    book = load_workbook(io.BytesIO(template(tags)))
    for kind, rows in ((CASES, cases), (EFFECTS, effects), (SOURCES, sources)):
        fields = [column.field for column in columns_of(kind)]
        sheet = book[SHEET_NAMES[kind][0]]
        for at, row in enumerate(rows, start=FIRST):
            for name, value in row.items():
                sheet.cell(at, fields.index(name) + 1, value)
    return saved(book)


def changed(data: bytes, change: Any) -> bytes:
    """The workbook after `change(book)`."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    return saved(book)


def saved(book: Any) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(data: bytes) -> ReadCases:
    """What is read of a workbook; in this process, which takes less time."""
    return read_cases(cleaned(parsed("案例.xlsx", data)))


def usual() -> bytes:
    """Two cases, an effect and a source of the first."""
    second = case(number="2", title="空压机余热利用", enterprise="示例化工有限公司", practices="加装热回收机组。")
    return filled([case(), second], [EFFECT], [SOURCE])
