"""Every view of the admin that is ours, once in each language: nothing for axe to say, nothing outside of the window.

What the views show is in `admin_content`; a view that is registered and shown nowhere fails here.
"""

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PatienceError
from wagtail import hooks

from portal.models import User
from tests import sites
from tests.browser.admin import Admin
from tests.browser.admin_content import FURTHER, NAMES
from tests.browser.axe import violations
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

OURS = ("portal", "showcase", "search")
# Registered addresses that show no page: what only takes a form, what scripts ask, files, and parts of pages.
POSTED = {
    *("tour_answered", "second_factor_begin", "second_factor_codes", "second_factor_off"),
    *("freshness_confirm", "freshness_ask", "story_proof", "term_propose", "contributor_remove", "merge_reject"),
    *("word_import_draft", "word_import_discard", "sign_off_revoke", "sign_off_comment_done", "objection_change"),
    *(
        "inbox_act",
        "question_act",
        "published_answer_take_back",
        "published_answer_correct",
        "contribution_draft",
        "contribution_ask_contact",
    ),
    *("case_import_rows", "case_import_all", "case_import_apply", "case_import_take_back"),
    *("list_import_rows", "list_import_all", "list_import_apply", "list_import_discard"),
    *("personal_data_decide", "personal_data_look", "takedown_ask", "takedown_answer"),
    *("translation_confirm_text", "translation_reason", "translation_confirm_reasons"),
}
ASKED_BY_SCRIPTS = {
    *("tour", "story_checks", "effects_read", "effects_figure"),
    *("tagging_find", "tagging_tree", "tagging_text", "tagging_pairs"),
}
FILES = {"case_import_template", "case_import_report", "word_import_picture", "objection_evidence", "participants_file"}
LEADING_ON = {"english_version"}
# The page with the secret is opened by a password: test_second_factor.
SHOWN_ELSEWHERE = {"second_factor_confirm"}
_MAKE = """
import django, json
django.setup()
from tests.browser import admin_content
print(json.dumps(admin_content.make()))
"""
# What stands outside of the window and cannot be moved into it; what screen readers alone find is a pixel wide.
CUT = """() => [...document.querySelectorAll("main *")].filter((element) => {
  const place = element.getBoundingClientRect();
  if (place.width < 2 || place.height < 2 || place.right <= innerWidth + 1) return false;
  if (element.closest("svg, header")) return false;
  for (let outer = element; outer; outer = outer.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(outer).overflowX)) return false;
  }
  return true;
}).map((element) => element.outerHTML.slice(0, 200))"""
STILL = "* { animation: none !important; transition: none !important; }"


def registered() -> set[str]:
    """The names of all addresses that our apps add to the admin; those that replace Wagtail's have no name."""
    patterns: list[URLPattern] = []
    for add in hooks.get_hooks("register_admin_urls"):
        if add.__module__.partition(".")[0] in OURS:
            patterns += add()
    return {str(pattern.name) for pattern in patterns if pattern.name}


def views() -> set[str]:
    """Those of them that show a page."""
    parts = {name for name in registered() if name.endswith("_results")}
    return registered() - POSTED - ASKED_BY_SCRIPTS - FILES - LEADING_ON - SHOWN_ELSEWHERE - parts


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """For each language a tab whose user has signed in, the errors of its console, and the address of each view."""
    site = sites.seeded(tmp_path_factory.mktemp("admin"))
    addresses = json.loads(site.run("-c", _MAKE).strip().splitlines()[-1])
    with site.serving():
        contexts = [browser.new_context(base_url=site.url, viewport=DESK, reduced_motion="reduce") for _one in NAMES]
        found = {}
        for (language, name), context in zip(NAMES.items(), contexts, strict=True):
            tab = context.new_page()
            Admin(tab, User(username=name))
            found[language] = (tab, _errors_of(tab), addresses[language])
        yield found
        for context in contexts:
            context.close()


def _errors_of(tab: Page) -> list[str]:
    errors: list[str] = []
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def test_every_registered_view_is_shown_or_named_as_one_that_shows_no_page() -> None:
    named = POSTED | ASKED_BY_SCRIPTS | FILES | LEADING_ON | SHOWN_ELSEWHERE

    assert named - registered() == set()
    assert len(views()) > 35


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("view", sorted({*views(), *FURTHER}))
def test_a_view_is_open_to_everyone_on_a_desk_and_on_a_telephone(
    opened: dict[str, Any], view: str, language: str
) -> None:
    tab, errors, addresses = opened[language]
    errors.clear()
    # English has the same elements and colours; its words are the longer ones.
    is_whole = language == "zh-hans"
    tab.set_viewport_size(DESK if is_whole else PHONE)
    answer = tab.goto(addresses[view])

    assert answer.status == 200
    assert tab.locator("html").get_attribute("lang") == language
    assert tab.locator("h1").first.inner_text().strip()
    tab.add_style_tag(content=STILL)
    if is_whole:
        assert violations(tab, include=["main"], exclude=[".messages"]) == []
        assert cut_off(tab) == []
        tab.set_viewport_size(PHONE)
    assert cut_off(tab) == []
    assert errors == []


def cut_off(tab: Page) -> list[str]:
    """What stands outside of the window once the scripts of the admin have laid out the page."""
    with contextlib.suppress(PatienceError):
        tab.wait_for_function(f"({CUT})().length === 0", timeout=2_000)
    found: list[str] = tab.evaluate(CUT)
    return found
