"""The pictures of the guides: who sees what where, and around what the outline is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.showcase.stories.word import usual_case

PATIENCE = 60_000  # milliseconds


@dataclass(frozen=True)
class Scene:
    """One picture. `address` may name what `ops.guides.content` made: `/admin/pages/{draft}/edit/`.

    `outline`: the selector of what the step speaks of; `before`: what is done on the page first. `below`: pixels that
    are to be seen above the outlined element.
    """

    name: str
    role: str
    address: str
    outline: str
    before: Callable[[Page], None] | None = None


def tab(number: int) -> Callable[[Page], None]:
    """Return what opens a tab of the form, by its place."""

    def opened(page: Page) -> None:
        page.locator(f".w-tabs [role=tab] >> nth={number}").click()

    return opened


TEXT, FACTS, SOURCES, CHECKS = range(4)


def _open_menu(page: Page) -> None:
    page.locator("#wagtail-sidebar .sidebar-sub-menu-trigger, #wagtail-sidebar button[aria-haspopup]").first.click()


def _open_actions(page: Page) -> None:
    toggle = page.locator("footer, .footer").last.locator("[data-w-dropdown-target=toggle]")
    toggle.and_(page.locator("[aria-expanded=false]")).wait_for(timeout=PATIENCE)
    toggle.click()


def _find_terms(page: Page) -> None:
    tab(FACTS)(page)
    page.locator("#tagging-query").fill("余热回收")
    page.locator(".tagging [data-tagging-target=hits] li").first.wait_for()


def _suggest_terms(page: Page) -> None:
    tab(FACTS)(page)
    page.locator(".tagging [data-action*='tagging#suggest']").click()
    page.locator(".tagging [data-tagging-target=often] li").first.wait_for()


def _read_words(page: Page) -> None:
    tab(FACTS)(page)
    page.locator("#effect-reader-text").fill("项目年节电186万千瓦时，年节约标准煤1200吨。")


def _choose_word_file(page: Page) -> None:
    data = usual_case.word_file()
    page.locator("main input[type=file]").set_input_files({"name": "示例案例.docx", "mimeType": "", "buffer": data})


def _read_word_file(page: Page) -> None:
    _choose_word_file(page)
    page.locator("main form button[type=submit]").click()
    page.locator(".word-blocks").wait_for(timeout=PATIENCE)


_NEW_FROM_WORD = "/admin/word/new/{cases}/"
_DRAFT = "/admin/pages/{draft}/edit/"

SCENES = (
    Scene("home", "editor", "/admin/", ".desk"),
    Scene("menu", "editor", "/admin/", ".sidebar-sub-menu-item--open", _open_menu),
    Scene("tabs", "editor", _DRAFT, ".w-tabs__list"),
    Scene("submit", "editor", _DRAFT, ".tippy-box", _open_actions),
    Scene("word-upload", "editor", _NEW_FROM_WORD, "main form", _choose_word_file),
    Scene("word-preview", "editor", _NEW_FROM_WORD, ".word-blocks > li:nth-child(4)", _read_word_file),
    Scene("word-remainder", "editor", _NEW_FROM_WORD, "table:has(.left-text)", _read_word_file),
    Scene("body", "editor", _DRAFT, "[id$='-body-section']"),
    Scene("sources", "editor", _DRAFT, "#inline_child_sources-0", tab(SOURCES)),
    Scene("evidence", "editor", _DRAFT, ".w-panel:has(#id_evidence_items-ADD)", tab(SOURCES)),
    Scene("effects-read", "editor", _DRAFT, ".effect-reader", _read_words),
    Scene("effects-row", "editor", _DRAFT, "#inline_child_effects-0", tab(FACTS)),
    Scene("checks", "editor", _DRAFT, ".checks__finding--open", tab(CHECKS)),
    Scene("tags-find", "editor", _DRAFT, ".tagging", _find_terms),
    Scene("tags-suggest", "editor", _DRAFT, ".tagging [data-tagging-target=often]", _suggest_terms),
    Scene("picture-form", "editor", "/admin/images/{image}/", "#id_alt_zh"),
    Scene("document-form", "editor", "/admin/documents/edit/{document}/", "main form"),
    Scene("sign-off", "editor", "/admin/sign-offs/{draft}/", "main form"),
    Scene("desk", "editor", "/admin/inbox/", "main table.listing"),
    Scene("approve", "publisher", "/admin/pages/{waiting}/edit/", ".tippy-box", _open_actions),
    Scene("sent-back", "editor", "/admin/pages/{sent_back}/edit/", ".messages"),
    Scene("english-compare", "publisher", "/admin/pages/{english}/edit/", "#translation-work"),
    Scene("english-effects", "editor", "/admin/effects/english/{live}/", "main form"),
    Scene("list-upload", "list officer", "/admin/list-imports/new/", "main .nice-padding"),
    Scene("list-preview", "list officer", "/admin/list-imports/{list_import}/", "main table.listing"),
    Scene("notice-form", "list officer", "/admin/pages/{notice}/edit/", ".w-tabs__list", tab(1)),
    Scene("personal-data", "list officer", "/admin/personal-data/{notice}/", "main .nice-padding"),
    Scene("term-form", "vocabulary editor", "/admin/terms_technique/edit/{term}/", "#id_aliases_zh"),
    Scene("term-proposal", "vocabulary editor", "/admin/term-proposals/{proposal}/", "main .nice-padding"),
    Scene("freshness", "editor", "/admin/freshness/{live}/", "main form >> nth=0"),
    Scene("yearly", "editor", "/admin/reports/yearly-showcase/", "#listing-results"),
    Scene("delete", "administrator", "/admin/pages/{doubled}/delete/", "main .nice-padding"),
    Scene("account", "editor", "/admin/account/", "main .w-tabs"),
    Scene("contributor-home", "contributor", "/admin/", ".desk"),
)
