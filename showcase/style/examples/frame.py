"""What stands around a page, remarks, empty states, blocks of a text, and plain elements."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.urls import resolve, reverse

from portal.blocks import BodyBlock
from portal.frame.frame import Crumb, LanguageLink, NavItem
from portal.frame.site_frame import SiteFrame
from portal.translation.reader_note import TranslationNote
from showcase.stories.blocks import StoryBodyBlock
from showcase.style.examples.pictures import photograph, schematic
from showcase.style.states import Component, Section, State
from showcase.style.words import other_language, say


def section() -> Section:
    """Return the section."""
    return Section("frame", say("页面框架与正文", "Frame and texts"), (*_around(), *_remarks(), *_texts()))


def asked_at(name: str) -> HttpRequest:
    """Return a request as if a reader were at the view with this name."""
    request = HttpRequest()
    request.method, request.path = "GET", reverse(name)
    request.resolver_match = resolve(request.path)
    return request


def _around() -> tuple[Component, ...]:
    items = tuple(NavItem(label, "#", at == 1) for at, label in enumerate(_sections()))
    links = (
        LanguageLink("zh-hans", "中文", "#", current=not say("", "en")),
        LanguageLink("en", "English", "#", current=bool(say("", "en"))),
    )
    header = {"nav_items": items, "language_links": links, "home_url": "#", "search_url": "#"}
    crumbs = (
        Crumb(say("首页", "Home"), "#"),
        Crumb(say("Case studies", "典型案例"), "#", other_language()),
        Crumb(say("示例", "Example")),
    )
    return (
        Component("includes/demo_banner.html", (State(say("演示站", "of a demonstration"), {}),)),
        Component("includes/header.html", (State(say("在“技术”栏目", "in a section"), header),), is_wide=True),
        Component("includes/crumbs.html", (State(say("三级", "three steps"), {"crumbs": crumbs}),)),
        Component(
            "includes/corrections.html", (State(say("可报告、可评价", "to report and to rate"), {"request": _term()}),)
        ),
        Component("includes/footer.html", _footers(), is_wide=True),
        Component("includes/search_scripts.html", (State(say("脚本，不可见", "scripts, not seen"), {}),)),
    )


def _sections() -> tuple[str, ...]:
    return say("典型案例", "Case studies"), say("绿色技术", "Technologies"), say("名单查询", "Register")


def _term() -> HttpRequest:
    """Return a request for the page of a term, about which readers are asked."""
    request = HttpRequest()
    request.method, request.path = "GET", reverse("technique", args=["T04"])
    request.resolver_match = resolve(request.path)
    return request


def _footers() -> tuple[State, ...]:
    facts = SiteFrame(
        organiser_zh="示例主办单位",
        organiser_en="Example organiser",
        icp_number="示例ICP备00000000号",
        police_number="示例公网安备00000000000000号",
        site_code="0000000000",
        contact_phone="0591-00000000",
        contact_email="office@example.org",
        corrections_email="corrections@example.org",
    )
    links = (NavItem(say("关于绿鉴", "About Lüjian"), "#"), NavItem(say("参观交流", "Visits"), "#"))
    return (
        State(say("齐全", "complete"), {"frame": facts, "footer_links": links, "request": asked_at("register")}),
        State(say("没有登记信息", "nothing entered"), {"frame": SiteFrame(), "footer_links": links}),
    )


def _remarks() -> tuple[Component, ...]:
    day, chinese = say("2026年11月3日", "3 November 2026"), LanguageLink("zh-hans", "中文", "#")
    notes = (
        (say("原文已改", "changed since"), TranslationNote({"a": "b"}, day)),
        (say("不完整", "incomplete"), TranslationNote({}, day, is_incomplete=True)),
        (say("机器翻译", "by a machine"), TranslationNote({"a": "b"}, is_machine_made=True)),
    )
    links = (NavItem(say("全部典型案例", "All case studies"), "#"),)
    text = say("请换一个词。", "Try another word.")
    title = say("没有结果", "Nothing was found")
    return (
        Component(
            "includes/translation_note.html",
            tuple(State(name, {"translation_note": note, "language_links": (chinese,)}) for name, note in notes),
        ),
        Component(
            "includes/empty.html",
            (
                State(say("只有标题", "a title alone"), {"title": title}),
                State(say("有说明和链接", "with a text and a link"), {"title": title, "text": text, "links": links}),
            ),
        ),
        Component(
            "includes/subscribe.html",
            (
                State(say("邮件与订阅源", "mail and feed"), {"subscribe_url": "#", "feed_url": "#"}),
                State(say("只有邮件", "mail alone"), {"subscribe_url": "#"}),
            ),
            "style-aside",
        ),
        Component(
            "showcase/style/elements.html",
            (
                State(
                    say("按钮、链接、提示、日期", "buttons, links, remarks, dates"),
                    {"day": "2026-11-03", "month": "2026-11"},
                ),
            ),
        ),
    )


def _texts() -> tuple[Component, ...]:
    story = StoryBodyBlock().to_python([{"type": "section", "value": "background"}, *_blocks()])
    page = BodyBlock().to_python([{"type": "heading", "value": say("小标题", "A heading")}])
    pictures = tuple(
        State(
            name,
            {
                "value": SimpleNamespace(
                    caption=say("示例图", "An example"), image=SimpleNamespace(file=SimpleNamespace(url="#"))
                ),
                "picture": picture,
            },
        )
        for name, picture in (
            (say("照片", "photograph"), photograph()),
            (say("示意图", "schematic"), schematic()),
            (say("文件丢失", "file lost"), None),
        )
    )
    return (
        Component(
            "includes/story_body.html",
            (State(say("段落、表格、提示", "paragraphs, a table, a note"), {"body": story, "source_numbers": {1: 1}}),),
            "prose story-body",
            is_wide=True,
        ),
        Component(
            "includes/story_body.html",
            (State(say("说明页的标题", "heading of an information page"), {"body": page}),),
            "prose",
            is_wide=True,
        ),
        Component("blocks/figure.html", pictures, "prose"),
    )


def _blocks() -> list[dict[str, Any]]:
    text = say("示例：回收排气的热量。", "Example: heat is recovered from the exhaust.")
    table = {
        "caption": say("示例：改造前后", "Example: before and after"),
        "header": ["", say("改造前", "before"), say("改造后", "after")],
        "rows": [{"cells": [say("排气温度，℃", "exhaust, °C"), "160", "70"]}],
        "sources": [],
    }
    return [
        {
            "type": "text",
            "value": f"<p>{text}</p><h3>{say('两步', 'Two steps')}</h3><ul><li>{text}</li><li>{text}</li></ul>",
        },
        {"type": "table", "value": table},
        {"type": "note", "value": {"text": f"<p>{text}</p>"}},
    ]
