"""A cache that is dead or hangs costs speed alone: every page is built, within a bound, and kept again afterwards."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.caching import redis as portal_cache
from search.index.rebuild import rebuild
from tests.factories import make_case, make_superuser
from tests.redis_server import RedisServer

pytestmark = pytest.mark.django_db(transaction=True)

TROUBLES: dict[str, tuple[Callable[[RedisServer], None], Callable[[RedisServer], None]]] = {
    "stopped": (RedisServer.kill, RedisServer.start),
    "hanging": (RedisServer.halt, RedisServer.go_on),
}
PAGES = (
    "/",
    "/en/",
    "/search/?q=余热",
    "/search/suggest/?q=余热",
    "/register/",
    "/register/statistics/",
    "/sitemap.xml",
)
BOUND = 1.5  # seconds for the waiting, beyond what building the page takes


@pytest.fixture(autouse=True)
def redis_in_use(redis: RedisServer, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "portal.caching.redis.RedisCache", "LOCATION": redis.url.replace("cache", "")}
    }
    monkeypatch.setattr(portal_cache, "PAUSE_SECONDS", 60.0)


@pytest.fixture(params=TROUBLES)
def trouble(request: pytest.FixtureRequest) -> Any:
    return TROUBLES[request.param]


def seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def test_every_page_is_answered_while_the_cache_is_in_trouble(client: Client, redis: RedisServer, trouble: Any) -> None:
    # Given a site whose pages have been read
    rebuild()
    pages = [*PAGES, make_case().url]
    built = sum(seconds(lambda page=page: client.get(page)) for page in pages)

    # When the cache stops
    trouble[0](redis)
    answers: list[int] = []
    waited = seconds(lambda: answers.extend(Client().get(page).status_code for page in pages))

    # Then readers get every page, and all together wait for the cache but once
    assert answers == [200] * len(pages)
    assert waited < built + BOUND


def test_editors_work_while_the_cache_is_in_trouble(client: Client, redis: RedisServer, trouble: Any) -> None:
    client.force_login(make_superuser())

    trouble[0](redis)

    assert client.get("/admin/").status_code == 200


def test_one_request_in_a_while_pays_for_the_trouble(
    redis: RedisServer, trouble: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Exception] = []
    trip = portal_cache.Breaker.trip
    monkeypatch.setattr(
        portal_cache.Breaker, "trip", lambda breaker, error: (asked.append(error), trip(breaker, error))
    )
    monkeypatch.setattr(portal_cache, "PAUSE_SECONDS", 600.0)
    cache.get("warm")
    trouble[0](redis)

    for number in range(100):
        cache.get(str(number))

    assert len(asked) == 1


def test_pages_are_kept_again_once_the_cache_is_back(
    client: Client, redis: RedisServer, trouble: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a cache that was in trouble
    url = make_case().url
    trouble[0](redis)
    client.get(url)

    # When it is back and the pause is over
    trouble[1](redis)
    monkeypatch.setattr(portal_cache, "PAUSE_SECONDS", 0.0)
    for breaker in portal_cache._breakers.values():
        breaker._asked_again_at = 0.0
    client.get(url)

    # Then the next reader costs the one query for the content version
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) == 1


def test_a_cache_in_trouble_answers_each_call_as_if_it_were_empty(redis: RedisServer, trouble: Any) -> None:
    cache.set("known", 1)
    trouble[0](redis)

    assert cache.get("known", "nothing") == "nothing"
    assert cache.get_many(["known"]) == {}
    assert not cache.has_key("known")
    assert not cache.add("new", 1)
    assert not cache.touch("known")
    assert not cache.delete("known")
    assert cache.set_many({"a": 1}) == ["a"]
    assert cache.get_or_set("computed", lambda: 7) == 7
    cache.delete_many(["known"])
    cache.clear()
    with pytest.raises(ValueError, match="known"):
        cache.incr("known")


def test_an_entry_that_another_version_of_the_code_wrote_counts_as_missing(redis: RedisServer) -> None:
    cache._cache.get_client(write=True).set(cache.make_key("old"), b"\x80\x05cportal.gone\nGone\n.")

    assert cache.get("old", "nothing") == "nothing"
    cache.set("new", "value")
    assert cache.get("new") == "value"


def test_a_redis_restarted_between_two_requests_is_not_taken_for_dead(redis: RedisServer) -> None:
    cache.set("before", 1)
    redis.kill()
    redis.start()

    cache.set("after", 1)

    assert cache.get("after") == 1
