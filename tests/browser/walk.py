"""The walk from an enterprise's Word file to a published, checked, bilingual case, step by step."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import polib
from playwright.sync_api import Locator, expect

from portal.text.chinese_text import han_count
from tests.browser.admin import PATIENCE, leaving, page_id_in
from tests.browser.desk import Desk
from tests.showcase.stories.word import usual_case

ALT = "定型机排气口的换热器"
OTHER_ALT = "超滤和反渗透装置"
REASON = "企业统计口径如此，已由企业书面说明。"
ENGLISH_TITLE = "Heat recovered from stenter exhaust"
ENGLISH_SUMMARY = "Waste heat preheats fresh air and treated water is used again."
FIGURES = 9
TERMS = ("C1713", "T02.01", "T08.03", "P012")


class Walk(Desk):
    """The steps of the walk, in their order."""

    # From the file to the draft ---------------------------------------------------------------------------

    def upload(self) -> None:
        """From the first page to the preview of the file."""
        self.look("first page")
        case = self.say("%(kind)s from a Word file", kind=self.say("case study"))
        with self.part("Word file"):
            with leaving(self.tab):
                self.hand.press(self.tab.get_by_role("link", name=self.say("New %(name)s", name=case), exact=True))
            self.look("upload")
            file = {"name": "案例.docx", "mimeType": "", "buffer": usual_case.word_file()}
            self.hand.upload(self.tab.get_by_label(self.say("Word file")), file)
            with leaving(self.tab):
                self.hand.press(self.button("Read the file"))

    def correct(self) -> int:
        """Correct the preview and make the draft; its page's id."""
        tab = self.tab
        expect(tab.locator(".word-block")).to_have_count(27)
        expect(tab.locator(".word-block img")).to_have_count(2)
        expect(tab.locator(".left-text").first).to_have_text(usual_case.HEADER)
        expect(tab.get_by_label(re.compile(usual_case.ENTERPRISE))).to_be_checked()
        expect(tab.locator(".word-figures input:checked")).to_have_count(FIGURES)
        self.look("preview")
        with self.part("preview"):
            self.hand.choose(
                tab.locator(".word-block", has_text="五、经验").get_by_role("combobox"), "section:transfer"
            )
            words = self.say("What the picture shows, for readers who cannot see it")
            for at, alt in enumerate((ALT, OTHER_ALT)):
                self.hand.write(tab.get_by_label(words).nth(at), alt)
            self.hand.choose(tab.locator("#scope"), "project")
            self.hand.choose(tab.locator("#evidence"), "company_statement")
            self.hand.choose(tab.locator("#source_number"), "1")
            with leaving(self.tab):
                self.hand.press(self.button("Make the draft"))
        return page_id_in(tab.url)

    # The form ---------------------------------------------------------------------------------------------

    def complete(self) -> None:
        """Give the facts that the file does not state."""
        tab = self.tab
        self.look("form, text")
        with self.part("facts"):
            self.hand.open_tab(self.say("Facts"))
            self.hand.choose(tab.locator("#id_standing"), "reference")
            self.tag()
            self.complete_effects()
            self.choose_cover()
            self.look("form, facts")
            self.hand.open_tab(self.say("Sources"))
            self.hand.choose(tab.locator("#id_sources-1-kind"), "company")
            self.hand.write(tab.locator("#id_sources-1-publisher"), usual_case.ENTERPRISE)
            self.look("form, sources")
            self.save()

    def tag(self) -> None:
        """Tick what the text names, and the region, which it does not."""
        box = self.tab.locator(".tagging")
        self.hand.press(box.get_by_role("button", name=self.say("Suggest from the text")))
        suggested = box.locator("[data-tagging-target=often] li")
        expect(suggested).to_have_count(len(TERMS), timeout=PATIENCE)
        for code in TERMS:
            self.hand.tick(suggested.filter(has_text=code).get_by_role("checkbox"))
        self.hand.write(box.get_by_role("searchbox"), "晋江")
        expect(box.locator("[data-tagging-target=hits] li")).to_have_count(1, timeout=PATIENCE)
        self.hand.key("Enter")
        expect(self.tab.locator("#id_region_items-FORMS")).to_contain_text("350582")

    def complete_effects(self) -> None:
        """Say of each figure what it is of, where its words do not."""
        for blank in self.tab.locator("#id_effects-FORMS [name$=-of_what_zh]").all():
            if not blank.input_value():
                self.hand.write(blank, "改造项目")

    def choose_cover(self) -> None:
        self.hand.press(self.tab.locator("#id_cover-chooser [data-chooser-action-choose]").first)
        choice = self.tab.locator(".modal-body [data-chooser-modal-choice]", has_text=ALT)
        expect(choice).to_be_visible(timeout=PATIENCE)
        self.hand.press(choice)
        expect(self.tab.locator("#id_cover")).not_to_have_value("", timeout=PATIENCE)
        expect(self.tab.locator(".modal-body")).to_be_hidden()

    def save(self) -> None:
        with leaving(self.tab):
            self.hand.save(self.button("Save draft"))

    def overrule(self) -> str:
        """Give a reason for the one warning of the tab Checks; what it warned of."""
        with self.part("checks"):
            self.hand.open_tab(self.say("Checks"))
            finding = self.tab.locator(".checks__finding--open")
            expect(finding).to_have_count(1)
            words = finding.locator(".checks__text").inner_text()
            self.look("form, checks")
            self.hand.write(finding.get_by_label(self.say("Reason why it is published all the same")), REASON)
            self.save()
        return words

    def preview(self) -> None:
        """Open the preview beside the form, and close it."""
        toggle = self.tab.locator("[data-side-panel-toggle=preview]")
        with self.part("preview of the page"):
            self.hand.press(toggle)
            title = self.tab.frame_locator("#w-preview-iframe").locator("h1")
            expect(title).to_have_text(usual_case.TITLE, timeout=PATIENCE)
            self.hand.press(toggle)

    # The enterprise ---------------------------------------------------------------------------------------

    def ask_the_enterprise(self) -> str:
        """Send the contact a link; its address on this site."""
        with self.part("ask the enterprise"):
            self.header_action("Confirmation by the enterprise")
            self.look("sign-off")
            self.hand.write(self.tab.get_by_label(self.say("Contact at the enterprise")), "陈工")
            self.hand.write(self.tab.get_by_label(self.say("E-mail")), "chen@qiye.example")
            with leaving(self.tab):
                self.hand.press(self.button("Send the link"))
        self.look("sign-off asked")
        return urlsplit(self.tab.locator("main input[readonly]").input_value()).path

    def confirm(self, link: str) -> None:
        """Read and confirm as the enterprise's contact, who has no account."""
        self.tab.context.clear_cookies()
        self.tab.goto(link)
        with self.part("the enterprise confirms"):
            self.hand.write(self.tab.get_by_label("您的姓名"), "陈工")
            self.hand.tick(self.tab.get_by_role("checkbox", name=re.compile("^我代表企业确认")))
            with leaving(self.tab):
                self.hand.press(self.tab.get_by_role("button", name="确认", exact=True))
        expect(self.tab.get_by_role("status")).to_contain_text("已确认")

    # Review -----------------------------------------------------------------------------------------------

    def submit(self) -> None:
        with self.part("submit"):
            self.open_from_pile("My drafts")
            self.more_action("button[name=action-submit]")
        expect(self.tab.locator(".messages .success")).to_be_visible(timeout=PATIENCE)

    def review(self, role: str) -> None:
        """Approve what waits on the first page; a publisher confirms the reason that was given."""
        self.sign_in(role)
        with self.part("three reviews"):
            self.open_from_pile("Waiting for my review")
            if role == "publisher":
                self.hand.open_tab(self.say("Checks"))
                self.hand.tick(self.tab.get_by_label(self.say("I confirm this reason")))
            self.more_action("[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
        expect(self.tab.locator(".messages .success")).to_be_visible(timeout=PATIENCE)

    # English ----------------------------------------------------------------------------------------------

    def begin_english(self) -> int:
        """Find the case and begin its translation; the id of the English page."""
        menu = self.tab.locator("#wagtail-sidebar")
        with self.part("English"):
            self.hand.press(menu.get_by_role("button", name=self.say("Content"), exact=True))
            with leaving(self.tab):
                self.hand.press(menu.get_by_role("link", name=self.say("Case studies"), exact=True))
            self.look("cases")
            with leaving(self.tab):
                self.hand.press(self.tab.locator("main").get_by_role("link", name=usual_case.TITLE, exact=True))
            self.header_action("Translate this page")
            self.look("begin the translation")
            self.hand.tick(self.tab.get_by_role("checkbox", name=self.say("English")))
            with leaving(self.tab):
                self.hand.press(self.button("Submit"))
        expect(self.tab.locator(".js-translation-editor h3").first).to_have_text(self.say("Chinese to English"))
        self.look("translation")
        return page_id_in(self.tab.url)

    def translate(self) -> None:
        """Translate title and summary in the editor, the rest in a file."""
        with self.part("English"):
            texts = self.tab.locator(".js-translation-editor li.incomplete")
            self.hand.press(texts.first.get_by_role("button"))
            self.type_english(texts, ENGLISH_TITLE)
            self.hand.key("Enter")  # opens the next one, whose button has the focus
            self.type_english(texts, ENGLISH_SUMMARY)
            with self.tab.expect_download() as download:
                self.hand.press(self.tab.locator("a[download]"))
            po = polib.pofile(download.value.path().read_text())
            for entry in po:
                entry.msgstr = entry.msgstr or in_english(entry.msgid)
            file = {"name": "en.po", "mimeType": "text/x-gettext-translation", "buffer": str(po).encode()}
            with leaving(self.tab):
                self.hand.upload(self.tab.locator(".js-translation-editor button", has_text="PO"), file)
        expect(self.tab.locator(".js-translation-editor li.incomplete")).to_have_count(0)

    def type_english(self, texts: Locator, english: str) -> None:
        """Translate the open text and come to the next one of these, which lack English."""
        expect(self.tab.locator(".js-translation-editor textarea")).to_be_focused()
        self.hand.type(english)
        self.hand.key("Enter")
        expect(texts.first.get_by_role("button")).to_be_focused()

    def give_english_words(self) -> None:
        """Say in English what each figure is of."""
        with self.part("English"):
            with leaving(self.tab):
                self.hand.press(self.tab.locator(".messages").get_by_role("link").first)
            self.look("English words")
            for blank in self.tab.locator("main input[type=text]").all():
                if not blank.input_value():
                    self.hand.write(blank, "the retrofit")
            with leaving(self.tab):
                self.hand.press(self.button("Save"))

    def publish_english(self) -> None:
        with self.part("English"), leaving(self.tab):
            self.hand.press(self.tab.locator("button[name=action][value=publish]"))

    def unpublish(self, page_id: int) -> None:
        self.tab.goto(f"/admin/pages/{page_id}/unpublish/")
        self.look("unpublish")
        with leaving(self.tab):
            self.hand.press(self.button("Yes, unpublish it"))


def in_english(chinese: str) -> str:
    """Put a sentence in the place of each Chinese text between the marks of a passage."""
    pieces = re.split(r"(<[^>]+>)", chinese)
    return "".join("Hot waste gas leaves the dryers." if han_count(piece) else piece for piece in pieces)
