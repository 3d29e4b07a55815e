"""What readers and other plants add: replications, questions, measures that fit a plant."""

from __future__ import annotations

from typing import Any

from portal.charts.ranges import range_strip
from showcase.choices import Evidence
from showcase.for_your_plant.shown import FigureLine, MeasureItem, ReasonLine
from showcase.for_your_plant.similar_plants import SimilarPlant
from showcase.questions.shown import ShownAnswer
from showcase.replications.reasons import DEFINITIONS, Reason
from showcase.replications.shown import Followed, Replicating, ShownReason, ShownReplication, Strip, Uses
from showcase.style.examples.facts import effect
from showcase.style.examples.terms import industries
from showcase.style.states import Component, Section, State
from showcase.style.words import other_language, say


def section() -> Section:
    """Return the section."""
    return Section(
        "readers", say("读者与其他工厂", "Readers and other plants"), (*_replications(), *_questions(), *_plants())
    )


def _report(key: int, **values: Any) -> ShownReplication:
    base: dict[str, Any] = {
        "plant": say("示例企业乙", "Example company B"),
        "url": "#",
        "year": "2025",
        "industries": industries(),
        "text": say("照此改造了两台定型机。", "Did the same on two stenters."),
        "changed": say("换热器改为翅片管。", "Finned tubes in the exchanger."),
        "is_only_chinese": False,
        "effects": (effect(period="", source_numbers=()),),
        "reasons": (),
        "is_example": False,
    }
    return ShownReplication(**{"key": key, **base, **values})


def _replications() -> tuple[Component, ...]:
    unnamed = _report(2, plant="", url="", year="", effects=(), changed="", is_example=True)
    refused = (ShownReason(str(Reason.SPACE.label), str(DEFINITIONS[Reason.SPACE])),)
    no = _report(3, effects=(), reasons=refused, changed="", text="", is_only_chinese=bool(say("", "en")))
    ranges = ((40.0, 60.0), (62.0, 62.0), (64.0, 64.0), (300.0, 420.0))
    said = say("年节能量：4 家，40 至 420 吨标准煤/年", "Energy saved: 4 plants, from 40 to 420 tce a year")
    strip = Strip(say("年节能量", "Energy saved"), said, range_strip(ranges, "420"), is_example=True)
    followed = Followed(
        say("示例：定型机余热回收", "Example: heat from stenter exhaust"), "#", "", "2025", is_example=True
    )
    none, both = say("没有", "none"), say("成功与未采用", "done and not adopted")
    return (
        Component(
            "includes/replications.html",
            (State(both, {"uses": Uses((_report(1), unnamed), (strip,), (no,))}), State(none, {"uses": Uses()})),
            around="story-main",
            is_wide=True,
        ),
        Component("includes/replicated.html", (State("1", {"replicated": 1}), State("12", {"replicated": 12}))),
        Component(
            "includes/replicating.html",
            (State(say("带动与跟随", "led and followed"), {"replicating": Replicating(3, (followed,))}),),
        ),
    )


def _questions() -> tuple[Component, ...]:
    asked = say("换热器多久清洗一次？", "How often is the exchanger cleaned?")
    said = say("每周一次。\n停机两小时。", "Once a week.\nIt takes two hours.")
    day = say("2026年11月3日", "3 November 2026")
    own = ShownAnswer(asked, said, by_enterprise=True, answerer=say("示例", "Example"), answered_on=day)
    foreign = ShownAnswer(say("How?", "怎样清洗？"), say("By hand.", "人工。"), False, "", day, other_language())
    return (
        Component(
            "includes/questions.html",
            (
                State(say("企业与编辑部的回答", "by the enterprise and the editors"), {"answers": (own, foreign)}),
                State(say("没有", "none"), {"answers": ()}),
            ),
            is_wide=True,
        ),
    )


def _plants() -> tuple[Component, ...]:
    titles = {
        "why_title": say("为什么", "Why"),
        "limits_title": say("不适用", "Where it does not fit"),
        "figures_title": say("数据", "Figures"),
        "first_title": say("先测量", "Measure first"),
        "value_title": say("数值", "Value"),
        "day_title": say("日期", "Day"),
        "person_title": say("人员", "Person"),
    }
    reasons = say("同一行业", "the same industry"), say("同一设备：定型机", "the same machine: stenter")
    plants = (SimilarPlant(say("示例企业乙", "Example company B"), "#", "", say("泉州", "Quanzhou"), reasons),)
    return (
        Component(
            "includes/measure_item.html",
            (
                State(say("齐全", "complete"), {"item": _measure(), **titles}),
                State(say("只有标题", "a title alone"), {"item": _measure(bare=True), **titles}),
            ),
            around="measure",
            is_wide=True,
        ),
        Component(
            "includes/similar_plants.html",
            (State(say("有理由", "with reasons"), {"similar_plants": plants}),),
            "style-aside",
        ),
    )


def _measure(*, bare: bool = False) -> MeasureItem:
    figure = FigureLine(
        label=say("年节能量", "Energy saved"),
        value=say("40–800 吨标准煤/年", "40–800 tce a year"),
        plants=say("本行业 6 家", "6 plants of your industry"),
        evidence=(
            (Evidence.METERED, str(Evidence.METERED.label), 4),
            (Evidence.ESTIMATED, str(Evidence.ESTIMATED.label), 2),
        ),
    )
    lines = (
        ReasonLine(say("同一行业", "the same industry"), "+10", "for"),
        ReasonLine(say("一家未采用", "one plant did not adopt it"), "−4", "against"),
        ReasonLine(say("数据很少", "few figures"), "", "remark"),
    )
    return MeasureItem(
        number=2 if bare else 1,
        title=say("示例：定型机余热回收", "Example: heat from stenter exhaust"),
        url="#",
        language="",
        kind_label=say("技术", "Technology"),
        points=say("6 分", "6 points"),
        reasons=() if bare else lines,
        figures=() if bare else (figure,),
        limits=() if bare else (say("排气含粘性纤维时", "where the exhaust carries sticky fibres"),),
        first=() if bare else (say("排气温度与风量", "temperature and flow of the exhaust"),),
    )
