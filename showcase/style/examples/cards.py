"""Cards: stories of each kind and standing, enterprises, collections."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from showcase.cards import EffectFigure, EnterpriseCard, StoryCard
from showcase.choices import Evidence, Standing, StoryKind
from showcase.collections.reading import CollectionCard
from showcase.style.examples.pictures import photograph, schematic
from showcase.style.examples.terms import industries, techniques
from showcase.style.states import Component, Section, State
from showcase.style.words import other_language, say

_LONG = (
    "示例企业甲定型机烟气余热回收与中水回用一体化改造及全厂能源管理中心建设的经过、投入、成效与可以推广的条件",
    "Recovering heat from stenter exhaust and reusing dyehouse water, with an energy management centre for the plant",
)


def figure(value: str = "1,200", evidence: Evidence = Evidence.METERED, **values: Any) -> EffectFigure:
    """Return a figure as cards show it."""
    return replace(
        EffectFigure(
            label=say("年节能量", "Energy saved"),
            value=value,
            unit=say("吨标准煤/年", "tce a year"),
            evidence=evidence,
            evidence_label=str(evidence.label),
            scope_label=say("项目", "project"),
            period=say("2024年", "2024"),
        ),
        **values,
    )


def story(**values: Any) -> StoryCard:
    """Return a case with one figure; `values` replace its own."""
    kind, standing = values.get("kind", StoryKind.CASE), values.get("standing", Standing.LISTED)
    base = StoryCard(
        id="00000000-0000-0000-0000-000000000001",
        url="#",
        kind=kind,
        kind_label=str(StoryKind(kind).label),
        title=say("示例：定型机余热回收", "Example: heat from stenter exhaust"),
        language="",
        is_fallback_language=False,
        enterprise_names=(say("示例企业甲", "Example company A"),),
        place=say("泉州市", "Quanzhou"),
        year="2024",
        standing=standing,
        standing_label=str(Standing(standing).label) if standing else "",
        summary=say(
            "回收定型机排气的热量，加热进风和染色用水，八个月收回投资。",
            "Heat from the stenters' exhaust warms the incoming air and the dye water; paid back in eight months.",
        ),
        effects=(figure(),),
        techniques=techniques(),
        industries=industries(),
    )
    return replace(base, **values)


def section() -> Section:
    """Return the section."""
    return Section("cards", say("卡片", "Cards"), (*_stories(), *_others()))


def _stories() -> tuple[Component, ...]:
    covers = tuple(State(name, {"card": card, "cover": True, "level": 3}) for name, card in _covers())
    plain = tuple(State(name, {"card": card, "cover": False, "level": 3}) for name, card in _plain())
    cards = tuple(card for _name, card in _covers()[:3])
    return (
        Component("includes/story_card.html", covers, "style-narrow"),
        Component("includes/story_card.html", plain, "style-narrow"),
        Component(
            "includes/story_list.html",
            (
                State(
                    say("一行三张，等高", "three in a row, of one height"), {"cards": cards, "cover": True, "level": 3}
                ),
            ),
            is_wide=True,
        ),
        Component("includes/similar.html", _similar(), "side style-narrow"),
        Component(
            "includes/cover.html", (State(say("只有图标", "icons alone"), {"card": _without_words()}),), "style-narrow"
        ),
    )


def _covers() -> tuple[tuple[str, StoryCard], ...]:
    technology = partial(story, kind=StoryKind.TECHNOLOGY, standing=Standing.COMPILED)
    return (
        (say("照片", "photograph"), story(picture=photograph())),
        (say("示意图", "schematic"), technology(picture=schematic(), enterprise_names=(), place="", year="")),
        (say("一个数据", "one figure"), story()),
        (say("范围", "a range"), story(effects=(figure("9,000–12,000", Evidence.ESTIMATED),))),
        (say("文字", "words"), story(kind=StoryKind.PRACTICE, standing=Standing.COMPILED, effects=())),
        (say("只有投资额", "an investment alone"), story(effects=(figure("380", is_spent=True),))),
        (say("长标题", "a long title"), story(title=say(*_LONG), picture=photograph())),
        (say("另一种语言的长标题", "a long title in the other language"), _foreign()),
    )


def _foreign() -> StoryCard:
    code = other_language()
    title, label = say(_LONG[1], _LONG[0]), say("英文", "Chinese")
    return story(title=title, language=code, is_fallback_language=True, language_label=label, techniques=techniques(5))


def _without_words() -> StoryCard:
    return story(effects=(), summary="", techniques=())


def _plain() -> tuple[tuple[str, StoryCard], ...]:
    other = figure("42.5", Evidence.VERIFIED, label=say("二氧化碳减排量", "CO₂ avoided"), unit=say("吨/年", "t a year"))
    owned = figure(subject=say("示例企业乙", "Example company B"), url="#")
    marks = tuple((str(mark.label), story(standing=mark, effects=())) for mark in Standing)
    return (
        (say("两个数据", "two figures"), story(effects=(figure("≥ 1,200"), other))),
        (say("别厂的数据", "the figure of a plant"), story(kind=StoryKind.TECHNOLOGY, effects=(owned,))),
        (say("没有数据", "no figure"), story(effects=())),
        (say("为何相似", "why it is similar"), story(reason=say("同一技术", "the same technique"))),
        (say("逾期未确认", "overdue"), story(overdue=say("确认已逾期", "to be confirmed"))),
        (say("没有收录依据的草稿", "a draft without standing"), story(standing="", enterprise_names=())),
        *marks,
    )


def _similar() -> tuple[State, ...]:
    reasons = say("同一技术：余热回收", "same technique: waste heat recovery"), say("同一行业", "same industry")
    cards = tuple(story(reason=reason) for reason in reasons)
    return State(say("有理由", "with reasons"), {"cards": cards}), State(say("没有", "none"), {"cards": ()})


def _others() -> tuple[Component, ...]:
    return (
        Component("includes/enterprise_card.html", _enterprises(), "style-narrow"),
        Component("includes/collection_card.html", _collections(), "style-narrow"),
    )


def enterprise(**values: Any) -> EnterpriseCard:
    """Return an enterprise with its listing and one story; `values` replace its own."""
    base = EnterpriseCard(
        number="1",
        url="#",
        name=say("示例企业甲", "Example company A"),
        place=say("福建省泉州市", "Quanzhou, Fujian"),
        other_name=say("Example company A", "示例企业甲"),
        other_language=other_language(),
        standing_label=say("省级绿色工厂", "Provincial green factory"),
        industries=industries(),
        story_count=2,
    )
    return replace(base, **values)


def _enterprises() -> tuple[State, ...]:
    long = say(
        "示例福建省泉州市石狮市定型染整纺织科技股份有限公司第二分公司",
        "Example Quanzhou Textile Dyeing and Finishing Technology Company Limited by Shares, Second Branch",
    )
    bare = enterprise(other_name="", standing_label="", industries=(), story_count=0, name=long)
    return State(say("齐全", "complete"), {"card": enterprise()}), State(
        say("只有长名称", "a long name alone"), {"card": bare}
    )


def _collections() -> tuple[State, ...]:
    title, text = say("示例：余热怎么用", "Example: using waste heat"), say("四家工厂的做法。", "What four plants did.")
    foreign = CollectionCard(say("Example: using waste heat", "示例：余热怎么用"), "", "#", 1, other_language())
    return (
        State(say("四篇", "four stories"), {"card": CollectionCard(title, text, "#", 4)}),
        State(say("另一种语言", "in the other language"), {"card": foreign}),
    )
