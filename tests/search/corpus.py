"""Small bilingual corpora for tests of the search: invented plants, everyday engineering text."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from search.core.engine import Put, SearchEngine
from search.core.record import Record, RecordText
from search.text.expansion import Concept, ConceptKind, Name, Vocabulary

NAMES = {
    "T02.01": (ConceptKind.TECHNIQUE, ["余热回收", "Waste heat recovery"], ["废热回收", "热回收", "WHR"]),
    "T08.03": (ConceptKind.TECHNIQUE, ["中水回用", "Water reuse"], ["再生水", "effluent reuse"]),
    "T07.01": (ConceptKind.TECHNIQUE, ["能源管理中心", "Energy management centre"], ["EMS"]),
    "P012": (ConceptKind.PROCESS, ["定型机", "Stenter"], ["定形机", "tenter", "stenter frame"]),
    "P026": (ConceptKind.PROCESS, ["热风发生炉", "Hot-air generator"], ["热风炉"]),
    "P086": (ConceptKind.PROCESS, ["高炉热风炉", "Hot blast stove"], ["热风炉"]),
    "C17": (ConceptKind.INDUSTRY, ["纺织业", "Manufacture of textiles"], ["纺织", "textiles"]),
}


def vocabulary() -> Vocabulary:
    """Seven concepts, two of which share the name 热风炉."""
    concepts = (
        Concept(code, kind, tuple([Name(n, main=True) for n in main] + [Name(n) for n in aliases]))
        for code, (kind, main, aliases) in NAMES.items()
    )
    return Vocabulary(tuple(concepts))


def record(
    name: str,
    zh: tuple[str, str] | None = None,
    en: tuple[str, str] | None = None,
    date: str | None = None,
    names: Sequence[str] = (),
    **codes: Any,
) -> Record:
    """A record from (title, body) pairs and codes given as one string with spaces: `industry="C17 C171"`."""
    texts = {lang: RecordText(text[0], "", text[1]) for lang, text in (("zh-hans", zh), ("en", en)) if text}
    return Record(
        id=name,
        texts=texts,
        codes={facet: tuple(str(values).split()) for facet, values in codes.items()},
        names=tuple(names),
        date=dt.date.fromisoformat(date) if date else None,
    )


STORIES = (
    record(
        "stenter-heat",
        ("定型机废气余热回收", "某印染厂在定型机排气管上装热交换器，把废气的热量用于预热新风，年节约天然气。"),
        (
            "Heat recovery from stenter exhaust",
            "A dyeing mill fitted heat exchangers to its stenters. Waste heat recovery preheats air and saves gas.",
        ),
        "2024-08-10",
        ["示例印染有限公司", "Sample Dyeing Co.", "91350582MA00000A1X"],
        kind="case",
        standing="listed",
        industry="C17 C171 C1713 G01",
        technique="T02 T02.01",
        region="350000 350500 350582",
        programme="green-factory",
        level="national",
        year="2024",
    ),
    record(
        "dye-bath-water",
        ("印染废水中水回用", "膜处理后的印染废水回到染缸，蒸汽冷凝水一并回收，单位产品取水量下降。"),
        (
            "Water reuse in a dyehouse",
            "Membrane-treated effluent returns to the dye baths; condensate is returned too.",
        ),
        "2023-07-01",
        ["示例染整有限公司"],
        kind="case",
        standing="listed",
        industry="C17 C171 C1713 G01",
        technique="T08 T08.03 T02 T02.06",
        region="350000 350500 350583",
        programme="green-factory",
        level="provincial",
        year="2023",
    ),
    record(
        "cement-power",
        ("水泥窑纯低温余热发电", "利用窑头窑尾废气的余热发电，供厂内生产用电。回收的热量同时用于烘干原料。"),
        ("Power from cement kiln waste heat", "Kiln exhaust drives a turbine. The heat that is left dries raw meal."),
        "2022-05-30",
        kind="case",
        standing="reference",
        industry="C30 C301 G03",
        technique="T02 T02.02",
        region="350000 350800",
        programme="green-factory",
        level="national",
        year="2022",
    ),
    record(
        "whr-guide",
        ("工业废热的利用", "怎样测量废热回收的潜力：先测温度、流量和运行小时，再选换热器。"),
        ("Using industrial waste heat", "How to measure what WHR can give: temperatures, flows and hours come first."),
        "2025-01-15",
        kind="technology",
        standing="compiled",
        technique="T02 T02.01",
        year="2025",
    ),
    record(
        "pv-roof",
        ("屋顶光伏", "厂房屋面建设分布式光伏，面积3.6万平方米，推进低碳发展。"),
        ("Rooftop photovoltaics", "Panels on 36,000 m2 of factory roof generate power for the plant."),
        "2025-03-02",
        kind="technology",
        standing="compiled",
        technique="T06 T06.01",
        year="2025",
    ),
    record(
        "battery-air",
        ("锂电池车间空压机群控", "空压机集中控制，减少卸载时间；余热用于员工宿舍热水。"),
        None,
        "2024-11-11",
        kind="case",
        standing="proposed",
        industry="C38 C384 G11",
        technique="T04 T04.02",
        region="350000 350900",
        programme="green-factory zero-carbon-factory",
        level="national",
        year="2024",
    ),
    record(
        "lamp-practice",
        ("车间照明节能做法", "按照闽工信规〔2025〕3号文件的要求，执行 GB/T 23331-2020，更换灯具。"),
        ("Lighting practice", "Lamps were replaced; the energy management system follows GB/T 23331."),
        None,
        kind="practice",
        standing="compiled",
        technique="T05 T05.03",
        year="2025",
    ),
    record(
        "mes-practice",
        ("能源管理中心建设", "以能源管理中心汇总电、水、汽的计量数据。"),
        ("An energy management centre", "Meters of power, water and steam report to one place."),
        "2021-12-31",
        kind="practice",
        standing="compiled",
        technique="T07 T07.01",
        year="2021",
    ),
)


def build(engine: SearchEngine, records: Iterable[Record], version: int = 1) -> None:
    """Fill an engine with these records through a rebuild."""
    with engine.rebuild() as session:
        session.add(Put(record, version) for record in records)
        session.finish()


def numbered(count: int, text: str = "节能改造", **codes: Any) -> list[Record]:
    """Records that differ in id and date alone: n000, n001, … one day apart from 2020-01-01 on."""
    start = dt.date(2020, 1, 1)
    days = ((f"n{i:03d}", (start + dt.timedelta(days=i)).isoformat()) for i in range(count))
    return [record(name, (text, text), None, date, **codes) for name, date in days]
