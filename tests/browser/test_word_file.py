"""One thread from end to end: an enterprise's Word file, its preview with one correction, and the draft made of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from showcase.models import CaseStudyPage, Enterprise, WordImport
from tests.browser.admin import Admin, account
from tests.factories import make_enterprise, section
from tests.showcase.stories.word import usual_case

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

FIGURES = 9
ALTERNATIVES = ("定型机排气口的换热器", "超滤和反渗透装置")


def upload(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="New case study from a Word file").click()
    file = {"name": "案例.docx", "mimeType": "", "buffer": usual_case.word_file()}
    page.get_by_label("Word file").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()


def check_the_preview(page: Page) -> None:
    expect(page.locator(".word-block")).to_have_count(27)
    expect(page.locator(".word-block img")).to_have_count(2)
    expect(page.locator(".left-text").first).to_have_text(usual_case.HEADER)
    expect(page.get_by_label(re.compile(usual_case.ENTERPRISE))).to_be_checked()
    expect(page.locator(".word-figures input:checked")).to_have_count(FIGURES)


def correct(page: Page) -> None:
    heading = page.locator(".word-block", has_text="五、经验").get_by_role("combobox")
    expect(heading).to_have_value("section:lessons")
    heading.select_option("section: What can be transferred")
    page.get_by_label("Scope of the figures").select_option("project")
    for at, words in enumerate(ALTERNATIVES):
        page.get_by_label("What the picture shows, for readers who cannot see it").nth(at).fill(words)


def check_the_draft(case: CaseStudyPage) -> None:
    shown = re.sub(r"<[^>]+>|〔\d+〕", "", f"{case.title}{case.summary}{case.body.render_as_block()}")
    text = squeezed(shown)
    for words in usual_case.texts():
        assert squeezed(words).replace("[1]", "") in text
    assert [block.value["image"].alt_zh for block in case.body if block.block_type == "figure"] == [*ALTERNATIVES]
    assert [block.value for block in case.body if block.block_type == "section"] == [
        "background",
        "practices",
        "results",
        "transfer",
        "limits",
    ]
    assert [item.enterprise for item in case.enterprise_items.all()] == [Enterprise.objects.get()]
    assert [row.fields["scope"] for row in case.typed_rows("effects")] == ["project"] * FIGURES
    assert [row.title for row in case.sources.all()] == ["定型机余热利用见效"]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_word_file_becomes_a_draft_after_one_correction(page: Page) -> None:
    section("cases")
    make_enterprise(usual_case.ENTERPRISE, "Example Stenter")
    Admin(page, account("editor"))

    upload(page)
    check_the_preview(page)
    correct(page)
    page.get_by_role("button", name="Make the draft").click()

    page.wait_for_url("**/edit/")
    expect(page.locator("#id_title")).to_have_value(usual_case.TITLE)
    case = CaseStudyPage.objects.get().get_latest_revision_as_object()
    assert not case.live
    check_the_draft(case)
    page.get_by_role("link", name="Show them").click()
    expect(page.locator(".listing")).to_contain_text("二、背景")
    assert WordImport.objects.get().draft_id == case.pk
