"""Drawings: bars, spreads, dates, years, links, flows and coverage of lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from portal.charts.sketches.plots import sketch_plot
from portal.charts.sketches.reading import read_sketch
from portal.charts.strips import quartiles, strip_plot
from showcase.charts.dated import DatedChart, DatedFigure
from showcase.charts.shares import Share, ShareBar
from showcase.charts.spreads import Spread, SpreadLine
from showcase.charts.years import years_of
from showcase.enterprises.chain.drawing import Branch, draw
from showcase.enterprises.chain.reading import Chain, ChainGroup, ChainLine
from showcase.lists.references import AnnouncementRef
from showcase.lists.register_pages.coverage import ListCoverage
from showcase.lists.register_pages.flows import Flow
from showcase.panels import Bar, BarTable, ListingLine, Tile, TileMap
from showcase.stories.figures.sketch import ShownSketch
from showcase.style.examples.facts import source
from showcase.style.states import Component, Section, State
from showcase.style.words import say


def section() -> Section:
    """Return the section."""
    return Section(
        "charts", say("图", "Drawings"), (_sketch(), *_bars(), *_shares(), *_spreads(), *_times(), *_lists(), _links())
    )


SKETCH = """
title | 示例：定型机余热 | Example: stenter exhaust heat
said | 废气加热水。 | Exhaust warms water.
note | 逆流换热。 | Counter-flow.
size 420 150
box 20,40 110,60 | 定型机 | Stenter
box 270,40 120,60 | 换热器 | Exchanger
stream heat 130,70 270,70 at 200,46 middle | 热废气 | Exhaust | 0
stream water 330,140 330,100
legend heat | 热 | heat
legend water | 水 | water
"""


def _sketch() -> Component:
    sketch = read_sketch(SKETCH)
    language = say("zh-hans", "en")
    title, said, note = (pair.lines(language)[0] for pair in (sketch.title, sketch.said, sketch.note))
    legend = tuple((medium, name.lines(language)[0]) for medium, name in sketch.legend)
    plot = sketch_plot(sketch, language, {"0": say("5,400 吨标准煤", "5,400 tce")})
    own = ShownSketch(title, said, note, plot, legend, (1,), "#", "#")
    of_technology = replace(own, sources=(), svg_url="", png_url="", of_title=title, of_url="#")
    return Component(
        "includes/sketch.html",
        (
            State(say("本页的图", "of the page"), {"sketch": own}),
            State(say("技术原理", "principle"), {"sketch": of_technology}),
        ),
        is_wide=True,
    )


def _bars() -> tuple[Component, ...]:
    bars = (
        Bar(say("纺织业", "Textiles"), 120, 100, "#", "C17"),
        Bar(say("化学原料和化学制品制造业", "Chemical raw materials and chemical products"), 14, 12, "#", "C26"),
        Bar(say("农副食品加工业", "Food processing"), 0, 0, "#", "C13"),
    )
    table = BarTable("industries", say("按行业", "By industry"), bars)
    tiles = tuple(
        Tile(code, name, count, "#" if count else "", step, second)
        for code, name, count, step, second in (
            ("350100", say("福州", "Fuzhou"), 12, 4, 7),
            ("350200", say("厦门", "Xiamen"), 3, 1, 0),
            ("350500", say("泉州", "Quanzhou"), 21, 5, 15),
            ("350700", say("南平", "Nanping"), 0, 0, 2),
            ("350900", say("宁德", "Ningde"), 0, 0, 0),
        )
    )
    names = say("示例：按设区市", "Example: by city"), say("案例", "stories"), say("企业", "enterprises")
    shown = TileMap(names[0], tiles, names[1], "#", names[2], counted_on=say("2026年12月1日", "1 December 2026"))
    return (
        Component("includes/bars.html", (State(say("三行", "three rows"), {"bars": bars}),)),
        Component("includes/bar_table.html", (State(say("含零", "with nought"), {"table": table}),)),
        Component(
            "includes/tile_map.html",
            (State(say("两种数量", "two counts"), {"tile_map": shown}),),
            is_wide=True,
        ),
        Component(
            "includes/tile_table.html",
            (State(say("同样的数字", "the same figures"), {"tile_map": shown}),),
            is_wide=True,
        ),
    )


def _shares() -> tuple[Component, ...]:
    parts = (
        Share(say("天然气", "Natural gas"), "62.5", Decimal("62.5"), url="#"),
        Share(say("外购电力", "Purchased power"), "30", Decimal(30), say("其中光伏 5", "of it 5 of solar power")),
    )
    title, words = say("示例：能源构成", "Example: energy used"), say("示例来源", "an example source")
    part = ShareBar(title, "%", parts, words, "#", "#", "#", source_numbers=(1,))
    whole = replace(part, shares=(*parts, Share(say("蒸汽", "Steam"), "7.5", Decimal("7.5"))), source_url="#")
    return (
        Component(
            "includes/share_bar.html",
            (
                State(say("来源说全", "stated whole"), {"bar": whole}),
                State(say("说了一部分", "in part"), {"bar": part}),
            ),
            is_wide=True,
        ),
        Component(
            "includes/share_bars.html", (State(say("两项", "two"), {"share_bars": (whole, part)}),), is_wide=True
        ),
    )


def _spread(numbers: tuple[float, ...]) -> Spread:
    plot = strip_plot(numbers, "{:g}".format) if len(numbers) > 1 else None
    plant, title = say("示例企业甲", "Example company A"), say("示例案例", "an example case")
    first, middle, third = quartiles(numbers) if plot else (0, 0, 0)
    return Spread(
        title=say("年节能量", "Energy saved"),
        unit=say("吨标准煤/年", "tce a year"),
        count=len(numbers),
        said=say(
            f"中位数 {middle:g}，四分位 {first:g} 与 {third:g}。", f"Median {middle:g}; quartiles {first:g}, {third:g}."
        )
        if plot
        else "",
        lines=tuple(SpreadLine(plant, title, "#", "", f"{number:g}") for number in numbers),
        plot=plot,
        svg_url="#" if plot else "",
        png_url="#" if plot else "",
        csv_url="#",
    )


def _spreads() -> tuple[Component, ...]:
    many = tuple(float(n) for n in (40, 60, 61, 62, 65, 90, 120, 180, 300, 310, 800))
    return (
        Component(
            "includes/spreads.html",
            (
                State(say("画出", "drawn"), {"spreads": (_spread(many),)}),
                State(say("太少，列出", "too few: a list"), {"spreads": (_spread((40.0,)),)}),
            ),
            is_wide=True,
        ),
    )


def _times() -> tuple[Component, ...]:
    return (
        Component(
            "includes/dated_charts.html",
            (State(say("按日期", "by date"), {"dated": (_dated(),)}),),
            "fact-box",
            is_wide=True,
        ),
        Component(
            "includes/listing_years.html",
            (State(say("各种事项", "every kind of event"), {"years": _years()}),),
            is_wide=True,
        ),
    )


def _dated() -> DatedChart:
    ends = ((800.0, 800.0), (1000.0, 1200.0), (5400.0, 5400.0))
    written = ("800", "1,000–1,200", "≥ 5,400")
    figures = tuple(
        DatedFigure(
            date=str(2022 + at),
            scope=say("项目", "project"),
            of_what=say("定型机", "stenters"),
            number=number,
            evidence=say("设计或预期", "expected") if at == 2 else say("计量", "metered"),
            is_expected=at == 2,
            source_number=1,
            low=ends[at][0],
            high=ends[at][1],
        )
        for at, number in enumerate(written)
    )
    return DatedChart(1, say("年节能量，按日期", "Energy saved by date"), say("吨标准煤/年", "tce a year"), "", figures)


def _years() -> object:
    names = {level: (say(zh, en), rank) for rank, (level, zh, en) in enumerate(_LEVELS)}

    def line(year: int, level: str, shape: str, state: str, label: str) -> ListingLine:
        name, rank = names[level]
        day = dt.date(year, 6, 1)
        return ListingLine(
            str(year),
            say("绿色工厂", "green factory"),
            name,
            state,  # type: ignore[arg-type]
            label,
            day=day,
            rank=rank,
            shape=shape,  # type: ignore[arg-type]
            kind_label=label,
        )

    listed, ended = say("列入", "listed"), say("移出", "removed")
    events = (
        line(2019, "municipal", "held", "in_force", listed),
        line(2020, "provincial", "proposed", "proposed", say("公示", "proposed")),
        line(2021, "provincial", "held", "in_force", listed),
        line(2022, "national", "held", "in_force", listed),
        line(2023, "national", "ended", "ended", ended),
        line(2025, "national", "held", "in_force", say("再次列入", "listed again")),
        line(2024, "municipal", "corrected", "recorded", say("更正", "corrected")),
    )
    return years_of(events, dt.date(2026, 1, 1))


_LEVELS = (("municipal", "市级", "Municipal"), ("provincial", "省级", "Provincial"), ("national", "国家级", "National"))


def _list(key: int, year: int) -> AnnouncementRef:
    return AnnouncementRef(
        pk=key,
        title=say(f"示例：{year}年度名单", f"Example: the list of {year}"),
        url="#",
        language="",
        kind="final",
        year=year,
        effective_on=dt.date(year, 6, 1),
        basis="official",
        basis_label="",
        coverage_label="",
        is_complete=True,
    )


def _lists() -> tuple[Component, ...]:
    def covered(key: int, said: str, share: int | None) -> ListCoverage:
        title = say("示例：2024年度绿色工厂名单", "Example: green factories of 2024")
        return ListCoverage(key, title, "#", "", said, 16, None, share, share == 100)

    coverage = (
        covered(1, say("完整，150行", "complete, 150 rows"), 100),
        covered(2, say("150行中的16行", "16 of 150 rows"), 11),
        covered(3, say("16行，总数未注明", "16 rows, no total stated"), None),
    )
    flow = Flow(say("省级绿色工厂", "Provincial green factories"), _list(1, 2023), _list(2, 2024), 12, 80, 31)
    return (
        Component(
            "includes/list_coverage.html",
            (State(say("完整、部分、未知", "complete, in part, unknown"), {"coverage": coverage}),),
            is_wide=True,
        ),
        Component(
            "includes/list_flows.html",
            (State(say("两份名单之间", "between two lists"), {"flows": (flow,)}),),
            is_wide=True,
        ),
    )


def _links() -> Component:
    park, supplier = say("示例工业园", "Example Park"), say("示例印染助剂有限公司", "Example Dyeing Chemicals")
    groups = (
        ChainGroup(say("所在园区", "In the park"), (ChainLine(park, "#", say("泉州", "Quanzhou"), (source(1),)),)),
        ChainGroup(say("供应商", "Suppliers"), (ChainLine(supplier, "#", "", (source(2, url=""),)),)),
    )
    branches = (
        Branch(groups[0].heading, (park,), is_above=True),
        Branch(groups[1].heading, (supplier,), is_above=False, is_dashed=True),
    )
    chain = Chain(groups, draw(say("示例企业甲", "Example company A"), branches))
    return Component("includes/chain.html", (State(say("上下游", "both sides"), {"chain": chain}),), is_wide=True)
