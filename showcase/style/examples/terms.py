"""Chips, chosen filters and other small links."""

from __future__ import annotations

from portal.frame.frame import ExportLink, NavItem, PageLink, Pager
from showcase.cards import Chip
from showcase.filters import ChosenFilter
from showcase.style.states import Component, Section, State
from showcase.style.words import other_language, say


def chip(code: str, chinese: str, english: str, count: int | None = None) -> Chip:
    """Return a technique or an industry as a link."""
    is_technique = code.startswith("T")
    group = code.partition(".")[0] if is_technique else ""
    return Chip(code, say(chinese, english), "#", "technique" if is_technique else "industry", group=group, count=count)


def techniques(count: int = 2) -> tuple[Chip, ...]:
    """Return the first of five techniques."""
    found = (
        chip("T02.01", "余热回收", "Waste heat recovery"),
        chip("T04.02", "电机变频调速", "Variable speed drives"),
        chip("T08.03", "中水回用", "Water reuse"),
        chip("T07.02", "能源管理系统", "Energy management system"),
        chip("T06.01", "屋顶光伏", "Rooftop photovoltaics"),
    )
    return found[:count]


def industries() -> tuple[Chip, ...]:
    """Return one industry."""
    return (chip("C17", "纺织业", "Textiles"),)


def section() -> Section:
    """Return the section."""
    return Section("terms", say("词条与链接", "Terms and links"), (*_chips(), *_links()))


def _chips() -> tuple[Component, ...]:
    first, second = techniques()
    foreign = Chip("T02.01", say("Waste heat recovery", "余热回收"), "#", "technique", other_language(), "T02")
    plain = Chip("2025", say("“五化”目标：能源低碳化", "Goal: low-carbon energy"), "", "goal")
    chosen = (
        ChosenFilter("technique", "T02.01", first.label, "#"),
        ChosenFilter("industry", "C17", say("Textiles", "纺织业"), "#", other_language()),
    )
    return (
        Component(
            "includes/chips.html",
            (
                State(say("有图标", "with an icon"), {"chips": (first, second)}),
                State(say("没有图标", "without an icon"), {"chips": industries()}),
                State(say("带数量", "with a count"), {"chips": (chip("T02", "余热余压", "Waste heat", 14),)}),
                State(say("数量为零", "with the count nought"), {"chips": (chip("C13", "农副食品", "Food", 0),)}),
                State(say("另一种语言", "in the other language"), {"chips": (foreign,)}),
                State(say("不是链接", "no link"), {"chips": (plain,)}),
                State(say("没有词条", "no terms"), {"chips": ()}),
            ),
        ),
        Component("includes/first_chips.html", (State(say("五个中的四个", "four of five"), {"chips": techniques(5)}),)),
        Component(
            "includes/chosen_filters.html",
            (
                State(say("可以移除", "removable"), {"chosen": chosen[:1], "clear_url": ""}),
                State(say("多个，可全部清除", "several, to be cleared at once"), {"chosen": chosen, "clear_url": "#"}),
            ),
        ),
    )


def _links() -> tuple[Component, ...]:
    orders = tuple(NavItem(label, "#", at == 0) for at, label in enumerate(_orders()))
    units = (_units("tce", "MJ", "kWh"), _units("t", "kg"))
    exports = (ExportLink("CSV", "#", "text/csv"), ExportLink("XLSX", "#"), ExportLink("Atom", "#"))
    return (
        Component(
            "includes/choice_links.html",
            (
                State(
                    say("排序", "sorting"), {"links": orders, "name": say("排序", "Sort"), "title": say("排序", "Sort")}
                ),
            ),
        ),
        Component("includes/unit_switch.html", (State(say("两组单位", "two groups of units"), {"groups": units}),)),
        Component("includes/export_links.html", (State(say("三种格式", "three formats"), {"exports": exports}),)),
        Component("includes/pager.html", _pagers()),
        Component(
            "includes/compare_link.html",
            (State(say("加入对比", "adding to a comparison"), {"id": "1", "title": say("示例", "example")}),),
        ),
    )


def _orders() -> tuple[str, ...]:
    return say("最新", "newest"), say("节能量最大", "largest saving"), say("标题", "title")


def _units(*names: str) -> tuple[NavItem, ...]:
    return tuple(NavItem(name, "#", name == names[0]) for name in names)


def _pagers() -> tuple[State, ...]:
    middle = (
        PageLink(1, "#"),
        PageLink(0),
        *(PageLink(n, "#", n == 6) for n in (5, 6, 7)),
        PageLink(0),
        PageLink(40, "#"),
    )
    first = (PageLink(1, "#", True), PageLink(2, "#"))
    return (
        State(say("中间", "in the middle"), {"pager": Pager(6, 40, middle, "#", "#")}),
        State(say("第一页", "the first page"), {"pager": Pager(1, 2, first, "", "#")}),
        State(
            say("最后一页", "the last page"), {"pager": Pager(2, 2, (PageLink(1, "#"), PageLink(2, "#", True)), "#")}
        ),
        State(say("只有一页", "a single page"), {"pager": Pager(1, 1, (PageLink(1, "#", True),))}),
    )
