"""Lists of the demonstration: the example in every state, drafts, and titles that are no listings."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from showcase.demo import seeding
from showcase.demo.reading.fields import Bilingual
from showcase.demo.reading.files import DemoFiles
from showcase.lists.notice_state import NoticeState
from showcase.lists.register.current import current_index
from showcase.lists.register.fold import fold
from showcase.lists.register.projection import events
from showcase.lists.states import state_of
from showcase.models import AnnouncementPage, Enterprise, ListingEvent
from showcase.vocabulary.loading import load_vocabulary
from tests import database

pytestmark = pytest.mark.django_db

FUTURE = dt.date(2030, 1, 1)


@pytest.fixture(scope="module", autouse=True)
def example(django_db_setup: None, django_db_blocker: DjangoDbBlocker, all_files: DemoFiles) -> Iterator[None]:
    """The site with the example lists alone."""
    lists = tuple(facts for facts in all_files.lists if facts.is_example)
    enterprises = tuple(unit for unit in all_files.enterprises if unit.is_example)

    def make() -> None:
        load_vocabulary()
        seeding.seed(DemoFiles((), enterprises, lists, (), ()))

    with django_db_blocker.unblock(), database.with_content(make):
        yield


def _page(slug: str) -> AnnouncementPage:
    return AnnouncementPage.objects.get(slug=slug, locale__language_code="zh-hans")


def _state(slug: str) -> NoticeState:
    page = _page(slug)
    deciding = page.decided_by.first()
    return state_of(page, deciding.effective_on if deciding else None)


def test_the_example_shows_every_state_of_a_list() -> None:
    slugs = ("example-2025-proposal", "example-2025-final", "example-2026-adjustment", "example-2026-proposal")

    assert [_state(slug).state for slug in slugs] == ["superseded", "final", "adjustment", "open"]
    assert _state("example-2026-proposal").days_left == 15
    assert all(_page(slug).is_example for slug in slugs)


def test_the_example_is_marked_wherever_it_is_shown_in_both_languages(client: Client) -> None:
    invented = "Invented for the demonstration"
    assert invented in client.get("/en/notices/").content.decode()
    assert invented in client.get("/en/notices/example-2025-final/").content.decode()
    number = Enterprise.objects.get(name_zh="示例企业甲").number
    assert invented in client.get(f"/en/enterprises/{number}/").content.decode()
    assert "【示例】" in client.get("/notices/example-2026-proposal/").content.decode()


def test_an_invented_unit_never_stands_in_the_register_or_among_the_enterprises(client: Client) -> None:
    assert len(fold(events(), FUTURE)) == 4  # three factories and a park: one was removed
    assert not current_index().on(FUTURE)
    assert client.get("/enterprises/").context["total"] == 0


def test_the_adjustment_removes_renames_and_confirms() -> None:
    events = ListingEvent.objects.filter(announcement=_page("example-2026-adjustment")).order_by("entry__position")

    assert [(event.kind, event.enterprise.name_zh) for event in events] == [
        ("renamed", "示例企业丙（更名后）"),
        ("removed", "示例企业丁"),
        ("reverified", "示例企业乙"),
    ]
    assert events[1].reason == "未按要求报送年度动态管理表（虚构）"


def test_a_list_that_is_held_back_is_a_draft_without_events(all_files: DemoFiles, client: Client) -> None:
    final = next(facts for facts in all_files.lists if facts.slug == "example-2025-final")
    reason = Bilingual(zh="只见公示。", en="Only the proposal was seen.")
    held = final.model_copy(update={"slug": "held", "held_back": reason, "notice": None})

    seeding.seed(DemoFiles((), (), (held,), (), ()))

    page = _page("held")
    assert not page.live
    assert page.introduction.startswith("只见公示。")
    assert page.entries.count() == len(final.entries)
    assert not page.events.exists()
    assert client.get("/notices/held/").status_code == 404


def test_a_title_without_a_list_is_an_other_mention_and_no_listing(all_files: DemoFiles, client: Client) -> None:
    unit = next(unit for unit in all_files.enterprises if unit.mentions)
    seeding.seed(DemoFiles((), (unit,), (), (), ()))
    number = Enterprise.objects.get(name_zh=unit.name_zh).number

    chinese = client.get(f"/enterprises/{number}/")
    english = client.get(f"/en/enterprises/{number}/").content.decode()

    assert [line.text for line in chinese.context["mentions"]] == [mention.text.zh for mention in unit.mentions]
    assert chinese.context["listings"] == ()
    assert "Other mentions" in english
    assert "no listing" in english


def test_the_window_of_the_open_example_ends_at_the_close_of_office() -> None:
    until = timezone.localtime(_page("example-2026-proposal").objections_until)
    assert (until.date() - timezone.localdate(), until.hour) == (dt.timedelta(days=15), 17)
