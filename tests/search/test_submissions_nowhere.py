"""What readers send in shows in no public place before a publisher releases it: every kind in every state."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from showcase.inbox import kinds
from showcase.inbox.models import Action, SubmissionState
from showcase.models import PublishedAnswer, Submission, SubmissionStep, VisitRegistration
from tests.caching import forget_caches
from tests.factories import make_case, make_enterprise, make_translation
from tests.hidden import MARK, PLACES, the_workers_minute
from tests.search.finding import found
from tests.visits import make_visit

pytestmark = pytest.mark.usefixtures("index")

KINDS = [kind.code for kind in kinds.kinds()]


def send_in(kind: str, page: Any, state: str) -> Submission:
    """One of this kind as it is kept in this state, with the mark in all that the sender and the editors wrote."""
    form = kinds.kind_of(kind)
    assert form
    fields = {name: f"{name} {MARK}" for name in form.form.base_fields}
    submission = Submission.objects.create(
        kind=kind,
        page=page if form.is_about_page else None,
        number=f"{kind[:6]}-{state}"[:18],
        digest=f"{kind}-{state}",
        content=json.dumps({**fields, "title": MARK, "why": MARK, "enterprise": f"示例{MARK}有限公司"}),
        email=f"{MARK}@example.org",
        state=state,
        address_confirmed_at=timezone.now(),
    )
    SubmissionStep.objects.create(submission=submission, action=Action.ASKED, text=f"{MARK}?")
    return submission


def plain_addresses(patterns: list[Any] | None = None, before: str = "/") -> Iterator[str]:
    """Every address of the site that has no key in it, but for the admin's; so one that is added later is read too."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        whole = f"{before}{pattern.pattern}"
        if "admin" in whole:
            continue
        if isinstance(pattern, URLResolver):
            yield from plain_addresses(pattern.url_patterns, whole)
        elif isinstance(pattern, URLPattern) and not set(whole) & set("<(^$\\"):
            yield whole


def outlets(page: Any, english: Any, enterprise: Any) -> tuple[str, ...]:
    """Every public place that could show it, with those of the story that it is about."""
    of_story = [f"/stories/{page.story_id}.{ending}" for ending in ("html", "docx")]
    named = enterprise.get_absolute_url()
    plants = [f"{place}?industries=C17&carriers=electricity" for place in ("/for-your-plant/", "/en/for-your-plant/")]
    searched = [f"/search/?q={MARK}{ending}" for ending in ("", "&format=json", "&format=csv", "&format=atom")]
    both = [f"{prefix}{address}" for prefix in ("", "/en") for address in plain_addresses()]
    return (*PLACES, page.url, english.url, *of_story, named, f"/en{named}", *plants, *searched, *both)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
    # Places repeat what was asked for.
    return (headers + body.decode("utf-8", "replace")).replace(f"q={MARK}", "")


def test_nothing_that_was_sent_in_shows_before_it_is_released(client: Client) -> None:
    company = make_enterprise("示例纺织有限公司", "Example Textiles")
    page = make_case("定型机余热回收", techniques=["T02.01"], industries=["C1713"], enterprises=[company])
    english = make_translation(page, "Heat recovery at a stenter")
    addresses = outlets(page, english, company)
    before = {address: words(client, address).count(MARK) for address in addresses}

    for kind in KINDS:
        for state in SubmissionState.values:
            send_in(kind, page, state)
    the_workers_minute()
    forget_caches()

    # A search for the mark shows it in its box and headings, as often as before: what counts is what was added.
    assert {address: words(client, address).count(MARK) for address in addresses} == before
    assert mail.outbox == []


def test_what_a_publisher_released_shows_there(client: Client) -> None:
    """Or the test above could not fail."""
    page = make_case("定型机余热回收")
    PublishedAnswer.objects.create(
        page=page, question_zh=f"{MARK}？", answer_zh=MARK, answered_by="editors", answered_on=timezone.localdate()
    )
    the_workers_minute()
    forget_caches()

    assert MARK in words(client, page.url)
    assert found(client, MARK)["total"] == 1


def test_nor_does_a_registration_for_a_visit(client: Client) -> None:
    visit = make_visit()
    addresses = (visit.url, "/visits/", "/", "/sitemap.xml", f"/visits/{visit.pk}/calendar.ics", "/visits/calendar.ics")
    personal = dict.fromkeys(("name", "employer", "email", "remark"), f"{MARK}@example.org")
    VisitRegistration.objects.create(visit=visit, address_hash="a", confirmed_at=timezone.now(), turn=1, **personal)
    the_workers_minute()
    forget_caches()

    assert [address for address in addresses if MARK in words(client, address)] == []


def test_the_addresses_of_the_site_are_found() -> None:
    found = set(plain_addresses())

    assert {"/matrix.csv", "/search/", "/sitemap.xml", "/register/statistics/", "/for-your-plant/"} <= found
    assert not any("admin" in address for address in found)
