"""Forms of readers: untouched, faulty, sent; filters and the search box."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portal.frame.frame import NavItem
from showcase.filters import FigureChoice, FilterGroup, FilterValue, FreeRange
from showcase.for_your_plant.form import AmountField, PlantForm, Tick, TickGroup, TypedField
from showcase.questions.kind import QuestionForm
from showcase.replications.forms import NotAdoptedForm
from showcase.style.states import Component, Section, State
from showcase.style.words import other_language, say


def section() -> Section:
    """Return the section."""
    return Section("forms", say("表单", "Forms"), (*_fields(), *_received(), *_filters(), _plant()))


def _fields() -> tuple[Component, ...]:
    empty = QuestionForm(prefix="empty")
    faulty = QuestionForm({"faulty-email": "nobody", "faulty-question": ""}, prefix="faulty")
    faulty.add_error("agreed", say("示例：请勾选。", "Example: tick it."))
    plant = NotAdoptedForm({"plant-year": "1700"}, prefix="plant")
    untouched, wrong = say("未填写", "untouched"), say("有错误", "faulty")
    return (
        Component(
            "includes/form_field.html",
            (
                State(untouched, {"field": empty["question"]}),
                State(say("选填", "optional"), {"field": empty["email"], "optional": True}),
                State(wrong, {"field": faulty["email"]}),
            ),
        ),
        Component(
            "includes/radio_field.html",
            (State(untouched, {"field": empty["to"]}), State(wrong, {"field": faulty["to"]})),
        ),
        Component(
            "includes/tick_field.html",
            (State(untouched, {"field": empty["agreed"]}), State(wrong, {"field": faulty["agreed"]})),
        ),
        Component(
            "includes/plant_field.html",
            (
                State(say("一个勾选", "a tick"), {"field": NotAdoptedForm(prefix="tick")["may_name"]}),
                State(say("多个勾选，有错误", "several ticks, faulty"), {"field": plant["reasons"]}),
            ),
        ),
        Component("includes/fault_summary.html", _summaries(faulty)),
    )


def _summaries(faulty: QuestionForm) -> tuple[State, ...]:
    late = say("表单已过期，请重新提交。", "The form had expired: send it again.")
    return (
        State(say("各字段的错误", "faults of fields"), {"faults": faulty.faults()}),
        State(
            say("整个表单的错误，附件需重选", "of the whole form, files again"), {"fault": late, "files_again": True}
        ),
    )


def _received() -> tuple[Component, ...]:
    number = "QUE-2026-7KQM-4XWT"
    return (
        Component(
            "includes/receipt.html",
            (
                State(say("回执", "receipt"), {"number": number}),
                State(
                    say("带时间", "with its moment"),
                    {"number": number, "received": say("2026年12月1日10:00", "1 December 2026, 10:00")},
                ),
            ),
        ),
        Component(
            "includes/submission_privacy.html",
            (
                State(say("保留180天", "kept for 180 days"), {"kept_days": 180}),
                State(say("保留1天", "kept for a day"), {"kept_days": 1}),
            ),
        ),
        Component("includes/question_introduction.html", (State(say("提问前", "before a question"), {}),)),
        Component("includes/replication_first.html", (State(say("报告前", "before a report"), {}),)),
    )


def _groups() -> tuple[FilterGroup, ...]:
    wide = FilterValue(
        "C17", say("纺织业", "Textiles"), 14, children=(FilterValue("C171", say("棉纺织", "Cotton"), 3, selected=True),)
    )
    foreign = FilterValue("C26", say("Chemicals", "化学工业"), 2, language=other_language())
    many = tuple(
        FilterValue(f"T{n:02}", say(f"示例技术{n}", f"example technique {n}"), n, is_folded=n > 4) for n in range(1, 14)
    )
    return (
        FilterGroup("industry", say("行业", "Industry"), (wide, foreign)),
        FilterGroup("technique", say("技术", "Technique"), many),
        FilterGroup(
            "energy",
            say("年节能量", "Energy saved"),
            (FilterValue("0-100", "0–100", 0),),
            say("吨标准煤", "tce"),
            FreeRange("energy_from", "energy_to"),
        ),
        FilterGroup("goal", say("目标", "Goal"), ()),
    )


def _filters() -> tuple[Component, ...]:
    groups = _groups()
    names = (
        say("勾选，下级展开", "chosen, opened"),
        say("长列表", "a long list"),
        say("范围", "ranges"),
        say("没有可选项", "nothing to choose"),
    )
    choice = FigureChoice(
        "figures", "all", True, (say("示例：两家工厂没有此项数据。", "Example: two plants give no such figure."),)
    )
    examples = (NavItem(say("余热回收", "waste heat recovery"), "#"), NavItem("C17", "#"))
    register = {
        "with_register_fields": True,
        "as_of_value": "2026-12-01",
        "q": "",
        "form_url": "#",
        "groups": groups[:1],
    }
    return (
        Component(
            "includes/filter_group.html",
            tuple(State(name, {"group": group}) for name, group in zip(names, groups, strict=True)),
            "style-aside",
        ),
        Component(
            "includes/filter_groups.html",
            (State(say("数据范围", "which figures"), {"groups": groups[:1], "figure_choice": choice}),),
            "style-aside",
        ),
        Component(
            "includes/filter_form.html",
            (State(say("名单查询的筛选（手机上为抽屉）", "of the register; a drawer on phones"), register),),
            "style-aside",
        ),
        Component(
            "includes/search_box.html",
            (
                State(
                    say("有例子", "with examples"),
                    {"search_url": "#", "query": say("余热", "waste heat"), "examples": examples},
                ),
            ),
        ),
    )


def _tick(name: str, value: str, label: str, *, checked: bool = False) -> Tick:
    return Tick(name, value, label, "", checked)


def _plant() -> Component:
    machines = (_tick("process", "P01", say("定型机", "stenter")), _tick("process", "P02", say("锅炉", "boiler")))
    textiles = _tick("industry", "C17", say("纺织业", "Textiles"))
    gas = AmountField(_tick("carrier", "gas", say("天然气", "Natural gas")), "", say("万立方米/年", "10,000 m³ a year"))
    empty = PlantForm(
        industry=TypedField("industries", ""),
        industries=(),
        industry_groups=(TickGroup(say("纺织与服装", "Textiles and clothing"), (textiles,)),),
        machine=TypedField("machines", ""),
        chosen_machines=(),
        near=machines[:1],
        machines=machines,
        carriers=(gas,),
    )
    fault = say("请填数字。", "Type a number.")
    filled: dict[str, Any] = {
        "industry": TypedField("industries", say("纺", "text"), (textiles,)),
        "industries": (replace(textiles, checked=True),),
        "machine": TypedField("machines", "xyz", unknown=True),
        "carriers": (replace(gas, tick=replace(gas.tick, checked=True), text="abc", fault=fault),),
    }
    return Component(
        "includes/plant_form.html",
        (
            State(say("未填写", "untouched"), {"form": empty, "form_url": "#"}),
            State(
                say("待选、未识别、有错误", "to be chosen, unknown, faulty"),
                {"form": replace(empty, **filled), "form_url": "#"},
            ),
        ),
        is_wide=True,
    )
