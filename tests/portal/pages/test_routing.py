"""Pages are found by their whole address: few queries, and every change of the tree is followed at once."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from tests.factories import make_case, make_effect, make_technology, make_translation

pytestmark = pytest.mark.django_db(transaction=True)

MOST_WITH_KEPT_PARTS = 10
"""Queries of a page whose parts are kept; half of them ask what nobody may keep: restrictions and the page itself."""
PAST_THE_CACHE = {"Authorization": "none"}


def queries_of(client: Client, address: str) -> int:
    """The queries of a reader who finds kept what can be kept: the best of four, for a worker may move the version."""
    counted = []
    for _ in range(4):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address, headers=PAST_THE_CACHE).status_code == 200, address
        counted.append(len(captured))
    return min(counted)


def test_a_page_that_passes_the_page_cache_asks_ten_queries_at_most(client: Client) -> None:
    stories = [make_case(effects=[make_effect()]), make_technology()]
    translated = [make_translation(story) for story in stories]
    places = ["/", "/cases/", "/technologies/", "/register/", "/techniques/T02/"]
    addresses = [f"{prefix}{place}" for prefix in ("", "/en") for place in places]

    costs = {
        address: queries_of(client, address) for address in [*addresses, *(one.url for one in stories + translated)]
    }

    assert {address: cost for address, cost in costs.items() if cost > MOST_WITH_KEPT_PARTS} == {}


def test_a_page_that_moves_is_found_at_its_new_address_alone(client: Client) -> None:
    case = make_case()
    old = case.url
    assert client.get(old).status_code == 200

    case.slug = "moved"
    case.save_revision().publish()

    assert client.get("/cases/moved/").status_code == 200
    assert client.get(old).status_code in {301, 404}


def test_a_page_outside_the_tree_of_the_site_is_not_found(client: Client) -> None:
    outside = Page(title="elsewhere", slug="elsewhere")
    Page.get_first_root_node().add_child(instance=outside)

    assert client.get("/elsewhere/").status_code == 404


def test_another_home_page_of_the_site_holds_from_the_next_reader_on(client: Client) -> None:
    case = make_case()
    site = Site.objects.get(is_default_site=True)
    assert client.get(case.url).status_code == 200

    site.root_page = case.get_parent()
    site.save()

    assert client.get(f"/{case.slug}/").status_code == 200
