"""A case is written from the blank form: blocks, several terms at a time, a picture that is uploaded on the way."""

import io
import re

import pytest
from PIL import Image as Pillow
from playwright.sync_api import Locator, Page, expect

from showcase.models import CaseStudyPage
from tests.admin_forms import SOURCE
from tests.browser.admin import PATIENCE, Admin, account, fill
from tests.factories import industry, make_enterprise, section

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

ALT = "定型机排气口的热交换器"


def picture() -> dict[str, object]:
    data = io.BytesIO()
    Pillow.new("RGB", (640, 480), "seagreen").save(data, "PNG")
    return {"name": "exchanger.png", "mimeType": "image/png", "buffer": data.getvalue()}


def add_block(tab: Page, label: str) -> Locator:
    """Append a block to the body; returns it."""
    body = tab.locator("#body-root")
    body.locator(".c-sf-add-button").last.click()
    tab.get_by_role("option", name=re.compile(f"^{label}$", re.IGNORECASE)).click()
    return body.locator("> [data-streamfield-stream-container] > [data-streamfield-child]").last


def choose(tab: Page, relation: str, text: str, number: int) -> None:
    """Search in the chooser of a child relation, tick all rows found, which are `number`, and confirm."""
    tab.locator(f"#id_{relation}-OPEN_MODAL").click()
    chooser = tab.locator(".modal-body")
    # The answer to the search replaces the rows: what was ticked before it is lost.
    with tab.expect_response(lambda answer: "/results/" in answer.url):
        chooser.locator("#id_q").fill(text)
    expect(chooser.locator("tbody tr")).to_have_count(number, timeout=PATIENCE)
    for row in chooser.locator("tbody tr").all():
        row.get_by_role("checkbox").check()
    chooser.locator("[data-multiple-choice-submit]").click()
    expect(tab.locator(f"#id_{relation}-FORMS [data-inline-panel-child]")).to_have_count(number, timeout=PATIENCE)


def upload_cover(tab: Page) -> None:
    tab.locator("#id_cover-chooser [data-chooser-action-choose]").first.click()
    chooser = tab.locator(".modal-body")
    chooser.get_by_role("tab", name="Upload").click()
    chooser.locator("#id_image-chooser-upload-file").set_input_files(picture())  # type: ignore[arg-type]
    for name, value in {"title": "热交换器", "alt_zh": ALT, "alt_en": "A heat exchanger"}.items():
        chooser.locator(f"#id_image-chooser-upload-{name}").fill(value)
    chooser.get_by_role("button", name="Upload").click()
    expect(tab.locator("#id_cover")).not_to_have_value("", timeout=PATIENCE)


def test_a_case_is_written_from_the_blank_form(page: Page) -> None:
    industry("C1713")
    enterprises = [make_enterprise("示例纺织有限公司"), make_enterprise("示例纺织股份有限公司")]
    admin = Admin(page, account("editor"))
    page.goto(f"/admin/pages/add/showcase/casestudypage/{section('cases').pk}/")

    page.locator("#id_title").fill("定型机废气余热回收改造")
    page.locator("#id_summary").fill("利用废气余热预热新风，能耗下降。")
    fill(add_block(page, "Section").get_by_role("combobox"), "background")
    text = add_block(page, "Text").locator("[contenteditable=true]")
    text.click()
    page.keyboard.insert_text("余热没有利用。")
    admin.open_tab("Sources")
    # The form numbers its sources itself.
    admin.add_row("sources", 0, {name: value for name, value in SOURCE.items() if name != "number"})
    admin.open_tab("Facts")
    choose(page, "enterprise_items", "示例纺织", 2)
    choose(page, "industry_items", "C1713", 1)
    upload_cover(page)
    case = CaseStudyPage.objects.get(pk=admin.save()).get_latest_revision_as_object()

    assert [block.block_type for block in case.body] == ["section", "text"]
    assert "余热没有利用。" in str(case.body[1].value)
    assert [row.number for row in case.sources.all()] == [1]
    assert [item.enterprise for item in case.enterprise_items.all()] == enterprises
    assert [item.tag.code for item in case.industry_items.all()] == ["C1713"]
    assert case.cover.alt_zh == ALT
