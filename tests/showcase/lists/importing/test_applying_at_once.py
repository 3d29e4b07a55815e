"""Two officers apply one import, or one applies while the other publishes: one result, and the other is told."""

import pytest
from django.db import transaction
from wagtail.models import Collection

from portal.refusals import RefusedError
from showcase.lists.importing.applying import apply_import
from showcase.lists.publishing.events import record_events
from showcase.models import AnnouncementPage, Enterprise, ListEntry, ListImport, ListingEvent
from tests import factories
from tests.at_once import at_once
from tests.showcase.lists.importing.starting import begun, notice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def started():
    factories.section("notices")
    Collection.get_first_root_node() or Collection.add_root(name="Root")  # where files go
    factories.region("350582"), factories.programme(), factories.level()
    found = begun(notice=notice(is_example=False)).list_import
    found.rows.update(decision="create", region=factories.region("350582"))
    return found


def test_of_two_who_apply_one_import_both_get_the_report_of_the_first(started):
    answers = at_once(lambda: apply_import(started), lambda: apply_import(started))

    assert answers[0] == answers[1]
    assert (answers[0].entries, answers[0].made) == (2, 2)
    assert (ListEntry.objects.count(), Enterprise.objects.count()) == (2, 2)


def test_two_imports_of_the_same_rows_for_two_lists_make_each_unit_once(started):
    other = begun(notice=notice(is_example=False, year=2025)).list_import
    other.rows.update(decision="create", region=factories.region("350582"))

    answers = at_once(lambda: apply_import(started), lambda: apply_import(other))

    assert sorted(answer.made for answer in answers) == [0, 2]
    assert (ListEntry.objects.count(), Enterprise.objects.count()) == (4, 2)


def test_a_list_is_published_with_all_rows_of_an_import_or_the_import_is_refused(started):
    first = begun(notice=notice(is_example=False, year=2025)).list_import
    first.rows.update(decision="create", region=factories.region("350582"))
    apply_import(first)
    ListImport.objects.filter(pk=started.pk).update(announcement=first.announcement)
    page = first.announcement

    applied, published = at_once(
        lambda: apply_import(started), transaction.atomic(lambda: page.save_revision().publish())
    )

    assert not isinstance(published, Exception)
    if isinstance(applied, Exception):
        assert isinstance(applied, RefusedError)
        assert "名单" in str(applied)
    assert ListingEvent.objects.count() == ListEntry.objects.count() == (2 if isinstance(applied, Exception) else 4)


def test_of_two_who_publish_a_list_at_once_one_writes_its_events(started):
    apply_import(started)
    page = started.announcement

    answers = at_once(
        *[transaction.atomic(lambda: record_events(AnnouncementPage.objects.get(pk=page.pk))) for _ in range(2)],
    )

    assert sorted(answer.events for answer in answers) == [0, 2]
    assert ListingEvent.objects.count() == 2
