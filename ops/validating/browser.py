"""What only a browser can say of a page: axe in light and dark, with all that opens open, and narrow or wide texts."""

import os
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from ops import tools
from ops.validating.crawling import Crawl, shape
from ops.validating.findings import Finding, Outcome
from tests.browser.axe import violations

_NARROW = {"width": 320, "height": 720}
_WIDE = {"width": 1440, "height": 900}
_OPEN = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
# The colours of a page are those of the other scheme until it has been drawn again.
_DRAWN = "() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 100))"
_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What a reader may set without losing anything: WCAG 2.2, 1.4.12.
_SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
_CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  const style = getComputedStyle(element);
  return !element.matches("input") && ["hidden", "clip"].includes(style.overflowX)
    && element.clientWidth > 2 && style.textOverflow !== "ellipsis"
    && element.scrollWidth > element.clientWidth + 1 && element.checkVisibility();
}).map((element) => element.outerHTML.slice(0, 120))"""


def browser(crawl: Crawl) -> Outcome:
    """Return what a browser finds on one page of each kind, in both languages."""
    kinds: dict[str, str] = {}
    for page in crawl.pages():
        if "Content-Disposition" not in page.headers:
            kinds.setdefault(shape(page.address), page.address)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=tools.CHROMIUM.found(), args=flags)
        found = [one for address in kinds.values() for one in _of_page(opened, crawl.site, address)]
        opened.close()
    return Outcome("browser (axe, widths)", len(kinds), found)


def _of_page(opened: Browser, site: str, address: str) -> Iterator[Finding]:
    context = opened.new_context(base_url=site, viewport=_WIDE, reduced_motion="reduce", bypass_csp=True)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(address, wait_until="networkidle")
    yield from (Finding(address, text) for text in violations(tab))
    tab.evaluate(_OPEN)
    yield from (Finding(address, f"opened: {text}") for text in violations(tab))
    tab.emulate_media(color_scheme="dark")
    tab.evaluate(_DRAWN)
    yield from (Finding(address, f"dark: {text}") for text in violations(tab, "color-contrast", "link-in-text-block"))
    yield from (Finding(address, text) for text in _of_width(tab))
    context.close()


def _of_width(tab: Page) -> Iterator[str]:
    tab.set_viewport_size(_NARROW)  # type: ignore[arg-type]
    if over := tab.evaluate(_OVERFLOW):
        yield f"at 320 px {over} px too wide"
    yield from (f"at 320 px: {text}" for text in violations(tab, "target-size", "scrollable-region-focusable"))
    tab.add_style_tag(content=_SPACED)
    if over := tab.evaluate(_OVERFLOW):
        yield f"with spaced text {over} px too wide"
    yield from (f"with spaced text cut off: {text}" for text in tab.evaluate(_CUT))
