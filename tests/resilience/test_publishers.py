"""Many publishers at once, processes that are killed, an engine that goes away: no edit is lost, none is invented."""

import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from elasticsearch import Elasticsearch

from ops import ports
from search.index import current
from search.index.rebuild import rebuild
from search.index.source import public_ids
from search.models import Outbox
from tests.resilience.conftest import prepared
from tests.resilience.finding import assert_all_agree
from tests.resilience.forwarder import Forwarder
from tests.resilience.publishers import publishing
from tests.sites import Site

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("东", "南", "西", "北")


def test_four_processes_publishing_at_once_lose_none_while_the_index_is_rebuilt(site: Site) -> None:
    rebuilds = 0
    with publishing(site, *NAMES, count=4) as publishers:
        publishers[0].publish(1)
        while any(publisher.is_at_work for publisher in publishers):
            rebuild()
            rebuilds += 1
        published = {story for publisher in publishers for story in publisher.finish()}

    site.manage("worker", "--once")

    assert rebuilds
    assert len(published) == 16
    assert_all_agree(published)


def test_a_publisher_that_is_killed_loses_nothing_that_was_published(site: Site) -> None:
    told: set[str] = set()
    for number, name in enumerate(("甲", "乙", "丙", "丁")):
        with publishing(site, name, count=50) as (publisher,):
            publisher.publish(2 + number)
            threading.Event().wait(0.07 * number)  # strikes at another step of the next publish each time
            publisher.kill()
        told |= set(publisher.published)
        call_command("search_drain", verbosity=0)
        assert_all_agree(public_ids())

    assert told <= public_ids()
    assert len(public_ids()) <= len(told) + 4  # at most the one each was at, committed but not yet told of


def test_the_worker_takes_up_what_a_killed_publisher_left(site: Site) -> None:
    with publishing(site, "甲", "乙", count=50) as publishers:
        for publisher in publishers:
            publisher.publish(2)
            publisher.kill()

    site.manage("worker", "--once")

    current.forget()
    assert_all_agree(public_ids())
    assert {story for publisher in publishers for story in publisher.published} <= public_ids()


@pytest.mark.elastic
def test_publishing_goes_on_while_elasticsearch_is_gone_and_the_search_catches_up(
    elastic_site: tuple[Site, Forwarder],
) -> None:
    site, cable = elastic_site
    with publishing(site, "东", "南", count=6) as publishers:
        publishers[0].publish(2)
        cable.cut()
        published = {story for publisher in publishers for story in publisher.finish()}
    assert public_ids() == published
    assert len(published) == 12
    assert Outbox.objects.exists()

    cable.mend()
    site.manage("search_drain")

    assert_all_agree(published)


@pytest.fixture
def elastic_site(
    transactional_db: None, settings: Any, tmp_path: Path, elastic_url: str
) -> Iterator[tuple[Site, Forwarder]]:
    """A site on the real Elasticsearch node, and the cable between the two."""
    cable = Forwarder(elastic_url)
    path = f"{urlsplit(elastic_url).path}-{secrets.token_hex(4)}"
    settings.SEARCH_URL = f"http://{ports.LOOPBACK}:{cable.port}{path}?timeout=30"
    yield prepared(tmp_path, settings.SEARCH_URL), cable
    current.forget()
    cable.close()
    delete_indexes(elastic_url, path.strip("/"))


def delete_indexes(node: str, prefix: str) -> None:
    client = Elasticsearch(node.removesuffix(urlsplit(node).path), request_timeout=60)
    for name in client.indices.get(index=f"{prefix}-*", expand_wildcards="all").body:
        client.indices.delete(index=name)
    client.close()
