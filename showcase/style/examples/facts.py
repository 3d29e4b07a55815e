"""What a case says in figures: facts, effects with every grade of evidence, sources, the box of its enterprise."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from portal.frame.citation import citation
from portal.frame.frame import SourceItem
from showcase.choices import Evidence, Standing
from showcase.panels import Anchor, BeforeAfter, EffectRow, EnterpriseBox, Fact, ListingLine
from showcase.stories.figures.photograph import Photograph
from showcase.style.examples.cards import enterprise, figure, story
from showcase.style.examples.pictures import photograph
from showcase.style.states import Component, Section, State
from showcase.style.words import other_language, say


def effect(evidence: Evidence = Evidence.METERED, **values: Any) -> EffectRow:
    """Return a row of the effect table; `values` replace its own."""
    base = {
        "key": evidence.value,
        "label": say("年节能量", "Energy saved"),
        "value": "1,200",
        "unit": say("吨标准煤/年", "tce a year"),
        "evidence_label": str(evidence.label),
        "scope_label": say("项目", "project"),
        "period": say("2024年", "2024"),
        "source_numbers": (1,),
    }
    return EffectRow(**{**base, "evidence": evidence, **values})


def section() -> Section:
    """Return the section."""
    return Section("facts", say("数据与来源", "Figures and sources"), (*_facts(), *_tables(), *_sources(), *_beside()))


def _facts() -> tuple[Component, ...]:
    facts = (
        Fact(say("投资额", "Investment"), say("380 万元", "CNY 3.8 million"), (1,)),
        Fact(say("投资回收期", "Payback"), say("8 个月", "8 months"), (1, 2)),
        Fact(say("设备", "Plant"), say("Example Stenter 2000", "示例定型机2000型"), (), other_language(), "#"),
    )
    grades = tuple(State(str(grade.label), {"evidence": grade, "evidence_label": grade.label}) for grade in Evidence)
    figures = (
        State(say("一个", "one"), {"effects": (figure(),)}),
        State(say("两个", "two"), {"effects": (figure("9→6"), figure("≥ 90", Evidence.DESIGN_OR_EXPECTED))}),
        State(say("未公布", "nothing published"), {"effects": ()}),
    )
    return (
        Component("includes/evidence.html", grades),
        Component("includes/card_figures.html", figures),
        Component(
            "includes/facts.html",
            (
                State(say("已公布", "published"), {"facts": facts}),
                State(say("未公布", "nothing published"), {"facts": ()}),
            ),
            "fact-box",
        ),
        Component("includes/fact_photograph.html", (State(say("照片", "photograph"), {"photograph": _photograph()}),)),
    )


def _photograph() -> Photograph:
    return Photograph(photograph(), say("示例：换热器", "Example: the heat exchanger"), "#")


def _tables() -> tuple[Component, ...]:
    grades = tuple(effect(grade) for grade in Evidence)
    pair = effect(before_after=BeforeAfter.of(9, 6, "9", "6"), unit=say("吨/吨产品", "t per t"), value="9→6")
    printed = effect(
        printed=say("saves about 1,200 tce a year", "年节约标准煤约1200吨"),
        printed_language=other_language(),
        converted=say("约 35,169 吉焦/年", "about 35.2 TJ a year"),
        basis_label=say("当量值", "by its heat"),
        of_what=say("全部八台定型机", "all eight stenters"),
        period="",
    )
    with_caption = {"caption": say("成效数据", "Effects"), "linked": False}
    return (
        Component(
            "includes/effect_table.html",
            (
                State(say("各种数据性质", "every grade of evidence"), {"effects": grades, **with_caption}),
                State(
                    say("改造前后，原文", "before and after, as printed"), {"effects": (pair, printed), **with_caption}
                ),
                State(
                    say("其他工厂报告", "of another plant"),
                    {"effects": (effect(period=""),), "of_plant": True, **with_caption},
                ),
            ),
            "fact-box",
            is_wide=True,
        ),
        Component(
            "includes/sign_off_effect.html",
            (State(say("供企业核对", "for the enterprise to check"), {"effect": printed}),),
        ),
    )


def source(number: int, **values: Any) -> SourceItem:
    """Return a numbered source; `values` replace its own."""
    base = {
        "publisher": say("示例报社", "Example Daily"),
        "title": say("示例：一家工厂怎样用好余热", "Example: how a plant uses its waste heat"),
        "date": say("2025年3月2日", "2 March 2025"),
        "kind_label": say("报刊", "press"),
        "url": "#",
    }
    return SourceItem(**{"number": number, **base, **values})


def _sources() -> tuple[Component, ...]:
    foreign = source(2, title=say("Example: heat from stenters", "示例：定型机余热"), language=other_language())
    sources = (source(1), foreign, source(3, url="", date="", is_topic=True))
    cited = citation(say("示例：定型机余热回收", "Example: heat from stenter exhaust"), "/", None)
    # The drawing of chains has a source of its own, which is shown with it.
    return (
        Component(
            "includes/sources.html",
            (
                State(
                    say("有网址、外文、只有主题", "with an address, in the other language, a topic"),
                    {"sources": sources},
                ),
            ),
            is_wide=True,
        ),
        Component(
            "includes/cite_box.html", (State(say("引用", "citing"), {"citation": cited, "story_id": story().id}),)
        ),
    )


def _beside() -> tuple[Component, ...]:
    anchors = (Anchor("a", say("背景与问题", "Background")), Anchor("b", say("成效", "Results")))
    return (
        Component("includes/enterprise_box.html", _boxes(), "style-aside"),
        Component("includes/listings.html", _listings()),
        Component(
            "includes/story_contents.html", (State(say("目录", "contents"), {"anchors": anchors}),), "style-aside"
        ),
        Component(
            "includes/story_meta.html",
            tuple(State(str(mark.label), {"card": story(standing=mark)}) for mark in Standing),
        ),
        Component(
            "includes/take_part.html",
            (State(say("四种参与", "four ways"), {"page": SimpleNamespace(pk=1)}),),
            "style-aside",
        ),
        Component("includes/page_actions.html", (State(say("需要脚本", "with a script"), {}),)),
    )


def lines() -> tuple[ListingLine, ...]:
    """Return events of an enterprise, the newest first: one of each state."""
    words: dict[str, Any] = {"programme": say("绿色工厂", "green factory"), "level": say("省级", "Provincial")}
    notice: dict[str, Any] = {
        "announcement_title": say("示例：名单公布", "Example: final list"),
        "announcement_url": "#",
    }
    basis: dict[str, Any] = {
        "basis_label": say("官方文件，完整", "official file, complete"),
        "document_number": "示例〔2024〕1号",
    }
    return (
        ListingLine(say("2025年", "2025"), state="ended", state_label=say("移出名单", "removed"), **words, **notice),
        ListingLine(
            say("2024年", "2024"), state="in_force", state_label=say("列入名单", "listed"), **words, **notice, **basis
        ),
        ListingLine(say("2023年", "2023"), state="proposed", state_label=say("公示", "proposed"), **words, **notice),
        ListingLine(say("2022年", "2022"), "", "", "recorded", say("更名", "renamed")),
    )


def _listings() -> tuple[State, ...]:
    return (State(say("列入、公示、移出、更名", "listed, proposed, removed, renamed"), {"listings": lines()}),)


def _boxes() -> tuple[State, ...]:
    def box(standing: Standing, note: str = "", listings: tuple[ListingLine, ...] = ()) -> dict[str, Any]:
        shown = EnterpriseBox(enterprise(), str(standing.label), note, listings)
        return {"box": shown, "card": story(standing=standing)}

    note = say("据示例报社2025年3月的报道。", "According to Example Daily, March 2025.")
    return (
        State(say("列入名单", "listed"), box(Standing.LISTED, listings=lines()[1:2])),
        State(say("公示中", "proposed"), box(Standing.PROPOSED, listings=lines()[2:3])),
        State(say("已移出", "removed"), box(Standing.REFERENCE, listings=lines()[:2])),
        State(say("据媒体报道", "according to the press"), box(Standing.PRESS_STATEMENT, note)),
    )
