"""The components of the search on the style page of developers: results, help, nothing found, suggestions."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe

from portal.frame.frame import ExportLink, NavItem
from search.help.meanings import Meanings
from search.help.nothing import Nothing, Removal
from search.help.recognition import Recognised
from search.suggest.models import SubjectKind
from search.suggest.resolve import Suggestion
from search.suggest.views import Section as Suggestions
from showcase.filters import ChosenFilter, SortLink
from showcase.style import states
from showcase.style.examples.cards import story
from showcase.style.examples.terms import chip, techniques
from showcase.style.states import Component, Section, State
from showcase.style.words import other_language, say


def register() -> None:
    """Add the section of the search."""
    states.register(section)


def section() -> Section:
    """Return the section."""
    return Section("search", say("检索", "Search"), (*_hits(), *_help(), _suggestions()))


def _found() -> Any:
    title = mark_safe(say("示例：定型机<mark>余热</mark>回收", "Example: <mark>heat</mark> from stenter exhaust"))  # noqa: S308 - no text of a reader
    return story(title=title, matched_by=(say("别名“废热”", "by its other name “exhaust heat”"),))


def _results(**values: Any) -> dict[str, Any]:
    sorts = (
        SortLink("best", say("相关度", "best match"), "#", current=True),
        SortLink("new", say("最新", "newest"), "#"),
    )
    base = {
        "total": 1,
        "found": 1,
        "q": say("余热", "heat"),
        "sort_links": sorts,
        "exports": (ExportLink("CSV", "#"),),
        "subscribe_url": "#",
        "cards": (_found(),),
    }
    return {**base, **values}


def _hits() -> tuple[Component, ...]:
    chosen = (ChosenFilter("industry", "C17", say("纺织业", "Textiles"), "#"),)
    named = {"searched_also": (say("废热", "exhaust heat"),), "strict_url": "#", "offers": techniques(1)}
    partly = {"found": 0, "partial": True, "total": 1}
    nothing = {"found": 0, "total": 0, "cards": (), "nothing": Nothing((), (), (), None, ())}
    beyond = {"beyond_limit": True, "limit": "1,000", "unplaced": (story(effects=()),), "related": (story(),)}
    return (
        Component("search/_hit.html", (State(say("标出的词", "marked words"), {"card": _found()}),), is_wide=True),
        Component(
            "search/_results.html",
            (
                State(say("有筛选", "with a filter"), _results(chosen=chosen, clear_url="", **named)),
                State(say("部分匹配", "a match in part"), _results(**partly)),
                State(
                    say("超出上限，无此数据，相近", "beyond the limit, without the figure, related"), _results(**beyond)
                ),
                State(say("没有结果", "nothing"), _results(**nothing)),
            ),
            is_wide=True,
        ),
    )


def _help() -> tuple[Component, ...]:
    lines = (
        Recognised(say("识别为文号", "Read as a document number"), "示例〔2024〕1号", "#", "zh-hans"),
        Recognised(say("不是有效的信用代码", "No valid credit code"), is_fault=True),
    )
    meant = Meanings(say("锅", "boiler"), (chip("T02", "余热余压", "Waste heat"),))
    helped = {
        "recognised": lines,
        "did_you_mean": NavItem(say("余热回收", "waste heat"), "#"),
        "meanings": (meant,),
    }
    filters = (Removal(say("纺织业", "Textiles"), "", "#", 3),)
    tried = (say("exhaust heat", "废热"), say("废热", "exhaust heat"))
    full = Nothing(filters, tried, techniques(1), chip("C17", "纺织业", "Textiles"), (story(),))
    return (
        Component(
            "search/_help.html",
            (State(say("识别、改写、歧义", "recognised, corrected, ambiguous"), helped),),
            is_wide=True,
        ),
        Component(
            "search/_nothing.html", (State(say("各种建议", "every kind of advice"), {"nothing": full}),), is_wide=True
        ),
    )


def _suggestions() -> Component:
    items = (
        Suggestion(SubjectKind.TECHNIQUE, say("余热回收", "Waste heat recovery"), "#", count=14),
        Suggestion(
            SubjectKind.TECHNIQUE, say("Heat pump", "热泵"), "#", other_language(), say("热泵", "heat pump"), count=0
        ),
        Suggestion(
            SubjectKind.ENTERPRISE,
            say("示例企业甲", "Example company A"),
            "#",
            "",
            say("示例厂", "Example Works"),
            former=True,
        ),
    )
    shown = {"sections": (Suggestions("terms", say("词条", "Terms"), items),), "total": 3}
    return Component(
        "search/_suggestions.html", (State(say("边输入边提示", "while one types"), shown),), "suggestions style-shown"
    )
