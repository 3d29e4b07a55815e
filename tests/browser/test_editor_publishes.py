"""One thread from end to end: an editor's case study, from the form to every place where readers meet it."""

import io
from dataclasses import dataclass

import pytest
from django.test import Client
from PIL import Image as Pillow
from playwright.sync_api import Page, expect

from showcase.models import CaseStudyPage, Enterprise
from tests.admin_forms import EFFECT, INVESTMENT, SOURCE
from tests.browser.admin import PATIENCE, Admin, account, fill
from tests.factories import industry, make_enterprise, section, technique

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

TITLE = "定型机废气余热回收改造"
ENGLISH_TITLE = "Heat recovered from stenter exhaust"
ALT = "定型机排气口的热交换器"


def picture() -> dict[str, object]:
    data = io.BytesIO()
    Pillow.new("RGB", (640, 480), "seagreen").save(data, "PNG")
    return {"name": "exchanger.png", "mimeType": "image/png", "buffer": data.getvalue()}


@dataclass(frozen=True)
class Places:
    """Every place where a reader meets the case; read without a session, as readers do."""

    enterprise: Enterprise

    def pages(self, prefix: str = "") -> list[str]:
        return [
            f"{prefix}/",
            f"{prefix}/cases/",
            f"{prefix}/techniques/T02.01/",
            f"{prefix}/techniques/T02/",
            f"{prefix}/industries/C17/",
            f"{prefix}/industries/C1713/",
            f"{prefix}/enterprises/{self.enterprise.number}/",
            f"{prefix}/search/?industry=C17&technique=T02",
        ]

    def without(self, title: str, prefix: str = "") -> list[str]:
        """The pages that do not show the title."""
        return [address for address in self.pages(prefix) if title not in self.read(address)]

    def read(self, address: str) -> str:
        answer = Client().get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    def showing(self, title: str, prefix: str = "") -> list[str]:
        missing = self.without(title, prefix)
        return [address for address in self.pages(prefix) if address not in missing]

    def cell(self) -> str:
        """The line of the matrix's CSV in which textiles meet waste heat, or nothing."""
        lines = Client().get("/matrix.csv").content.decode().splitlines()
        return next((line for line in lines if "G08" in line and "T02" in line), "")

    def found(self, text: str, prefix: str = "") -> list[str]:
        answer = Client().get(f"{prefix}/search/", {"q": text, "format": "json"}).json()
        return [hit["title"] for hit in answer["hits"] if not hit["related"]]


@pytest.fixture
def places() -> Places:
    """The terms and the enterprise that the editor will choose; readers have seen all places before."""
    section("cases")
    industry("C1713"), technique("T02.01")
    places = Places(make_enterprise("示例纺织有限公司", "Example Textile"))
    assert places.showing(TITLE) == []
    assert places.showing(TITLE, "/en") == []
    return places


def write_case(admin: Admin, enterprise: Enterprise) -> int:
    """Fill the form of a new case study and save it; the page's id."""
    tab = admin.tab
    tab.goto(f"/admin/pages/add/showcase/casestudypage/{section('cases').pk}/")
    tab.locator("#id_title").fill(TITLE)
    tab.locator("#id_summary").fill("利用废气余热预热新风，能耗下降。")
    fill(admin.add_block("Section").get_by_role("combobox"), "background")
    admin.open_tab("Sources")
    # The form numbers its sources itself.
    admin.add_row("sources", 0, {name: value for name, value in SOURCE.items() if name != "number"})
    admin.open_tab("Text")
    text = admin.add_block("Text").locator("[contenteditable=true]")
    text.click()
    tab.keyboard.insert_text("印染工序排出大量高温废气，余热没有利用。")
    text.press_sequentially("[1]")
    expect(text.locator(".citation")).to_have_attribute("data-number", "1")
    admin.open_tab("Facts")
    fill(tab.locator("#id_standing"), "reference")
    admin.choose("enterprise_items", enterprise.name_zh)
    admin.choose("industry_items", "C1713")
    admin.choose("technique_items", "T02.01")
    admin.add_row("effects", 0, EFFECT)
    admin.add_row("effects", 1, INVESTMENT)
    admin.upload_image(
        "cover", picture(), title="热交换器", alt_zh=ALT, alt_en="A heat exchanger at the stenter's outlet"
    )
    return admin.save()


def test_a_case_goes_from_the_form_through_review_to_every_place_and_away_again(page: Page, places: Places) -> None:
    editor = Admin(page, account("editor"), in_sight=True)
    case_id = write_case(editor, places.enterprise)
    expect(editor.preview().locator("h1")).to_have_text(TITLE, timeout=PATIENCE)
    editor.submit_for_review()
    assert places.showing(TITLE) == []

    for role in ("editor", "publisher", "administrator"):
        assert not CaseStudyPage.objects.get(pk=case_id).live
        Admin(page, account(role)).approve(case_id)
    case = CaseStudyPage.objects.get(pk=case_id)
    assert places.without(TITLE) == []
    assert places.found("余热回收") == places.found("waste heat recovery", "/en") == [TITLE]
    assert places.cell().endswith("1,0,1")
    read_case(page, case)

    english_id = translate(page, case)
    assert places.showing(ENGLISH_TITLE, "/en") == []
    publisher = Admin(page, account("publisher"))
    publisher.give_english_words(english_id, "the plant's heat recovery")
    publisher.publish_translation(english_id)
    assert places.without(ENGLISH_TITLE, "/en") == []
    assert places.found("waste heat recovery", "/en") == [ENGLISH_TITLE]
    assert places.without(TITLE) == []

    publisher.unpublish(case_id)
    assert places.showing(TITLE) == places.showing(ENGLISH_TITLE, "/en") == places.showing(TITLE, "/en") == []
    assert places.found("余热回收") == places.found("waste heat recovery", "/en") == []
    assert places.cell() == ""
    addresses = [page.get_url() for page in CaseStudyPage.objects.filter(translation_key=case.translation_key)]
    assert [Client().get(address).status_code for address in addresses] == [404, 404]


def read_case(tab: Page, case: CaseStudyPage) -> None:
    """The page as a reader without an account sees it: text, both effects, source; and its card with the picture."""
    tab.context.clear_cookies()
    tab.goto(case.get_url())
    expect(tab.locator("h1")).to_have_text(TITLE)
    main = tab.locator("main")
    for text in ("余热没有利用", "1,200", "300", "示例报", "示例纺织有限公司"):
        expect(main).to_contain_text(text)
    tab.goto("/cases/")
    picture = tab.get_by_role("img", name=ALT)
    picture.scroll_into_view_if_needed()
    tab.wait_for_load_state("networkidle")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")


def translate(tab: Page, case: CaseStudyPage) -> int:
    """Put the case into English in the translation editor, as an editor does; the English page's id, still a draft."""
    editor = Admin(tab, account("editor"))
    english_id = editor.begin_translation(case.pk)
    editor.translate(TITLE, ENGLISH_TITLE)
    editor.translate("利用废气余热预热新风，能耗下降。", "Waste gas preheats fresh air; energy use falls.")
    editor.translate("余热没有利用", "Printing and dyeing gives off hot waste gas; its heat was not used.")
    assert not CaseStudyPage.objects.get(pk=english_id).live
    return english_id
