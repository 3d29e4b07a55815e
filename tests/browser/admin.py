"""The admin as an editor handles it: what they see, press and type, told once for all tests."""

import contextlib
from collections.abc import Iterator, Mapping

from playwright.sync_api import Locator, Page, expect
from wagtail.users.models import UserProfile

from portal.models import User
from tests.factories import make_user

PASSWORD = "a long enough phrase"
# Wagtail's editor is heavy and the machines of tests are slow; nothing here waits for a fixed time.
PATIENCE = 60_000


def account(role: str, language: str = "en") -> User:
    """Someone in this role who can log in through the form and reads the admin in this language."""
    user = make_user(role, password=PASSWORD)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    return user


@contextlib.contextmanager
def leaving(tab: Page) -> Iterator[None]:
    """Wait for the next document.

    Autosave writes the address of a saved page over that of the form: neither an address nor what Playwright calls a
    navigation says that the answer to a click is here.
    """
    tab.evaluate("document.documentElement.dataset.old = 'yes'")
    yield
    expect(tab.locator("html:not([data-old])")).to_be_attached(timeout=PATIENCE)
    tab.wait_for_load_state()


class Admin:
    """The admin in one browser tab, by the name of the user who is logged in."""

    def __init__(self, tab: Page, user: User) -> None:
        """Log in without drawing the form and the dashboard, which takes longer than many a test."""
        self.tab = tab
        tab.set_default_timeout(PATIENCE)
        tab.context.clear_cookies()
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

    def add_row(self, relation: str, number: int, values: Mapping[str, str]) -> None:
        """Add the row `number` (from 0) to a child relation and fill its fields."""
        self.tab.locator(f"#id_{relation}-ADD").click()
        for more in self.tab.locator(f"#inline_child_{relation}-{number} details:not([open]) > summary").all():
            more.click()
        for name, value in values.items():
            fill(self.tab.locator(f"#id_{relation}-{number}-{name}"), value)

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

    def leaving_the_page(self) -> contextlib.AbstractContextManager[None]:
        return leaving(self.tab)

    def open_editor(self, page_id: int) -> None:
        self.tab.goto(f"/admin/pages/{page_id}/edit/")


def page_id_in(address: str) -> int:
    """The number in /admin/pages/<number>/…"""
    return int(address.partition("/pages/")[2].partition("/")[0])


def fill(field: Locator, value: str) -> None:
    """Type into a field, or choose the option with this value."""
    if field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)
