"""Imports that were begun."""

from typing import Any

from portal.text.dates import PartialDate
from showcase.lists.importing.announcing import Notice
from showcase.lists.importing.applying import apply_import
from showcase.lists.importing.flow import Request, StartedImport, begin_import
from showcase.lists.importing.runs import Upload
from tests import factories
from tests.showcase.lists.importing import list_files as make

ROWS = [
    ["福建省绿色工厂名单"],
    ["序号", "企业名称", "所属地区"],
    ["1", "示例纺织有限公司", "泉州市晋江市"],
    ["2", "示例化工有限公司", "泉州市"],
]


FILE = Upload("附件1.xlsx", make.xlsx(ROWS))


def notice(**fields: Any) -> Notice:
    values = {
        "programme": factories.programme(),
        "level": factories.level(),
        "year": 2024,
        "kind": "final",
        "basis": "official_file",
        "effective": PartialDate(2024),
        "is_example": True,
    }
    return Notice(**{**values, **fields})


def begun(*uploads: Upload, **fields: Any) -> StartedImport:
    request = Request(uploads or (FILE,), factories.programme(), **{"notice": notice(), **fields})
    return begin_import(request)


def decide(started, decision):
    started.rows.filter(decision="open").update(decision=decision)
    return apply_import(started)
