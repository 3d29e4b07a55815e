"""What is not public now shows nowhere: each way of not being public against each public place."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from portal.caching import content_version
from portal.pages.visibility import closed_paths, is_public, is_standing
from portal.refusals import RefusedError
from portal.running import worker
from search.models import KnownWord, SuggestedKey
from showcase.models import Enterprise
from tests.caching import forget_caches
from tests.factories import later, make_case, section
from tests.hidden import MARK, NAME, PLACES, WAYS, Hidden, both, restrict, story, the_workers_minute
from tests.search.finding import found

pytestmark = pytest.mark.usefixtures("index")


def text_of(answer: Any) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def places(control: Any) -> tuple[str, ...]:
    enterprises = [enterprise.get_absolute_url() for enterprise in Enterprise.objects.all()]
    return (*PLACES, control.url, f"/search/?like={control.story_id}", *enterprises)


def showing(client: Client, hidden: Hidden, addresses: tuple[str, ...]) -> list[str]:
    """Addresses that show something of what is hidden."""
    texts = {address: text_of(client.get(address)) for address in addresses}
    return [address for address, text in texts.items() if any(word in text for word in (MARK, *hidden.ids))]


@pytest.mark.parametrize("hide", WAYS, ids=lambda way: way.__name__)
def test_what_is_not_public_shows_in_no_public_place(client: Client, hide: Callable[[], Hidden]) -> None:
    control = make_case("定型机余热回收")
    hidden = hide()

    assert showing(client, hidden, places(control)) == []
    assert [answer["total"] for answer in (found(client), found(client, language="en"))] == [1, 1]
    the_workers_minute()
    assert not KnownWord.objects.filter(text__contains="琥珀").exists()
    assert not SuggestedKey.objects.filter(name__contains=MARK).exists()
    for story_id in hidden.ids:
        assert client.get("/search/", {"like": story_id}).status_code == 404


@pytest.mark.parametrize("hide", WAYS, ids=lambda way: way.__name__)
def test_nor_is_it_served_at_its_own_address(client: Client, hide: Callable[[], Hidden]) -> None:
    hidden = hide()

    for address in hidden.addresses:
        answer = client.get(address)
        assert MARK not in text_of(answer), address
        if hidden.is_private:
            form = answer.status_code == 302 or "password" in text_of(answer)
            assert form, (address, answer.status_code)
        else:
            assert answer.status_code == 404, address


def test_a_reader_who_may_see_a_private_page_reads_its_translation_too(client: Client, django_user_model: Any) -> None:
    page, english = both()
    restrict(page)
    client.force_login(django_user_model.objects.create_user("reader"))

    assert MARK in client.get(english.url).content.decode()


def test_the_language_link_of_a_public_page_leads_to_no_private_translation(client: Client) -> None:
    page, english = both()
    restrict(english)

    text = client.get(page.url).content.decode()

    assert english.url not in text
    assert is_public(page)
    assert not is_public(english)


def test_a_page_closes_at_its_time_while_no_worker_runs(client: Client) -> None:
    control = make_case("定型机余热回收")
    end = later(hours=1)
    page, english = both(expire_at=end)
    addresses = places(control)
    with time_machine.travel(end - dt.timedelta(seconds=2), tick=False):
        assert found(client)["total"] == 2
        assert client.get(english.url).status_code == 200
        before = showing(client, Hidden([], [page.story_id]), addresses)
        assert "/" in before
        assert "/search/?format=csv" in before

    with time_machine.travel(end, tick=False):
        assert Page.objects.get(pk=page.pk).live
        assert showing(client, Hidden([], [page.story_id]), addresses) == []
        assert {client.get(one.url).status_code for one in (page, english)} == {404}
        whole = found(client)
        assert whole["total"] == 1
        assert {value["count"] for values in whole["facets"].values() for value in values} == {1}
        assert client.get("/search/", {"like": page.story_id}).status_code == 404


def test_a_cached_page_does_not_outlive_a_restriction(client: Client) -> None:
    _page, english = both()
    assert MARK in client.get(english.url).content.decode()

    restrict(section("cases"))

    assert MARK not in client.get(english.url).content.decode()
    PageViewRestriction.objects.all().delete()
    assert MARK in client.get(english.url).content.decode()


@pytest.mark.parametrize("live", [False, True], ids=["a draft", "a later version of a live page"])
def test_a_job_run_late_puts_nothing_live_whose_time_is_over(client: Client, *, live: bool) -> None:
    """The worker was down from before the beginning to after the end."""
    page = story(live=live, expire_at=None)
    page.go_live_at, page.expire_at = later(minutes=10), later(minutes=20)
    page.title = f"{NAME}二"
    page.save_revision().publish()

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=30), tick=False):
        worker.publish_scheduled()

        assert not Page.objects.get(pk=page.pk).live
        assert not is_standing(page)
        assert client.get(page.url).status_code == 404


def test_republishing_with_an_end_in_the_past_stays_closed(client: Client) -> None:
    page = story()
    page.expire_at = later(hours=-1)
    with pytest.raises(RefusedError):
        page.save_revision().publish()
    type(page).objects.filter(pk=page.pk).update(expire_at=page.expire_at)  # as an older version of the site let it be
    forget_caches()

    assert client.get(page.url).status_code == 404
    assert found(client)["total"] == 0


def test_the_closed_places_are_read_again_when_anything_changed(client: Client) -> None:
    page, english = both()
    restrict(page)
    assert set(closed_paths()) == {page.path, english.path}

    english.delete()

    assert closed_paths() == (page.path,)


def test_restrictions_cost_a_constant_number_of_queries(django_assert_num_queries: Any) -> None:
    for _ in range(3):
        page, _english = both()
        restrict(page)
        content_version.forget()
        cache.clear()
        is_public(page)

        with django_assert_num_queries(3):  # the restrictions, the version, the page
            is_public(page)
