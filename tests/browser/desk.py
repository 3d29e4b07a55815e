"""What is done in the admin again and again, by somebody's hand and in their language, counted and judged by axe."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from portal.models import User
from tests.browser.admin import PATIENCE, Admin, account, leaving
from tests.browser.axe import violations
from tests.browser.hands import Hand, Tally
from tests.showcase.stories.word import usual_case

AUTHOR = "author"
# All of the admin but two parts that Wagtail draws: the list of blocks beside a form, which no keyboard scrolls, and
# messages, whose colours are faint while they appear.
OURS = {"include": ["#wagtail-sidebar", "main"], "exclude": [".w-minimap", ".messages"]}


@dataclass
class Desk:
    """One editor and their colleagues in one tab, in one language of the admin; `asks_axe` of every view on the way."""

    hand: Hand
    language: str
    asks_axe: bool
    people: dict[str, User] = field(default_factory=dict)
    parts: dict[str, Tally] = field(default_factory=dict)
    objections: list[str] = field(default_factory=list)

    @property
    def tab(self) -> Page:
        return self.hand.tab

    def say(self, text: str, **values: object) -> str:
        """The words of the admin in the language of the walk."""
        with translation.override(self.language):
            return gettext(text) % values if values else gettext(text)

    def button(self, text: str) -> Locator:
        return self.tab.get_by_role("button", name=self.say(text), exact=True)

    def sign_in(self, role: str) -> None:
        """Come in as somebody of this role, the author as an editor, and see the first page."""
        if role not in self.people:
            self.people[role] = account("editor" if role == AUTHOR else role, self.language)
        Admin(self.tab, self.people[role])
        self.tab.goto("/admin/")

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what is done inside as this part of the walk."""
        before = self.hand.tally
        yield
        self.parts[name] = self.parts.get(name, Tally()) + (self.hand.tally - before)

    def look(self, view: str) -> None:
        """Ask axe about what is on the screen."""
        if not self.asks_axe:
            return
        self.objections += [f"{view}: {fault}" for fault in violations(self.tab, **OURS)]

    def header_action(self, name: str) -> None:
        """Choose an action from the menu in the header of a page."""
        self.hand.press(self.tab.locator("#w-slim-header-buttons [data-w-dropdown-target=toggle]"))
        with leaving(self.tab):
            self.hand.press(self.tab.get_by_role("link", name=self.say(name), exact=True))

    def more_action(self, control: str) -> None:
        """Choose an action from the menu beside the button at the foot of the editor."""
        toggle = self.tab.locator("footer, .footer").last.locator("[data-w-dropdown-target=toggle]")
        expect(toggle).to_have_attribute("aria-expanded", "false", timeout=PATIENCE)
        self.hand.press(toggle)
        with leaving(self.tab):
            self.hand.press(self.tab.locator(control))

    def open_from_pile(self, pile: str) -> None:
        """Open the case from a pile of the first page."""
        waiting = self.tab.get_by_role("region", name=self.say(pile))
        with leaving(self.tab):
            self.hand.press(waiting.get_by_role("link", name=usual_case.TITLE))

    # Costs ------------------------------------------------------------------------------------------------

    def cost(self, *names: str) -> Tally:
        """What these parts cost together; without names, all."""
        return sum((self.parts[name] for name in names or self.parts), Tally())

    def table(self) -> str:
        lines = [
            f"{name:24} {one.clicks:7} {one.keys:7} {one.letters:7} {one.jumps:7}" for name, one in self.parts.items()
        ]
        return "\n".join(["part                      clicks    keys letters   jumps", *lines])
