"""Effects as a grid: filled from the source's words, counted in clicks, worked by keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from showcase.models import CaseStudyPage
from tests.browser.admin import Admin, account
from tests.browser.axe import violations
from tests.factories import make_case, make_effect, make_source

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

WIDE = {"width": 1680, "height": 1000}
COPY = """async ([html, text]) => {
  const typed = (type, content) => new Blob([content], { type });
  const parts = { "text/html": typed("text/html", html), "text/plain": typed("text/plain", text) };
  await navigator.clipboard.write([new ClipboardItem(parts)]);
}"""
TABLE = """<table><tr><td rowspan=2>工序</td><td colspan=2>综合能耗（kgce/t）</td></tr>
<tr><td>改造前</td><td>改造后</td></tr><tr><td>烧结</td><td>38</td><td>31</td></tr></table>
<table><tr><td>指标</td><td>改造前</td><td>改造后</td><td>单位</td></tr>
<tr><td>年用水量</td><td>12</td><td>9.5</td><td>10<sup>4</sup> m<sup>3</sup></td></tr></table>"""
SENTENCE = "年节电186万kWh，总投资2300万元，静态投资回收期约2.5年。"


class Grid:
    """The rows of effects in an editor's browser."""

    def __init__(self, page: Page, *effects: Any) -> None:
        self.case = make_case(live=False, effects=list(effects), sources=[make_source()])
        self.page = page
        page.set_viewport_size(WIDE)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.admin = Admin(page, account("publisher"))
        self.admin.open_editor(self.case.pk)
        self.admin.open_tab("Facts")
        self.rows = page.locator("#id_effects-FORMS > [data-inline-panel-child]:not(.deleted)")

    def field(self, number: int, name: str) -> Locator:
        """A field of the row with this number in the form, from 0."""
        return self.page.locator(f"#id_effects-{number}-{name}")

    def paste(self, html: str, text: str) -> None:
        """Copy elsewhere, then paste into the box above the rows."""
        self.page.evaluate(COPY, [html, text])
        self.page.locator("#effect-reader-text").click()
        self.page.keyboard.press("Control+v")

    def printed(self) -> list[str]:
        """The printed words of the rows, from top to bottom."""
        return [row.locator("[name$=-printed]").input_value() for row in self.rows.all()]

    def saved(self) -> list[Any]:
        """Save; the effects of the draft."""
        self.admin.save()
        draft = CaseStudyPage.objects.get(pk=self.case.pk).get_latest_revision_as_object()
        assert draft.unfinished_rows == {}
        return list(draft.effects.all())


def test_a_sentence_becomes_rows_at_less_than_four_clicks_each(page: Page) -> None:
    grid = Grid(page)
    clicks: list[int] = []
    page.expose_function("clicked", lambda: clicks.append(1))
    page.evaluate("document.addEventListener('click', (event) => event.isTrusted && window.clicked(), true)")

    grid.paste("", SENTENCE)
    expect(grid.rows).to_have_count(3)
    expect(grid.field(0, "unit")).to_have_value("万kWh")
    expect(grid.rows.nth(0)).to_contain_text("1,860,000 kWh")
    for number in range(3):
        grid.field(number, "of_what_zh").click()
        page.keyboard.insert_text("空压机改造")
        for name, value in {"scope": "project", "evidence": "company_statement"}.items():
            if not grid.field(number, name).input_value():
                grid.field(number, name).click()
                grid.field(number, name).select_option(value)

    assert [(effect.printed, effect.low, effect.unit, effect.source_number) for effect in grid.saved()] == [
        ("年节电186万kWh", 1860000, "kWh", 1),
        ("总投资2300万元", 23000000, "CNY", 1),
        ("静态投资回收期约2.5年", 2.5, "a", 1),
    ]
    # Each choice of a list is two clicks: one opens it, one chooses.
    assert len(clicks) <= 4 * 3


def test_a_table_from_word_becomes_a_row_a_line(page: Page) -> None:
    grid = Grid(page)
    grid.paste(TABLE, "")
    expect(grid.rows).to_have_count(2)
    expect(grid.field(0, "before")).to_have_value("38")
    expect(grid.field(0, "quantity")).to_have_value("energy_intensity")
    expect(grid.field(1, "low")).to_have_value("9.5")
    expect(grid.rows.nth(1)).to_contain_text("95,000 m3")
    expect(grid.field(1, "of_what_zh")).to_have_value("年用水量")


def test_words_in_a_row_fill_what_is_empty_and_ask_before_replacing(page: Page) -> None:
    grid = Grid(page, make_effect(quantity="electricity_saved", unit="kWh", low=5, high=5, printed="年节电5kWh"))
    printed = grid.field(0, "printed")
    printed.fill("预计年节电186万kWh")
    printed.press("Tab")

    unlike = grid.rows.nth(0).locator(".effect-row__unlike")
    expect(unlike).to_contain_text("186")
    expect(grid.field(0, "low")).to_have_value("5")
    unlike.get_by_role("button").click()
    expect(grid.field(0, "low")).to_have_value("186")
    expect(grid.field(0, "unit")).to_have_value("万kWh")
    expect(grid.rows.nth(0)).to_contain_text("1,860,000 kWh")


def test_the_comparable_figure_stands_beside_the_row_with_its_factor(page: Page) -> None:
    grid = Grid(page, make_effect(quantity="electricity_saved", unit="kWh", low=1860000, high=1860000))
    row = grid.rows.nth(0)
    expect(row).to_contain_text("how electricity is counted as coal")
    row.get_by_text("Details").click()
    grid.field(0, "basis").select_option("physical")
    expect(row).to_contain_text("228.6 tce a year")
    expect(row).to_contain_text("0.1229 kgce/kWh, GB/T 2589")
    grid.field(0, "low").fill("约186")
    grid.field(0, "low").press("Tab")
    expect(row).to_contain_text("This is not a number")


def test_rows_are_added_copied_moved_and_deleted_by_keyboard(page: Page) -> None:
    grid = Grid(page, make_effect(printed="一"), make_effect(printed="二"))
    grid.field(0, "printed").focus()
    page.keyboard.press("Control+Shift+Enter")
    expect(grid.rows).to_have_count(3)
    assert grid.printed() == ["一", "一", "二"]
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("另一")

    page.keyboard.press("Control+Enter")
    expect(grid.rows).to_have_count(4)
    page.keyboard.insert_text("三")
    assert grid.field(3, "scope").input_value() == "project"
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    assert grid.printed() == ["一", "三", "另一", "二"]
    page.keyboard.press("Alt+ArrowDown")
    assert grid.printed() == ["一", "另一", "三", "二"]

    page.keyboard.press("Alt+Delete")
    expect(grid.rows).to_have_count(3)
    assert grid.printed() == ["一", "另一", "二"]
    assert page.evaluate("document.activeElement.value") == "二"
    assert [effect.printed for effect in grid.saved()] == ["一", "另一", "二"]


def test_every_field_has_a_label_and_axe_finds_nothing(page: Page) -> None:
    grid = Grid(page, make_effect(), make_effect())
    grid.rows.nth(0).get_by_text("Details").click()
    for part in (".effect-reader", "#id_effects-FORMS"):
        assert violations(page, include=[part]) == []
    for label in ("As printed", "Of what", "Quantity", "From", "To", "Unit", "Per", "Scope", "Evidence", "Source"):
        expect(grid.rows.nth(1).get_by_label(label, exact=False).first).to_be_visible()
