"""Notices, banners, entries of a list, answers of the register, visits."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from showcase.cards import NoticeCard
from showcase.choices import AnnouncementState
from showcase.lists.panels import (
    AnswerRow,
    ContactPoint,
    CountedTerm,
    EntryRow,
    EntryTable,
    ExtractedListing,
    NoticeBanner,
    NoticeChangeLine,
    RegisterRow,
    SummaryLine,
)
from showcase.panels import Fact
from showcase.style.states import Component, Section, State
from showcase.style.words import other_language, say
from showcase.visits.cards import VisitCard
from showcase.visits.choices import VisitState


def section() -> Section:
    """Return the section."""
    return Section(
        "lists", say("名单与公示", "Lists and notices"), (*_notices(), *_banners(), *_register(), *_visits())
    )


def _notices() -> tuple[Component, ...]:
    title = say("示例：2026年度省级绿色工厂公示名单", "Example: proposed provincial green factories of 2026")
    cards = [
        State(
            str(state.label),
            {
                "notice": NoticeCard(
                    state.mark, str(state.label), title, "#", date=say("2026年11月20日", "20 November 2026")
                )
            },
        )
        for state in AnnouncementState
    ]
    full = NoticeCard(
        AnnouncementState.OPEN,
        str(AnnouncementState.OPEN.label),
        title,
        "#",
        days_left=3,
        meta=(say("31 家", "31 units"), "示例〔2026〕1号"),
        deadline=say("异议受理至12月4日17:00。", "Objections are received until 4 December, 17:00."),
        basis_label=say("官方文件，完整", "official file, complete"),
    )
    last = NoticeCard(AnnouncementState.OPEN, full.state_label, title, "#", days_left=0, language=other_language())
    cards += [
        State(say("齐全", "complete"), {"notice": full}),
        State(say("今天截止，另一种语言", "ends today, in the other language"), {"notice": last}),
    ]
    return (Component("includes/notice_card.html", tuple(cards), "style-narrow"),)


def contacts() -> tuple[ContactPoint, ...]:
    """Return both contacts of a notice, the second without an address."""
    return (
        ContactPoint(
            say("受理部门", "Responsible office"),
            say("示例处", "Example office"),
            "0591-00000000",
            "office@example.org",
            say("福州市示例路1号", "1 Example Road, Fuzhou"),
        ),
        ContactPoint(
            say("监督部门", "Discipline office"), say("示例监督处", "Example discipline office"), "0591-00000001"
        ),
    )


def banner(state: AnnouncementState, **values: Any) -> NoticeBanner:
    """Return the banner of a notice in this state."""
    sentence = say("示例：这里说明当前状态和日期。", "Example: what the state is and since when.")
    return NoticeBanner(**{"state": state.mark, "state_label": str(state.label), "sentence": sentence, **values})


def _banners() -> tuple[Component, ...]:
    opened = banner(AnnouncementState.OPEN, days_left=3)
    superseded = banner(
        AnnouncementState.SUPERSEDED,
        successor_title=say("示例：公布名单", "Example: the final list"),
        successor_url="#",
    )
    online = SimpleNamespace(form_url="#", total=2)
    plain = (
        AnnouncementState.UPCOMING,
        AnnouncementState.CLOSED,
        AnnouncementState.FINAL,
        AnnouncementState.ADJUSTMENT,
        AnnouncementState.WITHDRAWN,
    )
    first = {"banner": opened, "contacts": contacts(), "notice": None, "is_example": True}
    return (
        Component(
            "includes/notice_banner.html",
            (
                State(str(AnnouncementState.OPEN.label), {"banner": opened, "contacts": contacts(), "online": online}),
                State(str(AnnouncementState.SUPERSEDED.label), {"banner": superseded}),
                *(
                    State(
                        str(state.label),
                        {"banner": banner(state, detail=say("示例：补充说明。", "Example: a detail."))},
                    )
                    for state in plain
                ),
            ),
            is_wide=True,
        ),
        Component(
            "includes/objection_first.html", (State(say("填写异议前", "before an objection"), first),), is_wide=True
        ),
        Component("includes/contacts.html", (State(say("两个联系方式", "both contacts"), {"contacts": contacts()}),)),
        Component(
            "includes/notice_changes.html",
            (State(say("更正", "a change"), {"notice_changes": _changes()}),),
            is_wide=True,
        ),
    )


def _changes() -> tuple[NoticeChangeLine, ...]:
    moment = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
    words = say("截止时间", "end of objections"), say("12月2日", "2 December"), say("12月4日", "4 December")
    reason = say("示例：与通知原文一致。", "Example: as the notice prints it.")
    return (
        NoticeChangeLine(*words, reason, say("2026年11月21日17:00", "21 November 2026, 17:00"), moment),
        NoticeChangeLine(words[0], "", words[2], reason, say("2026年11月20日", "20 November 2026"), moment),
    )


def _register() -> tuple[Component, ...]:
    programme: dict[str, Any] = {"programme": say("绿色工厂", "green factory"), "level": say("省级", "Provincial")}
    row = RegisterRow(
        name=say("示例企业甲", "Example company A"),
        enterprise_url="#",
        **programme,
        place=say("泉州", "Quanzhou"),
        since=say("2024年", "2024"),
        announcement_title=say("示例：2024年度名单", "Example: the list of 2024"),
        announcement_url="#",
        basis_label=say("官方文件，完整", "official file, complete"),
        since_note=say("文件未注明日期", "the file states no day"),
        other_name="示例企业甲" if say("", "en") else "",
        printed_name=say("示例企业甲（旧名）", "示例企业甲（旧名）"),
        row_label="12",
    )
    facts = (
        Fact(say("文号", "Document number"), "示例〔2024〕1号", language="zh-hans"),
        Fact(say("行号", "Row"), "12"),
    )
    listing = ExtractedListing(programme["level"], programme["programme"], facts, "listed", say("在名单内", "listed"))
    return (
        Component(
            "includes/entry_table.html",
            (State(say("行业、备注、变更", "industry, note, change"), {"table": _entries()}),),
            "",
            is_wide=True,
        ),
        Component(
            "includes/register_summary.html",
            (State(say("各级与城市", "by level and city"), {"summary": _summary()}),),
            is_wide=True,
        ),
        Component(
            "includes/register_row_details.html", (State(say("展开一行", "a row, opened"), {"row": row}),), "small"
        ),
        Component(
            "includes/answers_beside.html",
            (State(say("名单之外的答案", "answers without a row"), {"beside": _answers(), "beside_has_more": True}),),
            is_wide=True,
        ),
        Component("includes/extracted_listing.html", (State(say("查询单", "extract"), {"listing": listing}),)),
    )


def _entries() -> EntryTable:
    name, place = say("示例企业甲", "Example company A"), say("泉州市", "Quanzhou")
    other: dict[str, Any] = {"other_name": "示例企业甲", "other_language": "zh-hans"} if say("", "en") else {}
    rows = (
        EntryRow("1", name, "#", place, say("纺织业", "Textiles"), position=1, **other),
        EntryRow(
            "2",
            say("示例企业乙", "Example company B"),
            "",
            place,
            evaluator=say("示例评价机构", "Example Evaluators"),
            position=2,
        ),
        EntryRow(
            "3",
            name,
            "#",
            place,
            change_label=say("更名", "renamed"),
            note=say("原名示例厂", "before: Example Works"),
            ended=say("2025年移出", "removed in 2025"),
            position=3,
        ),
    )
    return EntryTable(say("绿色工厂", "Green factories"), rows, say("完整", "complete"), 3, 3)


def _summary() -> tuple[SummaryLine, ...]:
    levels = (
        CountedTerm(say("国家级", "National"), 3, "#"),
        CountedTerm(say("省级", "Provincial"), 16, "#", is_chosen=True),
    )
    return SummaryLine(say("级别", "Level"), levels), SummaryLine(
        say("城市", "City"), (CountedTerm(say("泉州", "Quanzhou"), 9, "#"),)
    )


def _answers() -> tuple[AnswerRow, ...]:
    name, place = say("示例企业甲", "Example company A"), say("泉州", "Quanzhou")
    words: dict[str, Any] = {
        "level": say("省级", "Provincial"),
        "programme": say("绿色工厂", "green factory"),
        "date": say("2025年", "2025"),
    }
    notice: dict[str, Any] = {
        "announcement_title": say("示例：调整公告", "Example: an adjustment"),
        "announcement_url": "#",
        "row_label": "2",
    }
    states: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("removed", say("已移出名单", "removed"), {**words, **notice, "reason": say("停产", "production ended")}),
        ("suspended", say("暂停", "suspended"), {**words, **notice}),
        ("proposed", say("公示中", "proposed"), {**words, **notice}),
        ("listed", say("在另一名单内", "on another list"), {**words, **notice}),
        ("not_in_records", say("本站记录中没有", "not in our records"), {}),
    )
    return tuple(AnswerRow(name, "#", place, state, label, **values) for state, label, values in states)


def _visits() -> tuple[Component, ...]:
    def card(state: VisitState) -> VisitCard:
        return VisitCard(
            title=say("示例企业甲开放日", "Open day of Example company A"),
            url="#",
            language="",
            state=state.mark.mark,
            state_label=str(state.label),
            when=say("2026年12月18日", "18 December 2026"),
            place=say("泉州", "Quanzhou"),
            host=say("示例企业甲", "Example company A"),
            sentence=say("还有 8 个名额。", "Eight seats are left.") if state == VisitState.OPEN else "",
            is_example=True,
        )

    cards = tuple(card(state) for state in VisitState)
    return (
        Component(
            "includes/visit_card.html", tuple(State(one.state_label, {"visit": one}) for one in cards), "style-narrow"
        ),
        Component(
            "includes/coming_visits.html",
            (State(say("右栏", "right column"), {"coming_visits": cards[:2]}),),
            "style-aside",
        ),
    )
