"""`python -m ops.guide_pictures [NAME …]`: makes the pictures of the guides in both languages, all or those named.

An invented site is served in a temporary folder and walked through in Chromium; each picture has an outline around what
its step speaks of. The files are `static/guides/<language>/<name>.webp`.
"""

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("SECRET_KEY", "only for pictures of an invented site")

from PIL import Image as Pillow
from playwright.sync_api import Browser, Page, sync_playwright

from ops import ports, tools
from ops.fault import Fault, main
from ops.guides.scenes import PATIENCE, SCENES, Scene
from ops.places import ROOT
from portal.guides.reading import HEIGHT, WIDTH
from portal.guides.shelves import picture_file
from tests import sites

STATIC = ROOT / "static"
LANGUAGES = {"zh-hans": "zh-CN", "en": "en-GB"}
MOST_BYTES = 58_000
PASSWORD = "only for pictures of an invented site"  # noqa: S105 - as in ops.guides.content
_CONTENT = """
import django, json
django.setup()
from django.core.management import call_command
from ops.guides import content
call_command("collectstatic", interactive=False, verbosity=0)
print(json.dumps(content.make()))
"""
_SPEAK = """
import django
django.setup()
from ops.guides import content
content.speak("{language}")
"""
_STILL = "*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent; }"
_OUTLINE = """element => {
  const large = element.getBoundingClientRect().height > 560;
  element.scrollIntoView({ block: large ? "start" : "center", behavior: "instant" });
  if (large) window.scrollBy({ top: -90, behavior: "instant" });
  const place = element.getBoundingClientRect(), box = document.createElement("div");
  const top = Math.max(place.top - 6, 4), left = Math.max(place.left - 6, 4);
  Object.assign(box.style, {
    position: "fixed", top: `${top}px`, left: `${left}px`, zIndex: 2147483647, pointerEvents: "none",
    width: `${Math.min(place.right + 6, innerWidth - 4) - left}px`,
    height: `${Math.min(place.bottom + 6, innerHeight - 4) - top}px`,
    border: "3px solid #c2410c", borderRadius: "6px", boxSizing: "border-box",
  });
  document.body.append(box);
}"""


def scenes_named(names: Sequence[str]) -> tuple[Scene, ...]:
    """Return the scenes with these names, all where none is given; raise `Fault` for a name that no scene has."""
    unknown = set(names) - {scene.name for scene in SCENES}
    if unknown:
        raise Fault(f"no scene is called {', '.join(sorted(unknown))}")
    return tuple(scene for scene in SCENES if not names or scene.name in names)


def tabs(browser: Browser, url: str, language: str, scenes: Sequence[Scene]) -> Iterator[tuple[Scene, Page]]:
    """Yield each scene with a tab in which its role has signed in; one tab a role."""
    opened: dict[str, Page] = {}
    for scene in scenes:
        if scene.role not in opened:
            context = browser.new_context(
                base_url=url,
                locale=LANGUAGES[language],
                viewport={"width": WIDTH, "height": HEIGHT},
                reduced_motion="reduce",
            )
            context.set_default_timeout(PATIENCE)
            opened[scene.role] = context.new_page()
            sign_in(opened[scene.role], scene.role.replace(" ", "-"))
        yield scene, opened[scene.role]


def sign_in(tab: Page, username: str) -> None:
    """Sign in through the form."""
    tab.goto("/admin/login/")
    tab.locator("input[name=username]").fill(username)
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator("input[name=password]").press("Enter")
    tab.wait_for_url("**/admin/")


def drawn(tab: Page, address: str, scene: Scene) -> bytes:
    """Return the picture of a scene as PNG."""
    tab.goto(address)
    tab.add_style_tag(content=_STILL)
    tab.wait_for_load_state("networkidle")
    if scene.before:
        scene.before(tab)
    target = tab.locator(scene.outline).first
    target.wait_for(timeout=PATIENCE)
    target.evaluate(_OUTLINE)
    return tab.screenshot(animations="disabled")


def small(png: bytes) -> bytes:
    """Return the picture as WebP, in the best quality that is small enough."""
    picture = Pillow.open(io.BytesIO(png)).convert("RGB")
    for quality in range(75, 20, -5):
        data = io.BytesIO()
        picture.save(data, "WEBP", quality=quality, method=6)
        if data.tell() <= MOST_BYTES:
            return data.getvalue()
    raise Fault("a picture is larger than allowed in every quality: show less in it")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the browser that draws the pictures."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.CHROMIUM.found(), args=flags)
        yield browser
        browser.close()


def make(folder: Path, scenes: Sequence[Scene]) -> None:
    """Serve the invented site and write the pictures."""
    site = sites.empty(folder / "site", port=ports.free())
    numbers = json.loads(site.run("-c", _CONTENT).strip().splitlines()[-1])
    with site.serving(workers=2), chromium() as browser:
        for language in LANGUAGES:
            site.run("-c", _SPEAK.format(language=language))
            (STATIC / "guides" / language).mkdir(parents=True, exist_ok=True)
            for scene, tab in tabs(browser, site.url, language, scenes):
                print(f"{language}/{scene.name}", flush=True)
                picture = small(drawn(tab, scene.address.format(**numbers), scene))
                (STATIC / picture_file(scene.name, language)).write_bytes(picture)


def _command() -> int:
    tools.require(tools.CHROMIUM, tools.HAN_FONT)
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), scenes_named(sys.argv[1:]))
    return 0


if __name__ == "__main__":
    main(_command)
