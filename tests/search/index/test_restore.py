"""An older database is restored while the index is of today: the site is searched as the database says, soon."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from portal.caching import content_version
from search.index import current, drain, source
from search.index.probes import search_status
from search.index.rebuild import rebuild
from search.index.reconcile import reconcile
from search.models import Outbox, VersionCounter
from showcase.models import CaseStudyPage
from tests import database
from tests.factories import make_case
from tests.search.finding import titles

pytestmark = pytest.mark.skipif(not database.is_sqlite(), reason="the drill copies a database file")
# How a restore is noticed is the same for both engines; how each is healed is tried on both.
on_either_engine = pytest.mark.usefixtures("either_index")
on_one_engine = pytest.mark.usefixtures("index")

Heal = Callable[[], object]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Where a copy of the database goes."""
    return tmp_path / "backup.sqlite3"


def database_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def restore(backup: Path) -> None:
    """What an operator does: the site stands still, the older file takes the place of the database."""
    connections.close_all()
    database.restore(database_file(), backup)
    cache.clear()
    content_version.forget()


def retitle(case: Any, title: str) -> None:
    page = CaseStudyPage.objects.get(pk=case.pk)
    page.title = title
    page.save_revision().publish()


def minutes_of_the_worker(count: int = 2) -> None:
    for _ in range(count):
        reconcile()
        drain.drain_patiently()


def a_restored_site(backup: Path) -> dict[str, Any]:
    """Stories that were deleted, edited, published and removed around a backup which is then restored."""
    cases = {name: make_case(f"{name}余热") for name in ("删除", "修改", "撤下", "不动")}
    cases["撤下"].unpublish()
    database.restore(backup, database_file())
    retitle(cases["修改"], "改过余热")
    for number in range(3):
        retitle(cases["不动"], f"不动余热{number}")
    make_case("后来余热")
    CaseStudyPage.objects.get(pk=cases["删除"].pk).delete()
    assert not Outbox.objects.exists()
    restore(backup)
    return cases


def assert_index_is_as_the_database(client: Client) -> None:
    public = {page.story_id: page.title for page in CaseStudyPage.objects.live()}
    held = current.engine().records(list(public))
    assert {story_id: record.texts["zh-hans"].title for story_id, record in held.items()} == public
    assert {story_id for story_id, _ in current.engine().versions()} == source.public_ids() == set(public)
    assert sorted(titles(client, "余热")) == sorted(public.values())


BY: dict[str, Heal] = {
    "the worker alone": minutes_of_the_worker,
    "a rebuild": rebuild,
    "an edit, then the worker": lambda: (make_case("又一余热"), minutes_of_the_worker()),
    "the worker, then a rebuild": lambda: (reconcile(), rebuild()),
}


@on_either_engine
@pytest.mark.parametrize("heal", BY.values(), ids=BY)
def test_after_a_restore_the_search_is_as_the_database_again(client: Client, backup: Path, heal: Heal) -> None:
    cases = a_restored_site(backup)

    heal()

    assert_index_is_as_the_database(client)
    assert {"删除余热", "修改余热", "不动余热"} <= set(titles(client, "余热"))
    assert not {"撤下余热", "后来余热", "改过余热"} & set(titles(client, "余热"))
    assert not Outbox.objects.exists()

    retitle(cases["修改"], "再改余热")
    CaseStudyPage.objects.get(pk=cases["不动"].pk).delete()
    assert_index_is_as_the_database(client)
    assert "再改余热" in titles(client, "余热")


@on_either_engine
def test_the_first_edit_after_a_restore_is_found_at_once(client: Client, backup: Path) -> None:
    cases = a_restored_site(backup)

    retitle(cases["不动"], "先改余热")

    assert "先改余热" in titles(client, "先改")


@on_one_engine
def test_a_restore_is_said_until_every_record_is_compared(client: Client, backup: Path) -> None:
    a_restored_site(backup)

    assert not search_status().healthy
    assert "older" in client.get("/healthz").json()["parts"]["search"]["detail"]
    make_case("又一余热")
    assert not search_status().healthy, "one edit moves the counter on and heals nothing else"

    minutes_of_the_worker()

    assert search_status().healthy
    assert client.get("/healthz").json()["parts"]["search"]["state"] == "ok"


@on_one_engine
def test_a_rebuild_says_how_many_records_the_index_holds(backup: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_restored_site(backup)

    call_command("search_rebuild")

    held = current.engine().status().records
    assert held == len(source.public_ids()) == len(list(current.engine().versions()))
    assert capsys.readouterr().out.startswith(f"{held} stories indexed")
    assert search_status().healthy


@on_one_engine
def test_a_second_restore_of_the_same_backup_is_healed_too(client: Client, backup: Path) -> None:
    a_restored_site(backup)
    minutes_of_the_worker()
    make_case("又一余热").delete()

    restore(backup)
    minutes_of_the_worker()

    assert_index_is_as_the_database(client)


@on_one_engine
def test_after_a_restore_no_cached_answer_of_the_lost_days_is_shown(client: Client, backup: Path) -> None:
    """With a cache that outlives the site, what is kept under a version must not come back when the counter does."""
    a_restored_site(backup)
    restored = content_version.current()

    reconcile()

    assert content_version.current() > restored + 1000


@on_one_engine
def test_without_a_restore_nothing_is_noticed(client: Client) -> None:
    make_case("余热").unpublish()
    before = VersionCounter.objects.get().value

    reconcile()

    counter = VersionCounter.objects.get()
    assert (counter.value, counter.restored_at) == (before, None)


@on_one_engine
def test_a_text_that_differs_is_found_by_comparing_though_its_id_is_indexed(client: Client) -> None:
    """A change that no signal told of: an import past the models, a lost row."""
    case = make_case("旧题余热")
    CaseStudyPage.objects.filter(pk=case.pk).update(title="新题余热")

    assert reconcile() == 1
    drain.drain_patiently()

    assert titles(client, "新题") == ["新题余热"]
    assert reconcile() == 0


@on_one_engine
def test_comparing_reads_a_part_a_minute_and_all_of_them_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.index.reconcile.A_TURN", 2)
    cases = [make_case() for _ in range(5)]
    read: list[str] = []
    original = source.records
    monkeypatch.setattr("search.index.source.records", lambda ids: (read.extend(ids), original(ids))[1])

    turns = []
    for _ in range(3):
        read.clear()
        assert reconcile() == 0
        turns.append(set(read))

    assert [len(turn) for turn in turns] == [2, 2, 2]
    assert set.union(*turns) == {case.story_id for case in cases}
