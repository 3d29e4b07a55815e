"""Whole pages are kept for readers without a session, until anything public changes; nothing private ever is."""

import gzip
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from portal.caching import content_version
from search.index.rebuild import rebuild
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


# What htmx sends: a fragment is asked for, and a whole page where an address of the history is restored.
HTMX = {"HX-Request": "true"}
RESTORE = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
NOT_HTMX = {"HX-Request": "1"}


@pytest.mark.parametrize("first", [{}, HTMX, RESTORE, NOT_HTMX], ids=["page", "htmx", "restore", "odd"])
@pytest.mark.parametrize("second", [{}, HTMX, RESTORE, NOT_HTMX], ids=["page", "htmx", "restore", "odd"])
def test_no_reader_gets_the_form_that_another_asked_for(client: Client, first: Any, second: Any) -> None:
    # Given a reader who asked for the search in one form
    rebuild()
    client.get("/")  # the first page of a site makes its frame
    client.get("/search/", headers=first)

    # When another asks for it
    answer = client.get("/search/", headers=second)

    # Then only htmx, when it restores nothing, gets the part without the page around it
    assert ("<html" in answer.content.decode()) is (second is not HTMX)


def test_no_browser_keeps_a_fragment_under_the_address_of_its_page(client: Client) -> None:
    rebuild()
    for _fresh_and_cached in range(2):
        page, fragment = client.get("/search/"), client.get("/search/", headers=HTMX)
        assert "no-store" in fragment["Cache-Control"]
        assert "no-store" not in page["Cache-Control"]
        assert {"HX-Request", "HX-History-Restore-Request"} <= {name.strip() for name in page["Vary"].split(",")}


def read_page(client: Client) -> str:
    """The address of a page that a reader has read."""
    url = str(make_case().url)
    client.get("/")  # the first page of a site makes its frame
    client.get(url)
    return url


def queries_of(client: Client, url: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, headers=headers).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["_ga", "theme", "csrftoken", "django_language", "sessionid2"])
def test_a_cookie_that_changes_no_answer_does_not_pass_the_cache_by(client: Client, name: str) -> None:
    url = read_page(client)

    stranger = Client()
    stranger.cookies[name] = "anything"

    assert queries_of(stranger, url) == 1


@pytest.mark.parametrize("name", ["sessionid", "messages"])
def test_a_cookie_that_may_change_the_answer_passes_the_cache_by(client: Client, name: str) -> None:
    url = read_page(client)

    known = Client()
    known.cookies[name] = "anything"

    assert queries_of(known, url) > 1


@pytest.mark.parametrize("host", ["TESTSERVER", "testserver."])
def test_spellings_of_a_host_share_the_page(client: Client, host: str) -> None:
    url = read_page(client)

    assert queries_of(client, url, host=host) == 1


@pytest.mark.parametrize("host", ["testserver:81", "a.example.org"])
def test_a_host_that_a_reader_can_invent_makes_no_keys(client: Client, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["testserver", ".example.org"]
    url = read_page(client)
    before = len(cache._cache)

    assert queries_of(client, url, host=host) > 1
    assert len(cache._cache) == before


def test_head_is_answered_from_the_page_that_get_left(client: Client) -> None:
    url = read_page(client)

    with CaptureQueriesContext(connection) as queries:
        assert client.head(url).status_code == 200
    assert len(queries) == 1


def test_head_leaves_nothing_for_get(client: Client) -> None:
    case = make_case()
    client.head(case.url)

    assert case.title in client.get(case.url).content.decode()


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_who_has_the_page_gets_304_from_the_cache_and_after_a_change_of_something_else(
    client: Client, encoding: str
) -> None:
    case, headers = make_case(), {"Accept-Encoding": encoding}
    tag = client.get(case.url, headers=headers).headers["ETag"]

    kept = client.get(case.url, headers={**headers, "If-None-Match": tag})
    content_version.move()
    built = client.get(case.url, headers={**headers, "If-None-Match": tag})
    other = client.get(case.url, headers={**headers, "If-None-Match": '"another"'})

    assert [kept.status_code, built.status_code, other.status_code] == [304, 304, 200]
    assert kept.content == b""


def test_a_page_is_kept_as_it_was_compressed_for_whom_takes_that(client: Client) -> None:
    client.get("/")  # the first page of a site makes its frame
    address = make_case().url
    packed, plain = ({"Accept-Encoding": value} for value in ("gzip", "identity"))

    first, second, whole = (client.get(address, headers=headers) for headers in (packed, packed, plain))

    assert first.headers["Content-Encoding"] == second.headers["Content-Encoding"] == "gzip"
    assert first.content == second.content
    assert "Content-Encoding" not in whole.headers
    assert gzip.decompress(second.content) == whole.content
    assert "Accept-Encoding" in second.headers["Vary"]
