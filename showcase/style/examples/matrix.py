"""The matrix, what a term's page says over its stories, and the figures of the home page."""

from __future__ import annotations

from portal.charts.tiles import shade
from showcase.atlas.cards import Matrix, MatrixCell, MatrixColumn, MatrixRow
from showcase.atlas.figure_story import FigureLine, FigureStory
from showcase.atlas.obstacles import Obstacle, Obstacles, ReasonCount
from showcase.atlas.terms import NeighbourLine, TermSayings
from showcase.choices import Evidence
from showcase.style.examples.cards import figure
from showcase.style.examples.terms import chip, techniques
from showcase.style.states import Component, Section, State
from showcase.style.words import other_language, say

_LARGEST = 9


def section() -> Section:
    """Return the section."""
    return Section("matrix", say("矩阵与词条页", "Matrix and terms"), (_matrix(), *_sayings()))


def _matrix() -> Component:
    columns = tuple(
        MatrixColumn(code, say(zh, en), "#", total, children)
        for code, zh, en, total, children in (
            ("T01", "能源系统", "Energy systems", 7, ()),
            ("T02", "余热余压", "Waste heat", 12, techniques(2)),
            ("T08", "节水", "Water", 3, ()),
        )
    )
    rows = (
        _row("G03", say("纺织与服装", "Textiles"), (5, 9, 3), columns, opens=True),
        _row("G08", say("钢铁与有色", "Metals"), (2, 3, 0), columns),
    )
    empty = _row("G05", say("造纸与印刷", "Paper"), (0, 0, 0), columns)
    return Component(
        "includes/matrix.html",
        (
            State(
                say("有内容、空白、可展开、无内容的行", "filled and empty cells, what opens, an empty row"),
                {"matrix": Matrix(columns, (*rows, empty), 19, "#")},
            ),
        ),
        is_wide=True,
    )


def _row(
    code: str, label: str, counts: tuple[int, ...], columns: tuple[MatrixColumn, ...], *, opens: bool = False
) -> MatrixRow:
    cells = tuple(
        MatrixCell(
            row_code=code,
            row_label=label,
            column_code=column.code,
            column_label=column.label,
            cases=count,
            technologies=0,
            url="#",
            shade=shade(count, _LARGEST),
            label=f"{label} × {column.label}: {count}" if count else "",
        )
        for column, count in zip(columns, counts, strict=True)
    )
    children = (_row("C17", say("纺织业", "Textiles"), counts, columns),) if opens else ()
    return MatrixRow(code, label, "#", sum(counts), cells, children)


def _line(value: str, share: int, evidence: Evidence = Evidence.METERED) -> FigureLine:
    owner, of_what = say("示例企业甲", "Example company A"), say("定型机", "stenters")
    return FigureLine(owner, "#", "", figure(value, evidence), of_what, share)


def _sayings() -> tuple[Component, ...]:
    story = FigureStory(
        techniques(1)[0],
        say("年节能量", "Energy saved"),
        (_line("5,400", 100), _line("800", 15, Evidence.ESTIMATED)),
        1,
        "#",
    )
    obstacle = Obstacle(
        say("示例：定型机余热回收", "Example: heat from stenter exhaust"),
        "#",
        "",
        say("局限", "Limits"),
        say("排气含油，换热器要每周清洗。", "The exhaust carries oil: the exchanger is cleaned every week."),
    )
    foreign = Obstacle(
        say("Example", "示例"), "#", other_language(), "", say("The roof carries no more load.", "屋面不能再加载荷。")
    )
    obstacles = Obstacles((obstacle, foreign), 2, (ReasonCount(say("经济性", "Economic"), 1),), 1)
    neighbours = (
        NeighbourLine(chip("T08.03", "中水回用", "Water reuse"), 3, "#"),
        NeighbourLine(chip("T04.02", "电机变频调速", "Variable speed drives"), 1),
    )
    said = TermSayings((_line("98", 0),), obstacles, neighbours)
    return (
        Component(
            "includes/figure_story.html",
            (State(say("大到小", "largest first"), {"figure_story": story}),),
            is_wide=True,
        ),
        Component(
            "includes/term_said.html",
            (State(say("水平与局限", "levels and limits"), {"said": said}),),
            around="stack-l",
            is_wide=True,
        ),
        Component(
            "includes/term_neighbours.html",
            (
                State(say("技术", "of a technique"), {"said": said, "kind": "technique"}),
                State(say("行业", "of an industry"), {"said": said, "kind": "industry"}),
            ),
            "style-aside",
        ),
        Component(
            "includes/wanted_case.html",
            (
                State(
                    say("从空白格来", "from an empty cell"),
                    {"industry": chip("C17", "纺织业", "Textiles"), "technique": techniques(1)[0]},
                ),
            ),
        ),
    )
