"""Whatever an editor does is visible in the search at once, and nothing private or draft ever is."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from time_machine import TimeMachineFixture
from wagtail.models import Page, PageViewRestriction

from portal.running import worker
from search.core.query import SearchQuery
from search.index import drain
from search.models import Outbox
from tests.factories import (
    later,
    make_case,
    make_technology,
    make_translation,
    make_user,
    section,
)
from tests.search.finding import found, ids, titles

pytestmark = pytest.mark.usefixtures("index")


def test_a_published_case_is_found_in_both_languages(client: Client) -> None:
    case = make_case("定型机废气余热回收")
    make_translation(case, "Heat recovered from stenter exhaust")

    assert titles(client, "余热回收") == ["定型机废气余热回收"]
    assert titles(client, "stenter exhaust", "en") == ["Heat recovered from stenter exhaust"]
    assert ids(client, "余热回收") == ids(client, "stenter exhaust", "en") == [case.story_id]


def test_a_chinese_case_without_translation_is_found_in_english_and_marked(client: Client) -> None:
    make_case("定型机废气余热回收")

    hit = found(client, "余热", "en")["hits"][0]

    assert (hit["title"], hit["locale"]) == ("定型机废气余热回收", "zh-hans")


def test_a_draft_is_not_found(client: Client) -> None:
    make_case("定型机废气余热回收", live=False)

    assert found(client, "余热回收")["total"] == 0
    assert Outbox.objects.count() == 0


def test_an_unpublished_change_of_a_live_case_is_not_found(client: Client) -> None:
    case = make_case("定型机废气余热回收")
    case.title = "氢能示范"
    case.save_revision()

    assert titles(client, "氢能示范") == []
    assert titles(client, "定型机") == ["定型机废气余热回收"]


def test_saving_a_draft_of_a_live_page_writes_no_outbox_row(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case()
    written: list[str] = []
    monkeypatch.setattr("search.index.outbox.note", written.extend)

    case.title = "另一个题目"
    case.save_revision()

    assert written == []


def test_an_edit_replaces_the_old_text(client: Client) -> None:
    case = make_case("定型机废气余热回收")
    case.title = "空压机群控节电"
    case.save_revision().publish()

    assert titles(client, "空压机") == ["空压机群控节电"]
    assert titles(client, "定型机") == []


def test_unpublishing_removes_the_case_and_its_counts(client: Client) -> None:
    case = make_case("定型机废气余热回收", industries=["C1713"])
    case.unpublish()

    answer = found(client)
    assert answer["total"] == 0
    assert all(values == [] for values in answer["facets"].values())


def test_unpublishing_through_the_bare_page_removes_it_too(client: Client) -> None:
    """Bulk actions and expiry save a Page, not a case."""
    case = make_case("定型机废气余热回收")
    Page.objects.get(pk=case.pk).unpublish()

    assert found(client, "余热")["total"] == 0


def test_deleting_a_case_removes_it(client: Client) -> None:
    make_case("定型机废气余热回收").delete()

    assert found(client, "余热")["total"] == 0


def test_unpublishing_the_translation_leaves_the_chinese_case(client: Client) -> None:
    case = make_case("定型机废气余热回收")
    english = make_translation(case, "Heat recovered from stenter exhaust")
    english.unpublish()

    assert found(client, "stenter", "en")["total"] == 0
    assert titles(client, "余热") == ["定型机废气余热回收"]


def test_privacy_on_the_section_hides_all_its_stories(client: Client) -> None:
    make_case("定型机废气余热回收")
    make_technology("定型机废气余热技术")
    restriction = PageViewRestriction.objects.create(page=section("cases"), restriction_type=PageViewRestriction.LOGIN)

    assert titles(client, "余热") == ["定型机废气余热技术"]

    restriction.delete()
    assert len(titles(client, "余热")) == 2


def test_privacy_on_the_translation_alone_hides_its_words_alone(client: Client) -> None:
    case = make_case("定型机废气余热回收")
    english = make_translation(case, "Heat recovered from stenter exhaust")
    PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)

    assert found(client, "stenter", "en")["total"] == 0
    assert titles(client, "余热") == ["定型机废气余热回收"]


def test_moving_a_case_under_a_private_page_hides_it(client: Client) -> None:
    private = make_case("收起的案例")
    case = make_case("定型机废气余热回收")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    case.move(Page.objects.get(pk=private.pk), pos="last-child")

    assert found(client, "余热回收")["total"] == 0


def test_a_changed_slug_changes_the_address_in_the_answer(client: Client) -> None:
    case = make_case("定型机废气余热回收")
    case.slug = "stenter-heat"
    case.save_revision().publish()

    assert found(client, "余热")["hits"][0]["url"].endswith("/cases/stenter-heat/")


def test_a_case_whose_time_has_come_is_found_after_the_workers_turn(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    case = make_case("定型机废气余热回收", live=False)
    case.go_live_at = later(hours=1)
    case.save_revision(approved_go_live_at=case.go_live_at).publish()
    assert found(client, "余热")["total"] == 0

    time_machine.move_to(later(hours=2))
    call_command("publish_scheduled", verbosity=0)

    assert titles(client, "余热") == ["定型机废气余热回收"]


def test_an_expired_case_is_gone_after_the_workers_turn(client: Client, time_machine: TimeMachineFixture) -> None:
    case = make_case("定型机废气余热回收")
    case.expire_at = later(hours=1)
    case.save_revision().publish()
    assert found(client, "余热")["total"] == 1

    time_machine.move_to(later(hours=2))
    call_command("publish_scheduled", verbosity=0)

    assert found(client, "余热")["total"] == 0


def test_dates_that_pass_are_seen_within_the_workers_minute(
    client: Client, time_machine: TimeMachineFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    coming, going = make_case("定型机废气余热回收", live=False), make_case("空压机余热")
    coming.go_live_at = going.expire_at = later(hours=1)
    coming.save_revision(approved_go_live_at=coming.go_live_at).publish()
    going.save_revision().publish()
    monkeypatch.setattr(worker, "_duties", {name: replace(duty, due=0.0) for name, duty in worker._duties.items()})
    worker.run_due(0.0)
    assert titles(client, "余热") == ["空压机余热"]

    time_machine.move_to(later(hours=2))
    for second in range(1, 60):
        worker.run_due(float(second))

    assert titles(client, "余热") == ["定型机废气余热回收"]


def test_a_reader_without_rights_never_sees_what_the_engine_still_holds(client: Client, monkeypatch) -> None:
    """Between the commit and the drain the index is old: the database decides what is shown."""
    case = make_case("定型机废气余热回收")
    monkeypatch.setattr("search.index.outbox.drain_briefly", lambda: None)
    case.unpublish()

    assert found(client, "余热")["hits"] == []


def test_an_answer_given_before_the_drain_is_not_kept_after_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and data are cached under the version of the content, which the drain moves once more."""
    with monkeypatch.context() as later_drained:
        later_drained.setattr("search.index.outbox.drain_briefly", lambda: None)
        make_case("定型机废气余热回收")
        assert titles(client, "余热") == []

    drain.drain_patiently()

    assert titles(client, "余热") == ["定型机废气余热回收"]


def test_an_editor_who_is_logged_in_finds_no_more_than_a_reader(client: Client) -> None:
    make_case("定型机废气余热回收", live=False)
    client.force_login(make_user("editor"))

    assert found(client, "余热")["total"] == 0


def test_a_query_is_the_same_in_the_address_of_both_languages() -> None:
    params = {"q": ["余热"], "industry": ["C17"], "page": ["2"]}

    chinese, english = (SearchQuery.from_params(params, language) for language in ("zh-hans", "en"))

    assert chinese.to_query_string() == english.to_query_string()


def test_what_is_cached_of_the_vocabulary_is_out_of_date_before_the_index_is_written(client: Client) -> None:
    make_case("烧结余热", industries=["C31"])
    assert found(client, "")["total"] == 1

    with transaction.atomic():
        make_case("印染余热", industries=["C1713"])

    assert found(client, "", industry="G08")["total"] == 1
