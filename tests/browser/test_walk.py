"""The walk of an editor, measured: an enterprise's Word file becomes a checked case, live in both languages.

Once in Chinese with mouse and keyboard, once in English by the keyboard alone. Everything is done by hand (`hands`),
but for the link of a mail and the address of the page that is unpublished; what signing in costs is not counted.
What takes long and is the same in both, axe and the way back, is done in the first.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.backends.signals import connection_created
from django.test import Client
from playwright.sync_api import Page, expect

from showcase.models import CaseStudyPage, SignOff
from tests.browser.desk import AUTHOR
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.places import Places
from tests.browser.walk import ALT, ENGLISH_TITLE, FIGURES, OTHER_ALT, Walk
from tests.factories import industry, make_enterprise, process, region, section, technique
from tests.showcase.stories.word import usual_case

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("index")]

TITLE = usual_case.TITLE
MOST_CLICKS, MOST_CLICKS_IN_ENGLISH = 70, 20
CHINESE = (
    *("Word file", "preview", "facts", "checks", "preview of the page"),
    *("ask the enterprise", "the enterprise confirms", "submit", "three reviews"),
)


@pytest.fixture
def places() -> Places:
    """The terms and the enterprise that the editor will choose; readers have seen all places before."""
    section("cases")
    industry("C1713"), technique("T02.01"), technique("T08.03"), process("P012"), region("350582")
    places = Places(make_enterprise(usual_case.ENTERPRISE, "Example Stenter"))
    assert places.showing(TITLE) == []
    assert places.showing(TITLE, "/en") == []
    return places


@pytest.fixture
def queries() -> Iterator[list[str]]:
    """Every query of the server's threads."""
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    def listen(connection: Any, **kwargs: Any) -> None:
        if threading.current_thread() is not threading.main_thread() and note not in connection.execute_wrappers:
            connection.execute_wrappers.append(note)

    connection_created.connect(listen)
    yield seen
    connection_created.disconnect(listen)


def write(walk: Walk) -> int:
    """From the file to a draft without open findings."""
    walk.sign_in(AUTHOR)
    walk.upload()
    case_id = walk.correct()
    check_the_text(draft_of(case_id))
    walk.complete()
    assert "0.645" in walk.overrule()
    walk.preview()
    check_the_facts(draft_of(case_id))
    return case_id


def draft_of(case_id: int) -> CaseStudyPage:
    draft: CaseStudyPage = CaseStudyPage.objects.get(pk=case_id).get_latest_revision_as_object()
    return draft


def check_the_text(draft: CaseStudyPage) -> None:
    """Everything that the file says is on the page, in its order, with the one correction."""
    shown = re.sub(r"<[^>]+>|〔\d+〕", "", f"{draft.title}{draft.summary}{draft.body.render_as_block()}")
    text = squeezed(shown)
    for words in usual_case.texts():
        assert squeezed(words).replace("[1]", "") in text
    assert [block.value["image"].alt_zh for block in draft.body if block.block_type == "figure"] == [ALT, OTHER_ALT]
    sections = [block.value for block in draft.body if block.block_type == "section"]
    assert sections == ["background", "practices", "results", "transfer", "limits"]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def check_the_facts(draft: CaseStudyPage) -> None:
    assert draft.unfinished_rows == {}
    effects = list(draft.effects.all())
    assert {effect.scope for effect in effects} == {"project"}
    assert len(effects) == FIGURES
    # In the order of the file, although some rows were complete and others were not.
    assert [effect.printed[:4] for effect in effects[:3]] == ["项目总投", "年节电1", "年节约标"]
    assert [item.tag.code for item in draft.industry_items.all()] == ["C1713"]
    assert {item.tag.code for item in draft.technique_items.all()} == {"T02.01", "T08.03"}
    assert [item.region.code for item in draft.region_items.all()] == ["350582"]
    assert [row.title for row in draft.sources.all()] == ["定型机余热利用见效", "企业提供的能源统计资料"]


def publish(walk: Walk, case_id: int, places: Places) -> None:
    """Confirmed by the enterprise, approved by three, and nowhere before that."""
    link = walk.ask_the_enterprise()
    walk.confirm(link)
    assert SignOff.objects.get().confirmed_by == "陈工"
    walk.sign_in(AUTHOR)
    walk.submit()
    assert places.showing(TITLE) == []
    for role in ("editor", "publisher", "administrator"):
        assert not CaseStudyPage.objects.get(pk=case_id).live
        walk.review(role)
    assert places.without(TITLE) == []
    assert places.found("余热回收") == places.found("waste heat recovery", "/en") == [TITLE]
    assert places.cell().endswith("1,0,0,1")


def read(tab: Page, case_id: int) -> None:
    """The page as a reader without an account sees it, and its card with the picture."""
    tab.context.clear_cookies()
    tab.goto(CaseStudyPage.objects.get(pk=case_id).get_url())
    expect(tab.locator("h1")).to_have_text(TITLE)
    main = tab.locator("main")
    for text in ("企业已确认", "1,200", "560", "示例报", usual_case.ENTERPRISE):
        expect(main).to_contain_text(text)
    tab.goto("/cases/")
    picture = tab.get_by_role("img", name=ALT)
    picture.scroll_into_view_if_needed()
    tab.wait_for_load_state("networkidle")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")


def publish_in_english(walk: Walk, case_id: int, places: Places) -> None:
    walk.sign_in("publisher")
    english_id = walk.begin_english()
    walk.translate()
    assert not CaseStudyPage.objects.get(pk=english_id).live
    assert places.showing(ENGLISH_TITLE, "/en") == []
    walk.give_english_words()
    walk.publish_english()
    assert places.without(ENGLISH_TITLE, "/en") == []
    assert places.found("waste heat recovery", "/en") == [ENGLISH_TITLE]
    assert places.without(TITLE) == []


def take_back(walk: Walk, case_id: int, places: Places) -> None:
    """Unpublish the case: gone from every place, in both languages."""
    walk.unpublish(case_id)
    assert places.showing(TITLE) == places.showing(ENGLISH_TITLE, "/en") == places.showing(TITLE, "/en") == []
    assert places.found("余热回收") == places.found("waste heat recovery", "/en") == []
    assert places.cell() == ""
    key = CaseStudyPage.objects.get(pk=case_id).translation_key
    addresses = [page.get_url() for page in CaseStudyPage.objects.filter(translation_key=key)]
    assert [Client().get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize(
    ("language", "hands"),
    [("zh-hans", Mouse), ("en", Keyboard)],
    ids=["Chinese-by-mouse", "English-by-keyboard"],
)
def test_from_the_word_file_to_both_languages(
    page: Page,
    places: Places,
    queries: list[str],
    record_property: Callable[[str, object], None],
    language: str,
    hands: type[Hand],
) -> None:
    walk = Walk(hands(page), language, asks_axe=hands is Mouse)
    case_id = write(walk)
    publish(walk, case_id, places)
    read(page, case_id)
    publish_in_english(walk, case_id, places)
    if hands is Mouse:
        take_back(walk, case_id, places)

    clicks = {"Chinese": walk.cost(*CHINESE).clicks, "English": walk.cost("English").clicks}
    record_property("walk", f"{walk.table()}\n{len(queries)} queries")
    assert clicks["Chinese"] <= MOST_CLICKS, walk.table()
    assert clicks["English"] <= MOST_CLICKS_IN_ENGLISH, walk.table()
    assert hands is Mouse or (walk.cost().clicks, walk.cost().pointer) == (0, 0)
    assert walk.objections == []
