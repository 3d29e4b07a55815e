"""What every template and style sheet keeps to, read as files."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

from showcase.choices import AnnouncementState, Evidence, StoryKind
from showcase.vocabulary.tables import read_industry_groups, read_techniques

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLE_SHEETS = sorted((ROOT / "static/css").rglob("*.css"))
SPRITE = (ROOT / "static/icons/sprite.svg").read_text(encoding="utf-8")
TOKENS = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
ICONS = set(re.findall(r'<symbol id="icon-([\w-]+)"', SPRITE))
ROOM_TAGS = {"portal": {"showcase_tags", "search_tags"}, "showcase": {"search_tags"}}


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def readable(path: Path) -> str:
    """The template without its comments."""
    return re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_every_technique_and_industry_group_has_an_icon() -> None:
    assert {row.code for row in read_techniques() if not row.parent} - ICONS == set()
    assert {row.code for row in read_industry_groups()} - ICONS == set()


def test_every_kind_state_and_evidence_has_an_icon() -> None:
    assert {f"kind-{kind}" for kind in StoryKind.values} - ICONS == set()
    assert {f"state-{state}" for state in AnnouncementState.values} - ICONS == set()
    assert {f"ev-{mark}" for mark in Evidence.values} - ICONS == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_a_template_draws_only_icons_of_the_sprite(path: Path) -> None:
    drawn = re.findall(r'{% icon "([\w-]+)"(?: "([\w-]+)")?', readable(path))
    assert {prefix + name for name, prefix in drawn} <= ICONS


# A file that is downloaded, never a page: editors into which it is pasted keep no other looks.
TAKEN_AWAY = {"story_file.html"}


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_a_template_holds_no_inline_style_or_script(path: Path) -> None:
    text = readable(path)
    if path.name in TAKEN_AWAY:
        text = re.sub(r'\sstyle="[^"]*"', "", text)
    # Data for search engines runs nothing: `script-src` does not concern it.
    script = r"<script(?![^>]*\s(?:src=|type=\"application/ld\+json\"))"
    assert re.findall(rf"\sstyle=|<style|\son\w+=|{script}", text) == []


@pytest.mark.parametrize("room", ROOM_TAGS)
def test_templates_load_tags_of_their_own_room_or_a_lower_one(room: str) -> None:
    loaded = {
        path.name: set(" ".join(re.findall(r"{% load ([^%]+) %}", readable(path))).split()) & ROOM_TAGS[room]
        for path in TEMPLATES
        if path.parent.name == room
    }
    assert {name: tags for name, tags in loaded.items() if tags} == {}


@pytest.mark.parametrize("path", STYLE_SHEETS, ids=names(STYLE_SHEETS))
def test_a_style_sheet_keeps_to_what_browsers_of_2021_read(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"@layer|@container|@import|:has\(|color-mix\(|\d[dsl]v[hw]\b|(?m:^\s*&)", text) == []


@pytest.mark.parametrize("path", STYLE_SHEETS, ids=names(STYLE_SHEETS))
def test_a_style_sheet_uses_only_tokens_that_exist(path: Path) -> None:
    tokens = set(re.findall(r"^\s*(--[\w-]+):", TOKENS, re.MULTILINE))
    if path.parent.name == "admin":  # where Wagtail's own style sheet is loaded before ours
        wagtails = Path(str(find("wagtailadmin/css/core.css")))
        tokens = set(re.findall(r"(--w-[\w-]+):", wagtails.read_text(encoding="utf-8")))
    assert set(re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8"))) <= tokens


def test_the_sprite_carries_no_style_and_no_script() -> None:
    assert re.findall(r"<style|<script|style=|href=", SPRITE) == []


def test_attributes_of_htmx_are_written_as_html_asks() -> None:
    """Given every template; when its attributes are read; then none is `hx-…`, which validators of HTML refuse."""
    found = [path for path in TEMPLATES if re.search(r"[\s\"']hx-[a-z]", readable(path))]

    assert names(found) == []
