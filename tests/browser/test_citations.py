"""An editor cites sources inside a text: by the list, by a digit, by typing [1]; moving a source renumbers it all."""

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.text.citations import cite
from showcase.models import CaseStudyPage
from tests.browser.admin import PATIENCE, Admin, account
from tests.factories import make_case, make_source, paragraph

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]


def numbers(text: Locator) -> list[str]:
    return [str(mark.get_attribute("data-number")) for mark in text.locator(".citation").all()]


def test_citations_are_written_by_keyboard_and_follow_their_sources(page: Page) -> None:
    # Given a draft that cites its first source
    sources = [make_source(1, publisher="示例报"), make_source(2, publisher="示例年报")]
    case = make_case(live=False, body=[("section", "background"), paragraph("节电", 1)], sources=sources)
    admin = Admin(page, account("editor"))
    admin.open_editor(case.pk)
    text = page.locator("#body-root [contenteditable=true]").first
    expect(text.locator(".citation")).to_have_attribute("data-number", "1", timeout=PATIENCE)

    # When the editor cites the second one from the list, and again by typing its number
    text.click()
    page.keyboard.press("End")
    page.keyboard.insert_text("，节水")
    page.keyboard.press("Control+Shift+KeyK")
    dialog = page.get_by_role("dialog", name="Which source?")
    expect(dialog.get_by_role("button", name="〔2〕 示例年报")).to_be_visible()
    page.keyboard.press("2")
    expect(dialog).to_have_count(0)
    page.keyboard.insert_text("，减排")
    text.press_sequentially("[2]")
    assert numbers(text) == ["1", "2", "2"]

    # And moves it to the first place
    admin.open_tab("Sources")
    page.locator("#inline_child_sources-1 [data-inline-panel-child-move-up]").click()
    admin.open_tab("Facts")
    expect(page.locator("#id_effects-0-source_number option:checked")).to_contain_text("〔2〕 示例报")
    admin.open_tab("Text")
    assert numbers(text) == ["2", "1", "1"]

    # Then what is stored names the same sources, and readers see their new numbers
    admin.save()
    draft = CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()
    written = draft.body[1].value.source.partition(">")[2]
    assert written == f"节电{cite(1)}，节水{cite(2)}，减排{cite(2)}</p>"
    shown = admin.preview()
    expect(shown.locator(".story-body .cite")).to_have_text(["〔2〕", "〔1〕", "〔1〕"], timeout=PATIENCE)
    expect(shown.locator(".source-list li .meta li:first-child")).to_have_text(["示例年报", "示例报"])
