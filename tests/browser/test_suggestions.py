"""Type-ahead in the reader's hands: by keyboard, by pointer, with a Chinese input method, and without script."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import violations
from tests.factories import make_case, make_enterprise, make_translation

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

Box = Callable[[str], Locator]


@pytest.fixture(autouse=True)
def content(index: None) -> None:
    firm = make_enterprise("余热科技有限公司", "Yure Technology Co., Ltd.", is_example=False)
    case = make_case("余热回收在染整中", enterprises=[firm])
    make_translation(case, "Waste heat in a dyehouse")


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the page asked suggestions for."""
    texts: list[str] = []
    page.on("request", lambda request: texts.append(unquote(request.url)) if "/suggest/" in request.url else None)
    return texts


def options(page: Page) -> Locator:
    return page.locator("[role=listbox] [role=option]")


@pytest.mark.parametrize(("address", "typed", "first"), [("/search/", "yure", "余热"), ("/en/", "waste", "Waste heat")])
def test_a_reader_picks_a_suggestion_by_keyboard(page: Page, address: str, typed: str, first: str) -> None:
    page.goto(address)
    box = page.get_by_role("combobox")
    box.press_sequentially(typed)
    expect(options(page).first).to_contain_text(first)
    expect(box).to_have_attribute("aria-expanded", "true")

    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert active
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    expect(box).to_have_value(typed)
    box.press("Enter")

    page.wait_for_url("**/search/?technique=T02*")


def test_the_arrows_go_round_by_the_readers_own_text(page: Page) -> None:
    page.goto("/search/")
    box = page.get_by_role("combobox")
    box.press_sequentially("余热")
    expect(options(page)).to_have_count(4)

    box.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Enter")

    page.wait_for_url("**/search/?q=*")
    expect(page.locator("#q")).to_have_value("余热")


def test_escape_closes_the_list_and_keeps_the_text(page: Page) -> None:
    page.goto("/search/")
    box = page.get_by_role("combobox")
    box.press_sequentially("余热")
    expect(options(page).first).to_be_visible()

    box.press("Escape")

    expect(options(page).first).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("余热")
    box.press("ArrowDown")
    expect(options(page).first).to_be_visible()


def test_a_suggestion_is_pressed_and_what_is_elsewhere_closes_the_list(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("余热")
    expect(options(page).first).to_be_visible()
    page.locator("h1").click()
    expect(options(page).first).to_be_hidden()

    box.fill("余热科")
    page.get_by_role("option", name="余热科技有限公司").click()

    page.wait_for_url("**/enterprises/*/")


def test_nothing_is_asked_while_an_input_method_composes(page: Page, asked: list[str]) -> None:
    page.goto("/search/")
    box = page.get_by_role("combobox")
    box.focus()
    keyboard = page.context.new_cdp_session(page)

    for composed in ("y", "yu", "yu r", "yu re"):
        keyboard.send("Input.imeSetComposition", {"text": composed, "selectionStart": 5, "selectionEnd": 5})
        page.wait_for_timeout(200)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "余热"})

    expect(options(page).first).to_contain_text("余热")
    expect(box).to_have_value("余热")
    assert len(asked) == 1
    assert asked[0].endswith("?q=余热")


def test_the_list_is_announced_and_axe_finds_nothing(page: Page) -> None:
    page.goto("/en/search/")
    page.get_by_role("combobox").press_sequentially("yure")
    expect(options(page).first).to_be_visible()

    expect(page.locator("#q-suggestions-status")).to_contain_text("suggestion")
    assert violations(page) == []


def test_text_that_answers_nothing_closes_the_list(page: Page) -> None:
    page.goto("/search/")
    box = page.get_by_role("combobox")
    box.press_sequentially("余热")
    expect(options(page).first).to_be_visible()

    box.press_sequentially("xyz")

    expect(page.locator("#q-suggestions")).to_be_hidden()
    expect(page.locator("#q-suggestions-status")).to_be_empty()


def test_without_script_the_box_is_a_plain_form(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="zh-CN")
    tab = context.new_page()
    tab.goto("/")

    tab.locator("#q").fill("余热")
    tab.locator("#q").press("Enter")

    expect(tab.locator(".hits")).to_contain_text("余热")
    assert tab.get_by_role("combobox").count() == 0
    context.close()
