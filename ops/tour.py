"""`python -m ops.tour [NAME …]`: makes the pictures of the tour, all or those named, and writes `docs/tour.md`.

What is shown and said stands in `docs/tour/steps.toml`. Public pages are those of the demonstration, served in a
temporary folder; the admin is shown by pictures of its guides (`ops.guide_pictures`). `--text` writes the page alone.
"""

import re
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from ops import tools
from ops.fault import Fault, main
from ops.guide_pictures import LANGUAGES, chromium, small
from ops.guides.scenes import PATIENCE
from ops.places import ROOT
from portal.guides.reading import HEIGHT, WIDTH
from portal.guides.shelves import picture_file
from tests import sites

DOCS = ROOT / "docs"
PAGE = DOCS / "tour.md"
PICTURES = DOCS / "tour"
STEPS = PICTURES / "steps.toml"
_HEAD = """# Tour 导览

What the product does, in pictures of the demonstration and of the guides. Names with 示例 or “Example” are invented.

用演示站和操作指南的图片介绍本产品。带“示例”字样的名称均为虚构。

<!-- Made by `make tour` from docs/tour/steps.toml: change it there. -->
"""
_STORY = re.compile(r"\{(/[^}]+)\}")
_ID = re.compile(r"compare/\?id=([0-9a-f-]{36})")
_TO_THE_TOP = """element => {
  element.scrollIntoView({ block: "start", behavior: "instant" });
  window.scrollBy({ top: -24, behavior: "instant" });
}"""


@dataclass(frozen=True)
class Step:
    """A picture with its words in both languages.

    `address`: of a public page, in which `{/cases/…/}` stands for the permanent id of that story; or `guide`: language
    and name of a picture of the guides. `top`: the selector of what is at the upper edge; `press`: of what is pressed
    first; empty for none.
    """

    name: str
    title: tuple[str, str]
    words: tuple[str, str]
    address: str = ""
    guide: str = ""
    top: str = ""
    press: str = ""

    @property
    def picture(self) -> Path:
        """The file of the picture."""
        if not self.guide:
            return PICTURES / f"{self.name}.webp"
        language, name = self.guide.split("/")
        return ROOT / "static" / picture_file(name, language)

    @property
    def language(self) -> str:
        """The language of its public page."""
        return "en" if self.address.startswith("/en/") else "zh-hans"


def steps() -> tuple[Step, ...]:
    """Return the steps of the tour in their order."""
    found = tomllib.loads(STEPS.read_text())["step"]
    return tuple(Step(**{**one, "title": tuple(one["title"]), "words": tuple(one["words"])}) for one in found)


def page(of: Sequence[Step]) -> str:
    """Return the page as Markdown."""
    return "\n".join([_HEAD, *(_section(number, step) for number, step in enumerate(of, 1))])


def _section(number: int, step: Step) -> str:
    english, chinese = step.title
    picture = Path("..", step.picture.relative_to(ROOT)) if step.guide else step.picture.relative_to(DOCS)
    words = "\n\n".join(step.words)
    return f"## {number}. {english} {chinese}\n\n{words}\n\n![{english}]({picture})\n"


def chosen(names: Sequence[str]) -> tuple[Step, ...]:
    """Return the steps with pictures of their own, all or those named; raise `Fault` for a name that none has."""
    own = {step.name: step for step in steps() if step.address}
    unknown = set(names) - set(own)
    if unknown:
        raise Fault(f"no picture of the tour is called {', '.join(sorted(unknown))}")
    return tuple(step for name, step in own.items() if not names or name in names)


def photographed(browser: Browser, url: str, step: Step) -> bytes:
    """Return the picture of a public page."""
    context = browser.new_context(
        base_url=url,
        locale=LANGUAGES[step.language],
        viewport={"width": WIDTH, "height": HEIGHT},
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    tab.goto(_STORY.sub(lambda found: _story_id(tab, found[1]), step.address))
    if step.press:
        tab.locator(step.press).first.click()
    tab.wait_for_load_state("networkidle")
    if step.top:
        tab.locator(step.top).first.evaluate(_TO_THE_TOP)
    picture = small(tab.screenshot(animations="disabled"))
    context.close()
    return picture


def _story_id(tab: Page, address: str) -> str:
    found = _ID.search(tab.request.get(address).text())
    if found is None:
        raise Fault(f"{address} is no story that can be compared")
    return found[1]


def make(of: Sequence[Step]) -> None:
    """Serve the demonstration and write the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        site = sites.seeded(Path(folder))
        with site.serving(workers=2), chromium() as browser:
            for step in of:
                print(step.name, flush=True)
                step.picture.write_bytes(photographed(browser, site.url, step))


def _command() -> int:
    names = [name for name in sys.argv[1:] if name != "--text"]
    if "--text" not in sys.argv:
        tools.require(tools.CHROMIUM, tools.HAN_FONT)
        make(chosen(names))
    PAGE.write_text(page(steps()))
    return 0


if __name__ == "__main__":
    main(_command)
