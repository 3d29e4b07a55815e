"""Trouble of the engine: readers browse or find in the old index, editors go on, the worker mends it."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from elasticsearch import Elasticsearch

from search.index import current, drain
from search.index.rebuild import rebuild
from search.index.reconcile import reconcile
from search.models import Outbox
from tests.factories import make_case
from tests.search.contract.conftest import drop
from tests.search.engines.elastic_samples import answering, closed_port
from tests.search.finding import titles

Damage = Callable[[Path], object]


@pytest.fixture
def folder(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """The folder of an index on disk that holds one story."""
    settings.SEARCH_URL = f"embedded://{tmp_path / 'search'}"
    begin()
    yield tmp_path / "search"
    current.forget()


@pytest.fixture
def node(transactional_db: None, settings: Any, elastic_url: str, elastic_node: str) -> Iterator[tuple[Any, str]]:
    """A client of the real node, and the index there that holds one story."""
    url = f"{elastic_url}-trouble-{uuid4().hex[:6]}"
    settings.SEARCH_URL = f"{url}?timeout=10"
    begin()
    with Elasticsearch(elastic_node, request_timeout=60) as client:
        names = client.indices.get(index=f"{url.rpartition('/')[2]}-*").body
        yield client, next(name for name, about in names.items() if "identity" in about["mappings"].get("_meta", {}))
    current.forget()
    drop(url)


def begin() -> None:
    current.forget()
    drain._quiet_until = 0.0
    rebuild()
    make_case("定型机废气余热回收")


def assert_readers_and_editors_go_on(client: Client) -> None:
    """Readers find in the old index or browse; an editor publishes, and what is published waits or is found."""
    answer = client.get("/search/?q=余热")
    assert answer.status_code in (200, 503)
    assert "定型机废气" in answer.content.decode().replace("<mark>", "").replace("</mark>", "")
    make_case("空压机余热利用")


def assert_the_worker_mends_it(client: Client) -> None:
    reconcile()
    drain.drain_patiently()

    assert set(titles(client, "余热")) == {"定型机废气余热回收", "空压机余热利用"}
    assert not Outbox.objects.exists()
    assert client.get("/healthz").json()["parts"]["search"]["state"] == "ok"


def serving(folder: Path) -> Path:
    return folder / (folder / "current").read_text()


def each_file(change: Callable[[bytes], bytes]) -> Damage:
    def damage(folder: Path) -> None:
        for path in serving(folder).glob("*.*"):
            path.write_bytes(change(path.read_bytes()))

    return damage


UNDER_A_RUNNING_SITE: dict[str, Damage] = {
    "deleted": shutil.rmtree,
    "emptied meta.json": lambda folder: (serving(folder) / "meta.json").write_bytes(b""),
    "rubbish in current": lambda folder: (folder / "current").write_bytes(b"\xff\x00"),
    "lost index": lambda folder: shutil.rmtree(serving(folder)),
}
FOUND_AT_THE_START: dict[str, Damage] = {
    "truncated": each_file(lambda content: content[: len(content) // 2]),
    "flipped": each_file(lambda content: content and bytes([content[0] ^ 0xFF]) + content[1:]),
}


@pytest.mark.parametrize("damage", UNDER_A_RUNNING_SITE.values(), ids=UNDER_A_RUNNING_SITE)
def test_an_index_broken_under_a_running_site_heals(client: Client, folder: Path, damage: Damage) -> None:
    assert len(titles(client, "余热")) == 1
    damage(folder)

    assert_readers_and_editors_go_on(client)
    assert_the_worker_mends_it(client)


@pytest.mark.parametrize("damage", FOUND_AT_THE_START.values(), ids=FOUND_AT_THE_START)
def test_a_damaged_index_is_noticed_at_the_start_and_heals(client: Client, folder: Path, damage: Damage) -> None:
    current.forget()
    damage(folder)

    assert_readers_and_editors_go_on(client)
    assert client.get("/healthz").json()["parts"]["search"]["state"] == "degraded"
    assert_the_worker_mends_it(client)


def set_read_only(client: Any, index: str, value: bool | None) -> None:
    client.indices.put_settings(index=index, settings={"index.blocks.read_only_allow_delete": value})


TROUBLE_OF_A_NODE: dict[str, Callable[[Any, str], object]] = {
    "index deleted": lambda client, index: client.indices.delete(index=index),
    "alias gone": lambda client, index: client.indices.delete_alias(index=index, name="*"),
    "closed": lambda client, index: client.indices.close(index=index),
    "mapping of another make": lambda client, index: client.indices.put_mapping(
        index=index, meta={"identity": "0" * 12}
    ),
}


@pytest.mark.elastic
@pytest.mark.parametrize("trouble", TROUBLE_OF_A_NODE.values(), ids=TROUBLE_OF_A_NODE)
def test_an_index_in_trouble_on_a_node_heals(
    client: Client, node: tuple[Any, str], trouble: Callable[[Any, str], object]
) -> None:
    trouble(*node)

    assert_readers_and_editors_go_on(client)
    assert_the_worker_mends_it(client)


@pytest.mark.elastic
def test_a_node_whose_disk_is_full_is_read_and_catches_up_when_there_is_room(
    client: Client, node: tuple[Any, str]
) -> None:
    set_read_only(*node, True)

    assert_readers_and_editors_go_on(client)
    assert Outbox.objects.exists()
    set_read_only(*node, None)
    assert_the_worker_mends_it(client)


@pytest.mark.parametrize(("status", "wait"), [(429, 0.3), (500, 0.3), (503, 0.0), (200, 0.0), (200, 60.0), (None, 0.0)])
def test_a_node_that_refuses_or_hangs_costs_an_editor_a_second_at_most(
    client: Client, folder: Path, settings: Any, status: int | None, wait: float
) -> None:
    """None: nobody listens. What is published meanwhile is found as soon as an engine answers again."""
    well = settings.SEARCH_URL
    current.forget()
    with answering(status or 200, wait=wait) as url:
        settings.SEARCH_URL = url if status else f"http://127.0.0.1:{closed_port()}/site"
        Outbox.objects.create(story_id="11111111-1111-4111-8111-111111111111")
        began = time.monotonic()
        drain.drain_briefly()
        assert time.monotonic() - began < 30
        assert_readers_and_editors_go_on(client)
        assert Outbox.objects.count() > 1

    settings.SEARCH_URL = well
    assert_the_worker_mends_it(client)
