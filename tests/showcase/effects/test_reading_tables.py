"""Tables of results are read row by row: numbers before and after, units wherever a table states them."""

from decimal import Decimal

from showcase.effects.choices import Per, Quantity
from showcase.effects.reading import ReadEffect, read_effects


def _only(text: str) -> ReadEffect:
    (effect,) = read_effects(text)
    return effect


def test_a_table_of_results_gives_a_figure_a_line() -> None:
    text = "表1 成效\n指标|改造前|改造后|单位\n综合能耗|38|31|kgce/t\n年用水量|12|9.5|万立方米\n颜色|红|绿|个\n"
    energy, water = read_effects(text)
    assert (energy.before, energy.after, energy.unit, energy.printed) == (38, 31, "kgce/t", "综合能耗|38|31|kgce/t")
    assert (water.before, water.after, water.unit, water.per) == (120000, 95000, "m3", Per.YEAR)
    assert text[water.start : water.end] == water.printed


def test_a_table_may_state_units_in_names_headers_or_cells() -> None:
    by_name = read_effects("| 指标 | 数值 |\n|---|---|\n| 年节约标准煤（t） | 1,200 |\n| 年节电量 | 约186万kWh |")
    assert [(effect.low, effect.unit) for effect in by_name] == [(1200, "tce"), (1860000, "kWh")]
    assert _only("项目\t年节约量（10⁴ kWh）\n空压机\t30").low == 300000


def test_a_header_of_two_lines_gives_its_unit_and_its_words_to_the_rows() -> None:
    effect = _only("工序\t能耗（kgce/t）\t能耗（kgce/t）\n工序\t改造前\t改造后\n烧结\t51.2\t48.9")
    assert (effect.before, effect.after, effect.unit) == (Decimal("51.2"), Decimal("48.9"), "kgce/t")
    assert (effect.quantity, effect.of_what) == (Quantity.ENERGY_INTENSITY, "烧结能耗")


def test_a_saving_in_a_table_keeps_the_values_before_and_after_beneath_it() -> None:
    effect = _only("项目\t单位\t改造前\t改造后\t节约量\n电耗\t万kWh/a\t500\t314\t186")
    assert (effect.low, effect.before, effect.after, effect.per) == (1860000, 5000000, 3140000, Per.YEAR)
