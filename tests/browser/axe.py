"""What axe objects to on a page: all its rules, or some of them, asked in a way that costs little.

Four fifths of its time are the contrast of each single text. Texts whose elements, and all around them, have the same
tags, classes and computed colours have the same contrast, so it is asked of three of each kind, in case one is covered
by something. Every other rule is asked of everything.
"""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_OF_A_KIND = 3
_FOUND = """async ({ include, exclude, rules, most }) => {
  const properties = [
    "color", "backgroundColor", "backgroundImage", "opacity", "filter", "fontSize", "fontWeight", "textShadow",
    "mixBlendMode",
  ];
  const kinds = new Map(), kindOf = new Map();
  const kind = (element) => {
    if (!element) return "";
    if (!kindOf.has(element)) {
      const style = getComputedStyle(element);
      const own = [element.tagName, element.getAttribute("class"), ...properties.map((name) => style[name])];
      const key = JSON.stringify([kind(element.parentElement), ...own]);
      if (!kinds.has(key)) kinds.set(key, kinds.size);
      kindOf.set(element, kinds.get(key));
    }
    return kindOf.get(element);
  };
  const hasText = (element) => element.matches("input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim());
  const seen = new Map();
  const isAsked = (element) => {
    if (!hasText(element) || !element.checkVisibility({ visibilityProperty: true })) return false;
    seen.set(kind(element), (seen.get(kind(element)) ?? 0) + 1);
    return seen.get(kind(element)) <= most;
  };
  const asked = [...document.body.querySelectorAll("*")].filter(isAsked);
  asked.forEach((element) => element.setAttribute("data-contrast-asked", ""));
  ourAxe.configure({ rules: [{ id: "color-contrast", selector: "[data-contrast-asked]" }] });
  const only = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const found = await ourAxe.run({ include, exclude }, { resultTypes: ["violations"], ...only });
  asked.forEach((element) => element.removeAttribute("data-contrast-asked"));
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
}"""


def violations(tab: Page, *rules: str, include: Sequence[str] = ("html",), exclude: Sequence[str] = ()) -> list[str]:
    """What axe objects to, with the places: all its rules, or these alone; in parts of the page, by selectors."""
    if not tab.evaluate("'ourAxe' in window"):
        tab.evaluate(f"{AXE_SCRIPT}; window.ourAxe = axe;")  # Wagtail's editor has one with rules of its own
    parts = {"include": [[part] for part in include], "exclude": [[part] for part in exclude]}
    asked: dict[str, Any] = {**parts, "rules": [*rules], "most": _OF_A_KIND}
    found: list[str] = tab.evaluate(_FOUND, asked)
    return found
