"""The tagging box in an editor's browser: typed, ticked, suggested, browsed, proposed and saved, by keyboard too."""

import pytest
from playwright.sync_api import Page, expect

from showcase.models import CaseStudyPage, TermProposal
from tests.browser.admin import PATIENCE, Admin, account
from tests.browser.axe import violations
from tests.factories import industry, make_case, process, technique

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]


class Box:
    """The box, and the rows that it fills, in the form of a draft tagged with the group T02."""

    def __init__(self, page: Page) -> None:
        industry("C1713"), process("P012"), technique("T02.01"), technique("T08.03")
        summary = "印染废气余热回收。"
        self.case = make_case("定型机改造", live=False, industries=[], techniques=["T02"], summary=summary)
        self.page = page
        self.admin = Admin(page, account("editor"))
        self.admin.open_editor(self.case.pk)
        self.admin.open_tab("Facts")
        self.box = page.locator(".tagging")
        self.notes = self.box.locator("[data-tagging-target=notes]")
        self.techniques = page.locator("#id_technique_items-FORMS > :not(.deleted)")

    def type_and_tick(self, typed: str) -> None:
        """Type, go to the only hit and choose it by keyboard."""
        hits = self.box.locator("[data-tagging-target=hits]")
        query = self.box.get_by_role("searchbox")
        query.fill(typed)
        expect(hits.locator("li")).to_have_count(1, timeout=PATIENCE)
        expect(hits).to_contain_text("Technique › Waste heat, pressure and gas recovery")
        query.press("ArrowDown")
        self.page.keyboard.press("Space")

    def take_suggestions(self) -> None:
        """Tick everything that the title and the summary name."""
        self.box.get_by_role("button", name="Suggest from the text").click()
        suggested = self.box.locator("[data-tagging-target=often] li")
        expect(suggested).to_have_count(2, timeout=PATIENCE)
        expect(suggested.nth(0).locator("p")).to_have_text("定型机改造")
        expect(suggested.nth(0).locator("mark")).to_have_text("定型机")
        for line in suggested.all():
            line.get_by_role("checkbox").check()

    def use_the_tree(self) -> None:
        """Choose T08.03 and take it back, then take the group T02 back."""
        self.box.get_by_role("button", name="Browse the vocabulary").click()
        self.box.get_by_role("button", name="Technique").click()
        self.box.get_by_role("button", name="Below T08: 1").click()
        reuse = self.box.get_by_role("checkbox", name="T08.03")
        reuse.press("Enter")  # ticks, and does not submit the page
        expect(self.techniques).to_have_count(3)
        reuse.uncheck()
        self.box.locator("#tagging-tree").get_by_role("checkbox", name="T02 ").uncheck()
        expect(self.techniques).to_have_count(1)

    def propose(self, typed: str) -> None:
        """Look for what is not there, and propose it."""
        self.box.get_by_role("searchbox").fill(typed)
        expect(self.box.locator("[data-tagging-target=status]")).to_have_text("No term fits.", timeout=PATIENCE)
        self.box.get_by_text("No term fits: propose one").click()
        send = self.box.get_by_role("button", name="Propose")
        send.click()
        expect(self.box.locator("[data-tagging-target=answer]")).to_contain_text("required", timeout=PATIENCE)
        self.box.get_by_label("What it means, and why it is needed").fill("常见的节电改造。")
        send.click()
        expect(self.box.locator("[data-tagging-target=answer]")).to_contain_text("Proposed", timeout=PATIENCE)


def test_terms_are_typed_ticked_suggested_browsed_proposed_and_saved(page: Page) -> None:
    box = Box(page)
    box.type_and_tick("yrhs")
    expect(box.techniques.nth(1)).to_contain_text("T02.01 Waste heat recovery")
    expect(box.notes).to_contain_text("T02 Waste heat, pressure and gas recovery is broader", timeout=PATIENCE)
    box.take_suggestions()
    box.use_the_tree()
    expect(box.notes).to_be_hidden()
    box.propose("磁悬浮鼓风")
    assert TermProposal.objects.get().zh == "磁悬浮鼓风"
    assert violations(page, include=[".tagging"]) == []

    box.admin.save()
    draft = CaseStudyPage.objects.get(pk=box.case.pk).get_latest_revision_as_object()
    assert draft.unfinished_rows == {}
    assert [item.tag.code for item in draft.technique_items.all()] == ["T02.01"]
    assert [item.tag.code for item in draft.industry_items.all()] == ["C1713"]
    assert [item.process.code for item in draft.process_items.all()] == ["P012"]
