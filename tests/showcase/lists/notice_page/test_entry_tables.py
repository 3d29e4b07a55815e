"""The rows of an announcement: searchable without script, each with an address of its own, some hundred a page."""

import json
import re

import pytest
from django.test import Client

from portal.caching import content_version
from showcase.lists.notice_page.entry_tables import PER_PAGE
from showcase.models import ListEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_list():
    page = make.make_announcement(
        "长名单", basis="official_file", issuer="示例厅", document_number="闽工信规〔2024〕1号"
    )
    rows = PER_PAGE + 30
    ListEntry.objects.bulk_create(
        ListEntry(announcement=page, position=n, name=f"单位{n:03}", programme=make.programme())
        for n in range(1, rows + 1)
    )
    page.save_revision().publish()
    return page


def rows(response):
    return [row.name for table in response.context["tables"] for row in table.rows]


def test_a_page_holds_some_hundred_rows_and_says_how_many_there_are(long_list):
    first, second = (Client().get(f"{long_list.get_url()}?page={page}") for page in (1, 2))

    assert (len(rows(first)), len(rows(second))) == (PER_PAGE, 30)
    assert first.context["tables"][0].total == PER_PAGE + 30
    assert Client().get(f"{long_list.get_url()}?page=3").status_code == 404


def test_the_address_of_a_row_leads_to_the_page_it_stands_on(long_list):
    page = Client().get(f"{long_list.get_url()}?row={PER_PAGE + 5}")

    assert f'id="row-{PER_PAGE + 5}"' in page.content.decode()


def test_a_row_is_found_by_part_of_it(long_list):
    assert rows(Client().get(f"{long_list.get_url()}?find=单位22")) == [f"单位{n}" for n in range(220, 230)]
    nothing = Client().get(f"{long_list.get_url()}?find=nothing")
    assert nothing.context["find"] == "nothing"
    assert rows(nothing) == []


def test_all_rows_stand_on_one_page_for_print_with_what_prevails(long_list):
    page = Client().get(f"{long_list.get_url()}?rows=all")

    assert len(rows(page)) == PER_PAGE + 30
    assert "print-only" in page.content.decode()


@pytest.mark.parametrize("query", ["page=0", "page=x", "row=-1", "row=1e9"])
def test_what_is_no_number_is_a_bad_request(long_list, query):
    assert Client().get(f"{long_list.get_url()}?{query}").status_code == 400


def structured(page):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.DOTALL)
    assert found
    return json.loads(found[1])


def test_machines_are_told_what_it_is(long_list):
    data = structured(Client().get(long_list.get_url()))

    assert (data["@context"], data["@type"], data["name"]) == ("https://schema.org", "Dataset", "长名单")
    assert data["identifier"] == "闽工信规〔2024〕1号"
    assert data["creator"]["name"] == "示例厅"


def test_a_press_based_list_names_no_authority_as_its_maker():
    page = make.make_announcement("据报道", basis="press", issuer="示例厅", live=True, entries=["某厂"])

    assert not {"creator", "identifier"} & structured(Client().get(page.get_url())).keys()


def test_no_title_can_end_the_description():
    page = make.make_announcement("</script><b>&", live=True)

    assert structured(Client().get(page.get_url()))["name"] == "</script><b>&"


def test_more_rows_cost_no_more_queries(django_assert_max_num_queries, long_list):
    def queries(expected):
        content_version.move()
        Client().get(f"{long_list.get_url()}?rows=all")
        content_version.move()
        with django_assert_max_num_queries(60) as captured:
            page = Client().get(f"{long_list.get_url()}?rows=all")
        assert len(rows(page)) == expected
        return len(captured)

    many = queries(PER_PAGE + 30)
    ListEntry.objects.filter(position__gt=3).delete()

    assert queries(3) == many
