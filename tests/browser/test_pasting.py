"""What is pasted from Word keeps its superscripts and subscripts, in rich text and in plain fields."""

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from showcase.models import CaseStudyPage
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


def copied() -> str:
    """The clipboard of Word as it was collected, where it is at hand."""
    kept = Path(__file__).parents[3] / "shared/cases/word/IN24_word_clipboard.html"
    return kept.read_text() if kept.exists() else WORD


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

    CaseStudyPage.objects.get(pk=case.pk).get_latest_revision().publish()
    shown = Client().get(CaseStudyPage.objects.get(pk=case.pk).url).content.decode()
    assert "3×10³" in shown
    assert "CO₂" in shown
    assert "3×103" not in shown
