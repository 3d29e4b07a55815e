"""Whole pages are kept for readers without a session, until anything public changes; nothing private ever is."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from search.rebuild import rebuild
from tests.factories import make_case, make_user, section

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_reader_costs_one_query(client: Client, django_assert_num_queries) -> None:
    case = make_case()
    client.get("/")  # the first page of a site makes its frame
    client.get(case.url)

    with django_assert_num_queries(1):
        response = Client().get(case.url)

    assert case.title in response.content.decode()
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_a_publish_shows_at_once(client: Client) -> None:
    case = make_case("第一个题目")
    client.get(case.url)

    case.title = "第二个题目"
    case.save_revision().publish()

    assert "第二个题目" in client.get(case.url).content.decode()


def test_both_languages_have_pages_of_their_own(client: Client) -> None:
    chinese, english = client.get("/").content.decode(), client.get("/en/").content.decode()

    assert '<html lang="zh-hans"' in chinese
    assert '<html lang="en"' in english
    assert '<html lang="zh-hans"' in Client().get("/").content.decode()


def test_a_reader_with_a_session_gets_a_fresh_page(client: Client, django_assert_max_num_queries) -> None:
    case = make_case()
    client.get(case.url)
    client.force_login(make_user("editor"))

    with django_assert_max_num_queries(200) as queries:
        client.get(case.url)
        count = len(queries)

    assert count > 1


def test_a_private_page_is_never_kept(client: Client) -> None:
    case = make_case("收起的案例")
    client.force_login(make_user("editor"))
    PageViewRestriction.objects.create(page=section("cases"), restriction_type=PageViewRestriction.LOGIN)
    assert "收起的案例" in client.get(case.url).content.decode()

    response = Client().get(case.url)

    assert response.status_code == 302
    assert "收起的案例" not in response.content.decode()


@pytest.mark.parametrize("address", ["/nothing-here/", "/search/?page=-1", "/healthz"])
def test_errors_and_health_are_not_kept(client: Client, address: str, django_assert_max_num_queries) -> None:
    client.get(address)
    with django_assert_max_num_queries(60) as queries:
        client.get(address)
        count = len(queries)

    assert count > 0


def test_a_fragment_and_its_page_do_not_mix(client: Client) -> None:
    rebuild()
    page = client.get("/search/").content.decode()
    fragment = client.get("/search/", headers={"HX-Request": "true"}).content.decode()

    assert "<html" in page
    assert "<html" not in fragment
