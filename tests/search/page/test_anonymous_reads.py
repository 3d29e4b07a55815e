"""What readers without an account make the database write, however much they ask."""

import datetime as dt
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from time_machine import TimeMachineFixture
from wagtail.models import Page, PageViewRestriction

from search import zero_results
from search.models import ZeroResultQuery
from tests.factories import (
    later,
    make_announcement,
    make_case,
    make_enterprise,
    make_image,
    make_practice,
    make_technology,
    make_translation,
)

pytestmark = pytest.mark.usefixtures("index")

ROUNDS = 2
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
NOT_PUBLIC = ("admin/", "documents/", "media/")


@pytest.fixture
def addresses() -> list[str]:
    """An address of every public kind: of each route of the site, of each page, also of private and of missing ones."""
    enterprise = make_enterprise("示例甲有限公司")
    case = make_case("余热回收", enterprises=[enterprise], cover=make_image())
    make_translation(case)
    make_technology("余热技术")
    make_practice("余热做法")
    notice = make_announcement("公示", kind="proposal", objections_until=later(days=5), entries=[enterprise], live=True)
    hidden = make_case("隐藏")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    asked = make_practice("口令")
    PageViewRestriction.objects.create(page=asked, restriction_type=PageViewRestriction.PASSWORD, password="x")
    values = {"number": enterprise.number, "code": "C1713", "programme": "green-factory", "key": str(case.story_id)}
    pages = [page.url for page in Page.objects.live().specific() if page.url]
    routed = [route_filled(route, values, notice.pk) for route in public_routes(get_resolver())]
    more = [f"/search/?like={case.story_id}", "/search/suggest/?q=yu", "/admin/login/", "/admin/", "/nowhere/"]
    return [*pages, *routed, *more]


def public_routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The routes of all views of ours that readers reach."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if route.startswith(NOT_PUBLIC):
            continue
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from public_routes(entry, route)


def route_filled(route: str, values: dict[str, Any], notice: int) -> str:
    """An address of a route; what is no parameter of ours is filled with what is not there."""
    if route.startswith("notices/<int:number>"):
        values = {**values, "number": notice}
    filled = route
    while "<" in filled and "^" not in filled:
        start, end = filled.index("<"), filled.index(">")
        kind, _, name = filled[start + 1 : end].rpartition(":")
        codes = {"technique": "T02.01", "region": "350582", "industry": "C1713", "slug": "green-factory"}
        filled = filled[:start] + str(codes.get(kind) or values.get(name) or values["key"]) + filled[end + 1 :]
    return "/" + ("" if "^" in filled else filled)


def a_text() -> str:
    """Nine letters that nobody typed before."""
    return "".join(secrets.choice("bcdfghjkmn") for _ in range(9))


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}


def ask_everything(client: Client, addresses: list[str]) -> list[str]:
    """Each address as page and as fragment, with parameters nobody had before; the statements that wrote."""
    with CaptureQueriesContext(connection) as asked:
        for address in addresses:
            for headers in ({}, {"HX-Request": "true"}):
                joined = "&" if "?" in address else "?"
                client.cookies.clear()
                client.get(f"{address}{joined}q={a_text()}&x={a_text()}", headers=headers)
    return [query["sql"] for query in asked if query["sql"].startswith(WRITES)]


def test_reading_every_public_address_writes_no_row_but_those_of_texts_not_found(
    client: Client, addresses: list[str], monkeypatch: pytest.MonkeyPatch, time_machine: TimeMachineFixture
) -> None:
    monkeypatch.setattr(zero_results, "TEXTS_AN_HOUR", 4)
    time_machine.move_to(timezone.localtime().replace(hour=0, minute=30), tick=False)
    assert len(addresses) > 40
    ask_everything(client, addresses)  # pictures are made in their sizes once, however often they are asked for
    for _ in range(4):
        client.get("/search/", {"q": a_text()})
    before = rows()

    wrote = [statement for _ in range(ROUNDS) for statement in ask_everything(client, addresses)]

    more = {label: count - before[label] for label, count in rows().items() if count != before[label]}
    assert more == {}, "the hour's share was used up before"
    assert ZeroResultQuery.objects.count() == 4
    assert wrote == []


def test_any_number_of_searches_write_as_many_rows_as_an_hour_may_have(
    client: Client, monkeypatch: pytest.MonkeyPatch, time_machine: TimeMachineFixture
) -> None:
    monkeypatch.setattr(zero_results, "TEXTS_AN_HOUR", 3)
    midnight = timezone.localtime().replace(hour=0, minute=0)
    for hour, most in ((0, 3), (1, 6), (5, 18), (23, 33)):
        time_machine.move_to(midnight + dt.timedelta(hours=hour), tick=False)
        for _ in range(15):
            client.get("/search/", {"q": a_text()})
        assert ZeroResultQuery.objects.count() == most


def test_one_text_asked_without_end_is_written_so_many_times(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zero_results, "TIMES_A_DAY", 3)
    client.get("/search/")  # the settings of the site are made when they are first read

    with CaptureQueriesContext(connection) as asked:
        for _ in range(8):
            cache.clear()
            client.get("/search/", {"q": "氢能炼钢"})

    assert ZeroResultQuery.objects.get().times == 3
    wrote = [query["sql"] for query in asked if query["sql"].startswith(WRITES)]
    assert len(wrote) == 3, wrote


def test_a_full_hour_still_counts_the_texts_it_has(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zero_results, "texts_until", lambda _hour: 1)
    for text in ("氢能炼钢", "电窑炉", "氢能炼钢"):
        cache.clear()
        client.get("/search/", {"q": text})

    assert [(row.text, row.times) for row in ZeroResultQuery.objects.all()] == [("氢能炼钢", 2)]
