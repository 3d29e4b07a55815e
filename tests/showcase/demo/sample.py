"""A small, sound demonstration folder that the tests spoil one word at a time."""

from dataclasses import dataclass, field
from pathlib import Path

from showcase.demo.reading.faults import StoryFileError
from showcase.demo.reading.files import DemoFiles, read_demo

KNOWN = {
    "industries": {"C17", "G08"},
    "techniques": {"T02.01"},
    "processes": {"P039"},
    "regions": {"350000", "350582"},
    "goals": {"2025-1"},
    "programmes": {"green-factory", "green-park"},
    "levels": {"national", "provincial"},
    "units": {"tce", "percent"},
}

FACTS = """\
kind: case
number: C01
industries: [C17]
cross_industry: false
techniques: [T02.01]
processes: [P039]
regions: ["350582"]
goals: [2025-1]
enterprises: [mill]
standing: listed
standing_source: 1
standing_note: {zh: 见报道, en: see the report}
depth: full
plant: {build: new, source: 1}
programmes: [green-factory]
levels: [national]
year: 2024
confirmed_on: 2026-11-22
caveat: {zh: 企业说明, en: company statement}
related: []
sources:
  - number: 1
    publisher: 闽南网
    title: 示例报道
    topic: false
    date: 2024-08
    kind: press
  - number: 2
    publisher: 示例日报
    title: 另一篇报道
    title_en: Another report
    topic: true
    date_note: {zh: 日期未注明, en: date not stated}
    kind: press
    quotes: [排气170 ℃]
effects:
  - key: heat
    quantity: energy_saved
    printed: 年节约5400吨标准煤
    printed_language: zh-hans
    low: 5400
    high: 5400.5
    unit: tce
    per: year
    direction: saved
    of_what: {zh: 废气余热, en: exhaust heat}
    period: 2024-08
    scope: measure
    evidence: estimated
    source: 1
"""
ZH = """\
# 示例

一句摘要。

## background

第一段，有**强调**。[1][2]

## practices

- 一项，见[示例二](story:two)。[1]
- 又一项。[portal]

## missing

投资。
"""
EN = """\
# Example

One summary.

## background

First paragraph, with **emphasis**. [1][2]

## practices

- One item, see [the second](story:two). [1]
- Another item. [portal]

## missing

The investment.
"""
ENTERPRISES = """\
name_zh: 示例企业甲
name_en: Example A
region: "350582"
industries: [C17]
mentions:
  - text: {zh: 报道称其获奖。, en: A report says that it won a prize.}
    source: 1
sources:
  - number: 1
    publisher: 闽南网
    title: 示例报道
    topic: false
    date: 2024-08
    kind: press
"""
LIST = """\
programmes: [green-factory, green-park]
level: provincial
region: "350000"
year: 2023
batch: {zh: 2023年度, en: "2023"}
kind: final
basis: press
stated_total: {green-factory: 131, green-park: 7}
coverage: partial
effective_on: 2023
title: {zh: 示例名单, en: Example list}
text: {zh: 据媒体报道整理，非官方文件。, en: Compiled from press reports.}
sources:
  - number: 1
    publisher: 闽南网
    title: 示例报道
    topic: false
    date: 2023-11-01
    kind: press
"""
ENTRIES = """\
serial,name,region,programme,enterprise,source,data_row
1,示例企业甲,350582,green-factory,mill,1,37
2,示例园区,350582,green-park,,1,38
"""
PROPOSAL = """\
programmes: [green-factory]
level: provincial
region: "350000"
year: 2026
kind: proposal
is_example: true
basis: official_page
coverage: unknown
title: {zh: 示例公示, en: Example proposal}
text: {zh: 全部虚构。, en: All invented.}
notice:
  open_days: 15
  office_contact: 示例处室
  discipline_contact: 示例纪检
sources: []
"""
PROPOSED = """\
serial,name,region,programme,enterprise,source,data_row,action,former_name,reason,product
1,示例企业甲,350582,green-factory,mill,0,0,list,,,
"""
PAGE_ZH = """\
---
title: 五化
slug: goals
summary: 一句摘要。
order: 2
confirmed_on: 2026-11-22
sources:
  - number: 1
    publisher: 国家标准化管理委员会
    title: GB/T 36132-2025
    topic: false
    date: 2025-12-31
    kind: standard
---

## 新版

1. 能源低碳化。[1]
"""
PAGE_EN = """\
---
title: The five goals
slug: goals
summary: One summary.
---

## The new version

1. Low-carbon energy. [1]
"""
PROFILE = """\
sources:
  - number: 1
    publisher: 示例协会
    title: 行业用能
    topic: false
    date: 2020
    kind: literature
zh:
  - 蒸汽用量最大。[1]
  - 热随废气和废水排出。[portal]
en:
  - Steam takes the largest share. [1]
  - Heat leaves with exhaust and waste water. [portal]
"""
COLLECTION = """\
order: 1
title: {zh: 示例专题, en: Example collection}
summary: {zh: 先量清楚。, en: Measure first.}
introduction:
  zh: [第一段。, 第二段。]
  en: [The first., The second.]
items:
  - story: one
    remark: {zh: 先看这篇, en: Begin here}
  - story: two
    remark: {zh: 再看这篇, en: Then this one}
"""
SKETCH = """\
title | 余热回收 | Heat recovery
said | 废气加热水。 | Exhaust warms water.
note | 逆流换热。 | Counter-flow.
sources 1
size 400 200
box 20,40 100,60 | 定型机 | Stenter
box 240,40 100,60 | 换热器 | Exchanger
stream heat 120,70 240,70 at 180,50 middle | 热废气 | Hot exhaust | heat
legend heat | 热 | heat
"""


def sound() -> dict[str, str]:
    """The files of a demonstration folder without a fault: two stories, one of everything else."""
    second = FACTS.replace("related: []", "related: [one]")
    link_back = {"示例二](story:two": "示例一](story:one", "the second](story:two": "the first](story:one"}
    zh, en = ZH, EN
    for old, new in link_back.items():
        zh, en = zh.replace(old, new), en.replace(old, new)
    return {
        "stories/one/facts.yaml": FACTS,
        "stories/one/zh-hans.md": ZH,
        "stories/one/en.md": EN,
        "stories/one/sketch.txt": SKETCH,
        "stories/two/facts.yaml": second,
        "stories/two/zh-hans.md": zh,
        "stories/two/en.md": en,
        "enterprises/mill.yaml": ENTERPRISES,
        "lists/list/facts.yaml": LIST,
        "lists/list/entries.csv": ENTRIES,
        "industries/G08.yaml": PROFILE,
        "lists/proposal/facts.yaml": PROPOSAL,
        "lists/proposal/entries.csv": PROPOSED,
        "pages/goals/zh-hans.md": PAGE_ZH,
        "pages/goals/en.md": PAGE_EN,
        "collections/kit.yaml": COLLECTION,
    }


@dataclass
class Sample:
    """A demonstration folder on disk; `spoil` changes one place and remembers its line."""

    root: Path
    files: dict[str, str] = field(default_factory=sound)

    def spoil(self, name: str, old: str, new: str) -> int:
        """Replace the first `old` in a file; the line, from 1, on which it stood."""
        text = self.files[name]
        assert old in text, f"{old!r} is not in {name}"
        self.files[name] = text.replace(old, new, 1)
        return text[: text.index(old)].count("\n") + 1

    def read(self) -> DemoFiles:
        for name, text in self.files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return read_demo(self.root, KNOWN)

    def faults(self) -> list[tuple[str, int, str]]:
        """The faults of the folder as (file, line, message)."""
        try:
            self.read()
        except StoryFileError as error:
            return [(str(f.path.relative_to(self.root)), f.line, f.message) for f in error.faults]
        return []
