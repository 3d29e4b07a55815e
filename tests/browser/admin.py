"""The admin as an editor handles it: what they see, press and type, told once for all tests."""

import contextlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect
from wagtail.users.models import UserProfile

from portal.models import User
from tests.factories import make_user

PASSWORD = "a long enough phrase"
# Wagtail's editor is heavy and the machines of tests are slow; nothing here waits for a fixed time.
PATIENCE = 60_000


def account(role: str) -> User:
    """Someone in this role who can log in through the form and reads the admin in English."""
    user = make_user(role, password=PASSWORD)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "en"
    profile.save()
    return user


class Admin:
    """The admin in one browser tab, by the name of the user who is logged in."""

    def __init__(self, tab: Page, user: User, *, in_sight: bool = False) -> None:
        """Log in; `in_sight=True` draws the form and the dashboard, which take longer than many a test."""
        self.tab = tab
        tab.set_default_timeout(PATIENCE)
        tab.context.clear_cookies()
        if in_sight:
            tab.goto("/admin/login/")
            tab.locator("input[name=username]").fill(user.username)
            tab.locator("input[name=password]").fill(PASSWORD)
            tab.locator("input[name=password]").press("Enter")
            tab.wait_for_url("**/admin/")
        else:
            self._log_in(user)

    def _log_in(self, user: User) -> None:
        """Post the form; tab and request share their cookies."""
        request = self.tab.request
        request.get("/admin/login/")
        token = next(cookie["value"] for cookie in self.tab.context.cookies() if cookie["name"] == "csrftoken")
        form = {"username": user.username, "password": PASSWORD, "csrfmiddlewaretoken": token, "next": "/admin/"}
        answer = request.post("/admin/login/", form=form, max_redirects=0)
        assert answer.status == 302, answer.text()

    # The page editor --------------------------------------------------------------------------------------

    def open_tab(self, name: str) -> None:
        self.tab.get_by_role("tab", name=name, exact=True).click()

    def add_block(self, label: str) -> Locator:
        """Append a block to the body; returns it."""
        body = self.tab.locator("#body-root")
        body.locator(".c-sf-add-button").last.click()
        self.tab.get_by_role("option", name=re.compile(f"^{label}$", re.IGNORECASE)).click()
        return body.locator("> [data-streamfield-stream-container] > [data-streamfield-child]").last

    def choose(self, relation: str, text: str) -> None:
        """Search in the chooser of a child relation, tick the row that holds the text, confirm."""
        self.tab.locator(f"#id_{relation}-OPEN_MODAL").click()
        chooser = self.tab.locator(".modal-body")
        # The answer to the search replaces the rows: what was ticked before it is lost.
        with self.tab.expect_response(lambda answer: "/results/" in answer.url):
            chooser.locator("#id_q").fill(text)
        expect(chooser.locator("tbody tr")).to_have_count(1, timeout=PATIENCE)
        chooser.locator("tbody tr", has_text=text).get_by_role("checkbox").check()
        chooser.locator("[data-multiple-choice-submit]").click()
        expect(self.tab.locator(f"#id_{relation}-FORMS")).to_contain_text(text, timeout=PATIENCE)

    def add_row(self, relation: str, number: int, values: Mapping[str, str]) -> None:
        """Add the row `number` (from 0) to a child relation and fill its fields."""
        self.tab.locator(f"#id_{relation}-ADD").click()
        for more in self.tab.locator(f"#inline_child_{relation}-{number} details:not([open]) > summary").all():
            more.click()
        for name, value in values.items():
            fill(self.tab.locator(f"#id_{relation}-{number}-{name}"), value)

    def upload_image(self, field: str, file: Mapping[str, Any], **values: str) -> None:
        """Upload a picture in the chooser of a field; `values` are the fields of its form."""
        self.tab.locator(f"#id_{field}-chooser [data-chooser-action-choose]").first.click()
        chooser = self.tab.locator(".modal-body")
        chooser.get_by_role("tab", name="Upload").click()
        chooser.locator("#id_image-chooser-upload-file").set_input_files(file)
        for name, value in values.items():
            chooser.locator(f"#id_image-chooser-upload-{name}").fill(value)
        chooser.get_by_role("button", name="Upload").click()
        expect(self.tab.locator(f"#id_{field}")).not_to_have_value("", timeout=PATIENCE)

    def save(self) -> int:
        """Save the draft; the id of the page."""
        with self.leaving_the_page():
            self.tab.locator("form[data-edit-form]").get_by_role("button", name="Save draft").click()
        self.tab.wait_for_url("**/edit/")
        return page_id_in(self.tab.url)

    def preview(self) -> Locator:
        """Open the preview panel; the document inside it."""
        self.tab.locator("[data-side-panel-toggle=preview]").click()
        return self.tab.frame_locator("#w-preview-iframe").locator("body")

    def more_action(self, name: str) -> None:
        """Choose an action from the menu beside the button at the foot of the editor."""
        toggle = self.tab.locator("footer, .footer").last.locator("[data-w-dropdown-target=toggle]")
        # Set by the script that opens the menu: a click before it has run does nothing.
        expect(toggle).to_have_attribute("aria-expanded", "false", timeout=PATIENCE)
        toggle.click()
        self.tab.locator(name).click()

    @contextlib.contextmanager
    def leaving_the_page(self) -> Iterator[None]:
        """Wait for the next document.

        Autosave writes the address of a saved page over that of the form: neither an address nor what Playwright calls
        a navigation says that the answer to a click is here.
        """
        self.tab.evaluate("document.documentElement.dataset.old = 'yes'")
        yield
        expect(self.tab.locator("html:not([data-old])")).to_be_attached(timeout=PATIENCE)
        self.tab.wait_for_load_state()

    def open_editor(self, page_id: int) -> None:
        self.tab.goto(f"/admin/pages/{page_id}/edit/")

    # After the draft --------------------------------------------------------------------------------------

    def submit_for_review(self) -> None:
        with self.leaving_the_page():
            self.more_action("button[name=action-submit]")
        expect(self.tab.locator(".messages .success")).to_contain_text("submitted", timeout=PATIENCE)

    def approve(self, page_id: int) -> None:
        """Approve the task of the review that waits."""
        self.open_editor(page_id)
        with self.leaving_the_page():
            self.more_action("[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
        expect(self.tab.locator(".messages .success")).to_be_visible(timeout=PATIENCE)

    def begin_translation(self, page_id: int) -> int:
        """Submit a Chinese page for translation; the id of its English page, now open in the translation editor."""
        self.tab.goto(f"/admin/localize/submit/page/{page_id}/")
        self.tab.get_by_role("checkbox", name="English").check()
        with self.leaving_the_page():
            self.tab.locator("main form [type=submit]").click()
        self.tab.get_by_role("button", name="Translate").first.wait_for()
        return page_id_in(self.tab.url)

    def translate(self, text: str, translation: str) -> None:
        """Give the English of one Chinese text."""
        segment = self.tab.locator("li", has_text=text).last
        segment.get_by_role("button", name="Translate").click()
        segment.locator("textarea").fill(translation)
        segment.get_by_role("button", name="Save").click()
        segment.get_by_role("button", name="Edit").wait_for()

    def give_english_words(self, page_id: int, words: str) -> None:
        """Give all effects of a story these English words, by the button in the header of its English page."""
        self.tab.goto(f"/admin/effects/english/{page_id}/")
        for field in self.tab.locator("main input[type=text]").all():
            field.fill(words)
        with self.leaving_the_page():
            self.tab.get_by_role("button", name="Save", exact=True).click()

    def publish_translation(self, page_id: int) -> None:
        self.open_editor(page_id)
        self.tab.get_by_role("button", name="Translate").or_(
            self.tab.get_by_role("button", name="Edit")
        ).first.wait_for()
        with self.leaving_the_page():
            self.tab.get_by_role("button", name="Publish in English").click()

    def unpublish(self, page_id: int) -> None:
        self.tab.goto(f"/admin/pages/{page_id}/unpublish/")
        with self.leaving_the_page():
            self.tab.get_by_role("button", name="Yes, unpublish").click()


def page_id_in(address: str) -> int:
    """The number in /admin/pages/<number>/…"""
    return int(address.partition("/pages/")[2].partition("/")[0])


def fill(field: Locator, value: str) -> None:
    """Type into a field, or choose the option with this value."""
    if field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)
