"""A list in the admin costs the same queries for three rows as for twelve."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


def cases(number: int) -> None:
    """Live and draft, listed and not, each of an enterprise of its own."""
    for at in range(number):
        make.make_case(live=bool(at % 2), enterprises=[make.make_enterprise()], owner=make.make_user("editor"))


def enterprises(number: int) -> None:
    for _at in range(number):
        make.make_case(enterprises=[make.make_enterprise(former_names=["旧名纺织"])])


def notices(number: int) -> None:
    for at in range(number):
        make.make_announcement(entries=[make.make_enterprise(), "未对应的单位"], live=bool(at % 2))


def entries(number: int) -> None:
    make.make_announcement(entries=[make.make_enterprise() for _at in range(number)], live=True)


def explored() -> str:
    return reverse("wagtailadmin_explore", args=[make.section("cases").pk])


LISTS: dict[str, tuple[Callable[[int], None], Callable[[], str]]] = {
    "cases": (cases, lambda: reverse("admin_cases:index")),
    "cases in the page tree": (cases, explored),
    "enterprises": (enterprises, lambda: reverse("wagtailsnippets_showcase_enterprise:list")),
    "notices": (notices, lambda: reverse("admin_announcements:index")),
    "entries": (entries, lambda: reverse("entries:index")),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_queries_for_three_rows_as_for_twelve(client: Client, name: str) -> None:
    add, address = LISTS[name]
    client.force_login(make.make_superuser())
    add(3)
    few = queries(client, address())

    add(9)

    assert queries(client, address()) == few


def queries(client: Client, address: str) -> int:
    """Those of the second time it is opened, when what is kept in the process is read."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
