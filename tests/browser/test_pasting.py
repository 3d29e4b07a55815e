"""What is pasted from Word and Excel keeps superscripts and tables, and never brings back what was deleted."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from showcase.models import CaseStudyPage
from showcase.stories.checks.answers import overrule
from tests.browser.admin import Admin, account
from tests.factories import make_case, paragraph

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

WORD = """<html><body><!--StartFragment--><p class=MsoNormal>节电 <b>12.5</b> 万 kWh，CO<sub>2</sub> 减排
3×10<sup>3</sup> t<sup>[1]</sup></p><!--EndFragment--></body></html>"""
COPY = """async ([html, text]) => {
  const typed = (type, content) => new Blob([content], { type });
  const parts = { "text/html": typed("text/html", html), "text/plain": typed("text/plain", text) };
  await navigator.clipboard.write([new ClipboardItem(parts)]);
}"""


WITH_TABLE = """<html><body><p>节电 3×10<sup>3</sup> t</p>
<p><del cite="mailto:a">已删文字</del><ins>新文字</ins><span style='mso-comment-reference:x'>批注</span></p>
<table border=1><tr><td rowspan=2>工序</td><td colspan=2>能耗（kgce/t）</td></tr><tr><td>改造前</td><td>改造后</td></tr>
<tr><td>烧结</td><td>51.2</td><td>48.9</td></tr></table></body></html>"""
EXCEL = """<html><body><table><tr><td rowspan=2>指标</td><td colspan=2>数值</td></tr><tr><td>前</td><td>后</td></tr>
<tr><td>年份</td><td>2021/3/5</td><td>12.5%</td></tr><tr><td>编号</td><td>000123</td><td>-</td></tr></table></body></html>"""


def copied(name: str = "IN24_word_clipboard.html", otherwise: str = WORD) -> str:
    """A clipboard of Word or Excel as it was collected, where it is at hand."""
    kept = Path(__file__).parents[3] / "shared/cases/word" / name
    return kept.read_text() if kept.exists() else otherwise


def opened(page: Page, *blocks: tuple[str, object]) -> tuple[Admin, CaseStudyPage]:
    """The editor of a case with these blocks, and the right to paste."""
    case = make_case(live=False, body=list(blocks))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    admin = Admin(page, account("publisher"))
    admin.open_editor(case.pk)
    return admin, case


def saved(admin: Admin, case: CaseStudyPage) -> list[tuple[str, Any]]:
    admin.save()
    page = CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()
    return [(block.block_type, block.value) for block in page.body]


def cells(table: Any) -> list[list[str]]:
    return [list(table["header"]), *(list(row["cells"]) for row in table["rows"])]


TABLE = ("table", {"caption": "对比", "header": [""], "rows": [{"cells": [""]}], "sources": []})


def test_a_table_of_excel_fills_the_table_block_cell_by_cell(page: Page) -> None:
    admin, case = opened(page, TABLE)

    page.evaluate(COPY, [copied("IN25_excel_clipboard.html", EXCEL), "指标\t数值"])
    page.locator("#body-root input[name='body-0-value-header-0-value']").click()
    page.keyboard.press("Control+v")

    ((_kind, table),) = saved(admin, case)
    assert cells(table) == [["指标", "数值 前", "数值 后"], ["年份", "2021/3/5", "12.5%"], ["编号", "000123", "-"]]
    assert table["caption"] == "对比"


def test_cells_pasted_into_a_filled_table_are_written_from_the_cell_on(page: Page) -> None:
    rows = [{"cells": ["电", "12"]}, {"cells": ["水", "5"]}]
    admin, case = opened(page, ("table", {"caption": "对比", "header": ["项目", "前"], "rows": rows, "sources": []}))

    page.evaluate(COPY, ["", "4\t3\n2\t1"])
    page.locator("#body-root input[name='body-0-value-rows-1-value-cells-1-value']").click()
    page.keyboard.press("Control+v")

    ((_kind, table),) = saved(admin, case)
    assert cells(table) == [["项目", "前", ""], ["电", "12", ""], ["水", "4", "3"], ["", "2", "1"]]


def test_a_table_pasted_into_a_text_becomes_a_table_block_below_it(page: Page) -> None:
    admin, case = opened(page, paragraph("旧", 1))

    page.evaluate(COPY, [copied(otherwise=WITH_TABLE), "节电"])
    editor = page.locator("#body-root [contenteditable=true]").first
    editor.click()
    page.keyboard.press("Control+v")
    expect(editor).to_contain_text("3×10³")
    expect(page.locator(".messages")).to_contain_text("left out")
    stored = page.locator("input[name='body-0-value']")
    expect(stored).to_have_value(re.compile("新文字"))  # Draftail writes it a moment later

    (_kind, text), (kind, table) = saved(admin, case)
    assert kind == "table"
    assert cells(table) == [["工序", "能耗（kgce/t） 改造前", "能耗（kgce/t） 改造后"], ["烧结", "51.2", "48.9"]]
    for words, is_there in (("新文字", True), ("已删文字", False), ("批注", False), ("51.2", False), ("\u200b", False)):
        assert (words in text.source) is is_there


def test_a_single_cell_of_excel_is_pasted_as_text(page: Page) -> None:
    admin, case = opened(page, TABLE)

    page.evaluate(COPY, ["<table><tr><td>12.5%</td></tr></table>", "12.5%"])
    page.locator("#body-root input[name='body-0-value-header-0-value']").click()
    page.keyboard.press("Control+v")

    ((_kind, table),) = saved(admin, case)
    assert cells(table) == [["12.5%"], [""]]


def test_superscripts_survive_pasting_saving_and_showing(page: Page) -> None:
    case = make_case(live=False, body=[paragraph("旧", 1)])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    admin = Admin(page, account("publisher"))
    admin.open_editor(case.pk)

    page.evaluate(COPY, ["减排 3×10<sup>3</sup> t CO<sub>2</sub>", "减排 3×103 t CO2"])
    title = page.locator("#id_title")
    title.fill("")
    title.press("Control+v")
    expect(title).to_have_value("减排 3×10³ t CO₂")

    page.evaluate(COPY, [copied(), "3×103"])
    editor = page.locator("#body-root [contenteditable=true]").first
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")
    expect(editor).to_contain_text("3×10³")
    expect(editor).to_contain_text("CO₂")
    admin.save()

    draft = CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()
    overrule(draft, lambda _finding: "粘贴的示例数字", "测试")
    draft.save_revision().publish()
    shown = Client().get(CaseStudyPage.objects.get(pk=case.pk).url).content.decode()
    assert "3×10³" in shown
    assert "CO₂" in shown
    assert "3×103" not in shown
