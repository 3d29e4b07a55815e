"""The style page shows every component of the templates, in both languages, and is no page of production."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from lxml import html

from portal.caching import rendered
from showcase.style.views import CSS, DARK, WIDTHS

TEMPLATES = Path(settings.BASE_DIR) / "templates"
ADDRESSES = {"zh-hans": "/style/", "en": "/en/style/"}
# Parts of other pages that the style page doesn't show, each with the reason.
NOT_SHOWN = {
    "showcase/_matrix_section.html": "the matrix under its heading; the matrix is shown",
    "showcase/_shown_story.html": "a list of facts on the page that verifies a proof",
    "showcase/_both.html": "two languages in a row, in printed proofs alone",
}
HAN = re.compile(r"[\u3400-\u9fff]")

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.showcase.style.development_urls")]


@pytest.fixture(autouse=True)
def _nothing_rendered_before() -> Iterator[None]:
    rendered.forget()
    yield
    rendered.forget()


def components() -> set[str]:
    """Names of all templates that are parts of public pages."""
    folders = (TEMPLATES / "includes", TEMPLATES / "blocks")
    parts = [*(path for folder in folders for path in folder.glob("*.html"))]
    parts += [path for room in ("showcase", "search") for path in (TEMPLATES / room).glob("_*.html")]
    return {str(path.relative_to(TEMPLATES)) for path in parts}


def test_every_component_is_shown_or_named_with_the_reason_why_not(client: Client):
    answer = client.get(ADDRESSES["en"])

    shown = {template.name for template in answer.templates}

    assert components() - shown == set(NOT_SHOWN)


@pytest.mark.parametrize("language", ADDRESSES)
def test_each_state_shows_something_unless_there_is_nothing_to_show(client: Client, language: str):
    tree = html.fromstring(client.get(ADDRESSES[language]).content.decode())

    states = [(state[0].text, state[1]) for state in tree.xpath("//div[@class='style-state']")]
    empty = {name for name, state in states if state.text_content().strip() == "—"}

    assert len(states) > 150
    assert empty <= {"没有", "没有词条", "未公布", "只有一页", "none", "no terms", "nothing published", "a single page"}


def test_no_chinese_is_left_unmarked_in_english(client: Client):
    tree = html.fromstring(client.get(ADDRESSES["en"]).content.decode())

    unmarked = [
        text.strip()
        for text in tree.xpath("//main//text()[not(ancestor::*[@lang='zh-hans'])]")
        if HAN.search(text) and not text.getparent().xpath("ancestor-or-self::pre")
    ]

    assert unmarked == []


def test_no_english_sentence_is_left_in_chinese(client: Client):
    tree = html.fromstring(client.get(ADDRESSES["zh-hans"]).content.decode())
    words = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")

    left = [text.strip() for text in tree.xpath("//main//text()[not(ancestor::*[@lang='en'])]") if words.search(text)]

    assert [text for text in left if not HAN.search(text)] == []


def test_the_page_shows_itself_as_wide_and_as_dark_as_is_asked(client: Client):
    framed = html.fromstring(client.get("/style/?scheme=dark&width=360").content.decode())
    dark = client.get(reverse("style_scheme", args=["dark"])).content.decode()

    assert [frame.get("width") for frame in framed.xpath("//iframe")] == ["360"]
    assert framed.xpath("//iframe/@src") == ["/style/?scheme=dark"]
    assert "color-scheme: dark" in dark
    assert DARK not in dark


@pytest.mark.parametrize("query", ["scheme=pink", "width=1", f"width={WIDTHS[0]}px"])
def test_other_schemes_and_widths_are_not_found(client: Client, query: str):
    assert client.get(f"/style/?{query}").status_code == 404


def test_only_tokens_and_single_rules_of_the_base_ask_whether_the_system_is_dark():
    asking = {path.name: path.read_text() for path in CSS.rglob("*.css") if DARK in path.read_text()}

    assert set(asking) == {"tokens.css", "base.css"}
    for line in asking["base.css"].splitlines():
        assert DARK not in line or line.count("{") == line.count("}")


@pytest.mark.urls("portal.urls")
@pytest.mark.parametrize("address", [*ADDRESSES.values(), "/style/dark.css", "/en/style/light.css"])
def test_production_has_no_such_address(client: Client, address: str):
    assert client.get(address).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("style_page")
