"""The real list rows that every format is made from (`../shared/data/fujian`)."""

import csv
from functools import cache

from ops.places import ROOT
from showcase.lists.importing.rows.regions import KnownRegion, RegionIndex
from tests.conftest import unavailable

_REAL = "shared/data/fujian/listed_enterprises.csv"
_REGIONS = ROOT / "showcase" / "vocabulary" / "data" / "regions.csv"
HEADER = ("序号", "企业名称", "所属地区", "所属行业", "第三方评价机构")


@cache
def real_rows() -> tuple[tuple[str, ...], ...]:
    """Serial, name, place, industry, evaluator of the real rows, each name once."""
    # Beside the checkout, or beside the folder of a worktree
    file = next((parent / _REAL for parent in ROOT.parents if (parent / _REAL).exists()), None)
    if file is None:
        unavailable(f"reads ../{_REAL}, not part of the project")
    rows = {row["name_zh"]: row for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())}
    return tuple(
        (str(at), name, row["city_zh"], row["industry"], "示例评价机构")
        for at, (name, row) in enumerate(rows.items(), start=1)
    )


@cache
def regions() -> RegionIndex:
    """The regions of the vocabulary."""
    rows = csv.DictReader(_REGIONS.read_text(encoding="utf-8-sig").splitlines())
    return RegionIndex(
        KnownRegion(row["code"], (row["zh"], *filter(None, row["aliases_zh"].split("|"))), row["parent"])
        for row in rows
    )
