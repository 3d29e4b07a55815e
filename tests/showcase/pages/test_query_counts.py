"""A public page costs the same number of queries whether it shows three stories or eleven."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.caching import content_version
from tests import factories as make

pytestmark = pytest.mark.django_db

# Nothing an anonymous reader opens may cost more; a guard against slow growth, not a goal. Counted after a change of
# the content: then the first reader of a case also reads what all plants are compared by.
MOST = 80


def add_stories(number, enterprise):
    for n in range(number):
        case = make.make_case(
            industries=["C1713", "C26"],
            techniques=["T02.01", "T08.03"],
            processes=["P012"],
            goals=["2025-1"],
            enterprises=[enterprise, make.make_enterprise()],
            listings=[("green-factory", "provincial")],
            effects=[make.make_effect(period="2024"), make.make_effect(scope="site")],
            cover=make.make_image(),
        )
        if n % 2:
            make.make_translation(case)
    make.make_announcement(
        entries=[make.make_enterprise() for _ in range(number)],
        coverage="complete",
        live=True,
        year=2000 + number,
        effective_on=dt.date(2000 + number, 12, 31),
    )


def queries_of(address):
    """Queries of the second of two readers, when renditions are made; nothing comes from the cache."""
    client = Client()
    for _ in range(2):
        cache.clear()
        content_version.move()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = client.get(address)
        assert response.status_code == 200, address
    return len(captured)


def test_more_stories_cost_no_more_queries():
    enterprise = make.make_enterprise()
    addresses = [
        f"{prefix}{address}"
        for prefix in ("", "/en")
        for address in (
            "/",
            "/cases/",
            "/notices/",
            "/register/",
            "/enterprises/",
            f"/enterprises/{enterprise.number}/",
            "/industries/G08/",
            "/techniques/T02/",
            "/regions/350000/",
        )
    ]
    add_stories(3, enterprise)
    story = make.make_case(related=[make.make_technology()], enterprises=[enterprise])
    addresses.append(story.get_url())
    before = {address: queries_of(address) for address in addresses}

    add_stories(8, enterprise)
    after = {address: queries_of(address) for address in addresses}

    assert after == before
    assert max(after.values()) <= MOST
