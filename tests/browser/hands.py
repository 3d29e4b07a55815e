"""Hands of an editor that count what they do: one with mouse and keyboard, one with the keyboard alone.

A click is a trusted `pointerdown`, a key a trusted `keydown` (each key of a combination is one). Text arrives as from
an input method, without keys: each of its characters counts as a letter. What the system draws and no browser test can
press is added as counted by hand: the list of a choice is two clicks, the window for a file two more.
"""

from __future__ import annotations

import contextlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

PATIENCE = 60_000
# A keyboard's user tabs to what is this near, and gets elsewhere by headings, landmarks or the search of the browser.
NEAR = 15

_COUNT = """(() => {
  const add = (name) => {
    try {
      const found = JSON.parse(sessionStorage.getItem("hand") ?? "{}");
      sessionStorage.setItem("hand", JSON.stringify({ ...found, [name]: (found[name] ?? 0) + 1 }));
    } catch { /* an empty page has no storage */ }
  };
  const on = (type, name) => addEventListener(type, (event) => event.isTrusted && add(name), true);
  on("pointerdown", "clicks");
  on("keydown", "keys");
  for (const type of ["pointermove", "mousedown", "mousemove", "wheel", "touchstart"]) on(type, "pointer");
})()"""
_DISTANCE = """(element) => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";
  const all = [...document.querySelectorAll(stops)].filter(
    (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }));
  const here = all.indexOf(document.activeElement);
  return here < 0 ? null : all.indexOf(element) - here;
}"""


@dataclass(frozen=True)
class Tally:
    """What a part of the work cost. `jumps`: ways that a keyboard's user did not tab; `pointer`: events of a mouse."""

    clicks: int = 0
    keys: int = 0
    letters: int = 0
    jumps: int = 0
    pointer: int = 0

    def __sub__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) - getattr(other, name) for name in self.__dataclass_fields__))

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


class Hand(ABC):
    """What an editor does to a page, by the control that it is done to."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self._unseen = Tally()
        tab.set_default_timeout(PATIENCE)
        tab.context.add_init_script(_COUNT)

    @property
    def tally(self) -> Tally:
        """Everything so far; the tab shows a page of the site."""
        seen = json.loads(self.tab.evaluate("sessionStorage.getItem('hand') ?? '{}'"))
        return Tally(**seen) + self._unseen

    def count(self, **more: int) -> None:
        """Add what no event says."""
        self._unseen += Tally(**more)

    def key(self, name: str) -> None:
        self.tab.keyboard.press(name)

    def type(self, text: str) -> None:
        """Enter a text where the focus is, in place of what is there."""
        if self.tab.evaluate("!!document.activeElement.value"):
            self.key("Control+a")
        self.tab.keyboard.insert_text(text)
        self.count(letters=len(text))

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.type(text)
        expect(field).to_have_value(text)

    def near(self, control: Locator, most: int) -> bool:
        """Tab to a control that is at most this far; says whether it has the focus."""
        steps = control.evaluate(_DISTANCE)
        if steps is not None and abs(steps) <= most:
            for _step in range(abs(steps)):
                self.key("Tab" if steps > 0 else "Shift+Tab")
        return bool(control.evaluate("element => element === document.activeElement"))

    @abstractmethod
    def reach(self, field: Locator) -> None:
        """Bring the focus to a field."""

    @abstractmethod
    def press(self, control: Locator) -> None:
        """Press a button or follow a link."""

    @abstractmethod
    def tick(self, box: Locator) -> None:
        """Tick a box that is not ticked."""

    @abstractmethod
    def choose(self, field: Locator, value: str) -> None:
        """Choose the option with this value."""

    @abstractmethod
    def upload(self, control: Locator, file: Mapping[str, Any]) -> None:
        """Choose a file in the window that a control opens."""

    @abstractmethod
    def open_tab(self, name: str) -> None:
        """Open a tab of the form."""

    @abstractmethod
    def save(self, button: Locator) -> None:
        """Save the form that this button saves."""


class Mouse(Hand):
    """Clicks, and tabs to the next field where the hands are on the keyboard anyway."""

    def reach(self, field: Locator) -> None:
        if not self.near(field, 1):
            field.click()

    def press(self, control: Locator) -> None:
        control.click()

    def tick(self, box: Locator) -> None:
        expect(box).not_to_be_checked()
        box.click()
        expect(box).to_be_checked()

    def choose(self, field: Locator, value: str) -> None:
        if field.input_value() != value:
            field.select_option(value)
            self.count(clicks=2)

    def upload(self, control: Locator, file: Mapping[str, Any]) -> None:
        with self.tab.expect_file_chooser() as opened:
            control.click()
        opened.value.set_files(file)  # type: ignore[arg-type]
        self.count(clicks=2)

    def open_tab(self, name: str) -> None:
        self.tab.get_by_role("tab", name=name, exact=True).click()

    def save(self, button: Locator) -> None:
        button.click()


class Keyboard(Hand):
    """Never moves a mouse: tabs to what is near, else the focus is set; both need what the keyboard can reach."""

    def reach(self, field: Locator) -> None:
        expect(field).to_be_visible(timeout=PATIENCE)
        assert field.evaluate("element => element.tabIndex") >= 0, field
        if not self.near(field, NEAR):
            self._jump(field)
            self.count(jumps=1)

    def _jump(self, field: Locator) -> None:
        """Set the focus; again where a window that opens takes it for itself once it is drawn."""
        for _attempt in range(20):
            field.focus()
            with contextlib.suppress(AssertionError):
                expect(field).to_be_focused(timeout=500)
                return
        expect(field).to_be_focused()

    def press(self, control: Locator) -> None:
        self.reach(control)
        self.key("Enter")

    def tick(self, box: Locator) -> None:
        expect(box).not_to_be_checked()
        self.reach(box)
        self.key("Space")
        expect(box).to_be_checked()

    def choose(self, field: Locator, value: str) -> None:
        """Choose by the arrow keys, as far as the option is away."""
        self.reach(field)
        steps = field.evaluate(
            "(select, value) => [...select.options].findIndex((one) => one.value === value) - select.selectedIndex",
            value,
        )
        for _step in range(abs(steps)):
            self.key("ArrowDown" if steps > 0 else "ArrowUp")
        expect(field).to_have_value(value)

    def upload(self, control: Locator, file: Mapping[str, Any]) -> None:
        self.reach(control)
        with self.tab.expect_file_chooser() as opened:
            self.key("Space")
        opened.value.set_files(file)  # type: ignore[arg-type]
        self.count(letters=len(file["name"]), keys=1)

    def open_tab(self, name: str) -> None:
        """Go by the arrow keys from the open tab to another one."""
        self.reach(self.tab.locator("[data-edit-form] [role=tab][aria-selected=true]"))
        wanted = self.tab.get_by_role("tab", name=name, exact=True)
        for _tab in range(self.tab.get_by_role("tab").count()):
            if wanted.get_attribute("aria-selected") == "true":
                break
            self.key("ArrowRight")
        expect(wanted).to_have_attribute("aria-selected", "true")

    def save(self, button: Locator) -> None:
        expect(button).to_be_visible()
        self.key("Control+s")
