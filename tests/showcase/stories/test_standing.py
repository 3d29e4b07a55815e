"""A story is marked as listed only where the register holds the listing it rests on, wherever its mark is shown."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from search.models import Outbox
from showcase.lists.register.record import record
from showcase.models import AnnouncementPage, StoryListing, StoryPage
from showcase.pages.story import story_context
from showcase.stories.card_builder import story_cards
from showcase.stories.filter_codes import filter_codes
from tests import factories as make
from tests.caching import forget_caches

pytestmark = pytest.mark.django_db


def case_of(unit: Any, standing: str = "listed", **fields: Any) -> Any:
    """A case that says so whatever the register holds: its list may be withdrawn or corrected later."""
    values = {"listings": [("green-factory", "provincial")], **fields}
    case = make.make_case("余热回收案例", enterprises=[unit], **values)
    StoryPage.objects.filter(pk=case.pk).update(standing=standing)
    return StoryPage.objects.get(pk=case.pk).specific


def marks(case: Any) -> set[str]:
    """Every mark of the story: on its page, in its box, on cards and in what is filtered by."""
    forget_caches()
    page = story_context(type(case).objects.get(pk=case.pk))
    (card,) = story_cards(StoryPage.objects.sources().published().filter(pk=case.pk))
    (found,) = StoryPage.objects.filter(pk=case.pk).with_facts().specific()
    boxes = {"listed" if box.standing_label == card.standing_label else "other" for box in page["enterprises"]}
    assert boxes == {"listed"}, "the box says what the card says"
    return {page["card"].standing, card.standing, *filter_codes(found)["standing"]}


def test_a_case_whose_enterprise_the_register_lists_is_listed(client: Client):
    unit = make.make_enterprise()
    make.make_announcement(entries=[unit], effective_on=dt.date(2023, 12, 31), live=True)
    case = case_of(unit)

    assert marks(case) == {"listed"}
    assert 'class="standing listed"' in client.get(case.get_url()).content.decode()


@pytest.mark.parametrize(
    "told", ["nothing", "proposal", "another level", "another programme", "another unit", "a day to come", "a draft"]
)
def test_a_case_that_the_register_does_not_hold_is_unconfirmed(client: Client, told: str):
    unit = make.make_enterprise()
    fields: dict[str, Any] = {"entries": [unit], "effective_on": dt.date(2023, 12, 31), "live": True}
    fields |= {
        "nothing": {"entries": []},
        "proposal": {"kind": "proposal"},
        "another level": {"level_code": "national"},
        "another programme": {"programme_code": "green-park"},
        "another unit": {"entries": [make.make_enterprise()]},
        "a day to come": {"effective_on": dt.date(2099, 12, 31)},
        "a draft": {"live": False},
    }[told]
    make.make_announcement(**fields)
    case = case_of(unit)

    assert marks(case) == {"reference"}
    assert 'class="standing listed"' not in client.get(case.get_url()).content.decode()


@pytest.mark.parametrize(
    ("kind", "shown"), [("press", "press_statement"), ("official", "reference"), ("company", "reference")]
)
def test_a_listing_that_only_the_press_tells_of_is_marked_as_such(client: Client, kind: str, shown: str):
    case = case_of(make.make_enterprise(), sources=[make.make_source(kind=kind)], standing_source=1)

    assert marks(case) == {shown}
    assert f'class="standing {shown}"' in client.get(case.get_url()).content.decode()


def test_a_press_report_on_something_else_tells_of_no_listing():
    case = case_of(
        make.make_enterprise(),
        sources=[make.make_source(1, kind="official"), make.make_source(2, kind="press")],
        standing_source=1,
    )

    assert marks(case) == {"reference"}


def test_the_enterprise_page_does_not_list_what_only_the_press_tells_of(client: Client):
    unit = make.make_enterprise()
    case_of(unit, sources=[make.make_source(kind="press")], standing_source=1)

    page = client.get(unit.get_absolute_url()).content.decode()

    assert 'class="standing press_statement"' in page
    assert 'class="standing listed"' not in page


def test_a_case_that_cites_an_entry_is_listed_by_that_entry_alone():
    unit, other = make.make_enterprise(), make.make_enterprise()
    page = make.make_announcement(entries=[unit, other], effective_on=dt.date(2023, 12, 31), live=True)
    case = case_of(unit)
    StoryListing.objects.filter(page=case.pk).update(entry=page.entries.get(position=1))
    assert marks(case) == {"listed"}

    drafted = make.make_announcement(entries=[unit])
    StoryListing.objects.filter(page=case.pk).update(entry=drafted.entries.get())
    assert marks(case) == {"reference"}


def test_a_unit_removed_since_was_listed_then_and_one_struck_out_never_was():
    unit = make.make_enterprise()
    page = make.make_announcement(entries=[unit], effective_on=dt.date(2022, 12, 31), live=True)
    case = case_of(unit)
    removal = make.make_announcement(kind="adjustment", effective_on=dt.date(2023, 12, 31))
    make.make_entry(removal, unit, action="remove")
    removal.save_revision().publish()
    assert marks(case) == {"listed"}

    event = page.events.get()
    common = {"announcement": page, "programme": event.programme, "level": event.level, "enterprise": unit}
    record([type(event)(**common, kind="corrected", corrects=event, effective_on=event.effective_on)])
    assert marks(case) == {"reference"}


def test_a_list_that_is_private_confirms_nothing():
    unit = make.make_enterprise()
    page = make.make_announcement(entries=[unit], effective_on=dt.date(2023, 12, 31), live=True)
    PageViewRestriction.objects.create(
        page=AnnouncementPage.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
    )

    assert marks(case_of(unit)) == {"reference"}


@pytest.mark.parametrize("standing", ["proposed", "reference"])
def test_every_other_standing_is_shown_as_the_editor_chose_it(standing: str):
    assert marks(case_of(make.make_enterprise(), standing=standing)) == {standing}


def test_the_draft_that_is_previewed_is_marked_by_the_rows_it_holds():
    unit = make.make_enterprise()
    make.make_announcement(entries=[unit], effective_on=dt.date(2023, 12, 31), live=True)
    draft = case_of(unit, live=False).get_latest_revision_as_object()
    draft.standing = "listed"

    assert story_context(draft)["card"].standing == "listed"
    draft.cited_listings = []
    assert story_context(draft)["card"].standing == "reference"


def test_cards_cost_the_same_however_many_say_they_are_listed():
    def cost(cards: int) -> int:
        """Without the counters of the content version, which a request reads once."""
        with CaptureQueriesContext(connection) as asked:
            assert len(story_cards(StoryPage.objects.sources().published())) == cards
        return sum("portal_contentversion" not in query["sql"] for query in asked.captured_queries)

    case_of(make.make_enterprise())
    cost(1)
    one = cost(1)
    for _ in range(4):
        case_of(make.make_enterprise())
    cost(5)
    assert cost(5) == one


def test_the_search_is_told_when_a_listing_comes_or_ends():
    unit = make.make_enterprise()
    case = case_of(unit)
    Outbox.objects.all().delete()

    make.make_announcement(entries=[unit], effective_on=dt.date(2023, 12, 31), live=True)

    assert str(case.translation_key) in set(Outbox.objects.values_list("story_id", flat=True))
