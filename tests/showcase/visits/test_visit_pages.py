"""The pages of visits: what they show, in both languages, and that nothing that is not public is shown."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.refusals import RefusedError
from showcase.models import VisitPage
from tests.caching import forget_caches
from tests.factories import make_case, make_enterprise, make_translation
from tests.hidden import restrict
from tests.lists import section
from tests.visits import DAY, HOUR, change, make_registration, make_visit

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def page_of(client: Client, visit) -> str:
    forget_caches()
    return text_of(client.get(visit.get_url()))


# What is shown -------------------------------------------------------------------------------------------


def test_a_visit_says_when_where_who_invites_and_how_to_come(client: Client):
    host = make_enterprise("示例印染有限公司", "Example Dyeing")
    story = make_case("示例余热回收")
    visit = make_visit(
        "示例观摩", begins_at=dt.datetime(2030, 5, 6, 1, 0, tzinfo=dt.UTC), host=host, seats=30, stories=[story]
    )

    shown = page_of(client, visit)

    assert "2030年5月6日 09:00–12:00" in shown
    assert "泉州市晋江市示例路1号" in shown or "晋江市示例路1号" in shown
    assert f'href="{host.get_absolute_url()}"' in shown
    assert "示例余热回收" in shown
    assert f"/visits/{visit.pk}/register/" in shown
    assert f"/visits/{visit.pk}/calendar.ics" in shown


def test_the_english_page_has_its_own_words_and_the_facts_of_the_chinese_one(client: Client):
    visit = make_visit(begins_at=dt.datetime(2030, 5, 6, 1, 0, tzinfo=dt.UTC))
    english = make_translation(visit, "Open day", address="1 Example Road", organiser="Example Office", price="Free")

    shown = page_of(client, english)

    assert "6 May 2030, 09:00–12:00" in shown
    assert "1 Example Road" in shown
    assert f"/en/visits/{visit.pk}/register/" in shown
    assert "示例路" not in shown
    assert not english.story_items.exists()


@pytest.mark.parametrize(
    ("fields", "registered", "words"),
    [
        ({"registration_opens_at": timezone.now() + 2 * DAY}, 0, "registration opens at"),
        ({}, 1, "1 of 2 seats is free"),
        ({}, 2, "All seats are taken; the waiting list is open"),
        ({}, 3, "1 person is on the waiting list"),
        ({"is_cancelled": True, "cancellation_note": "因检修取消。"}, 0, "cancelled"),
        ({"in_days": -10}, 0, "over"),
    ],
    ids=["announced", "open", "full", "waiting", "cancelled", "over"],
)
def test_the_page_says_what_a_reader_can_do_now(client: Client, fields, registered, words):
    registrations = {} if registered else fields
    visit = make_visit(**registrations)
    for _one in range(registered):
        make_registration(visit)
    english = make_translation(visit, "Open day")

    shown = page_of(client, english)

    assert words.lower() in shown.lower()
    assert (f"/visits/{visit.pk}/register/" in shown) == bool(registered)


def test_coming_visits_stand_first_the_next_one_on_top_and_past_ones_below(client: Client):
    later, past, sooner = make_visit("较晚", in_days=20), make_visit("已过", in_days=-20), make_visit("较早", in_days=5)
    forget_caches()

    context = client.get(section("visits").get_url()).context

    assert [card.title for card in context["coming"]] == [sooner.title, later.title]
    assert [card.title for card in context["past"]] == [past.title]


def test_the_list_costs_the_same_queries_for_five_visits_as_for_one(client: Client):
    address = section("visits", "en").get_url()

    def queries() -> int:
        forget_caches()
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    make_registration(make_visit(host=make_enterprise()))
    queries()  # what a process reads once
    one = queries()
    for _one in range(4):
        make_registration(make_visit(host=make_enterprise()))

    assert queries() == one


def test_a_story_and_an_enterprise_name_the_public_visits_to_come(client: Client):
    host, story = make_enterprise(), make_case()
    make_visit("示例开放日", host=host, stories=[story])
    make_visit("示例往年", host=host, stories=[story], in_days=-20)
    restrict(make_visit("示例内部", host=host, stories=[story]))
    forget_caches()

    for address in (host.get_absolute_url(), story.get_url()):
        assert [card.title for card in client.get(address).context["coming_visits"]] == ["示例开放日"]


# What machines read --------------------------------------------------------------------------------------


def test_search_engines_find_an_event_but_none_that_is_invented(client: Client):
    real, invented = make_visit(), make_visit(is_example=True)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page_of(client, real))

    data = json.loads(found[1])
    assert (data["@type"], data["name"], data["maximumAttendeeCapacity"]) == ("Event", real.title, 2)
    assert dt.datetime.fromisoformat(data["startDate"]) == real.begins_at
    assert data["eventStatus"].endswith("EventScheduled")
    assert '"@type": "Event"' not in page_of(client, invented)
    assert "虚构" in page_of(client, invented) or "Invented" in page_of(client, invented)


def test_the_calendar_holds_public_visits_and_says_which_are_cancelled(client: Client):
    make_visit("示例观摩甲"), make_visit("示例观摩乙", is_cancelled=True)
    make_visit("示例草稿", live=False), restrict(make_visit("示例内部"))
    make_visit("示例往年", in_days=-40)

    answer = client.get("/visits/calendar.ics")
    content = answer.content.decode().replace("\r\n ", "")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "示例观摩甲" in content
    assert "STATUS:CANCELLED" in content
    assert content.count("BEGIN:VEVENT") == 2
    for hidden in ("示例草稿", "示例内部", "示例往年"):
        assert hidden not in content


def test_a_calendar_is_not_sent_again_while_nothing_has_changed(client: Client):
    make_visit()
    first = client.get("/visits/calendar.ics")

    again = client.get("/visits/calendar.ics", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert client.get("/en/visits/calendar.ics")["ETag"] != first["ETag"]


def test_a_visit_is_in_the_sitemap_and_its_forms_are_not(client: Client):
    visit = make_visit()
    forget_caches()

    listed = client.get("/sitemap.xml").content.decode()

    assert visit.get_url() in listed
    assert f"{visit.url}register/" not in listed


# What is not public --------------------------------------------------------------------------------------


def test_nothing_of_a_visit_that_is_not_public_is_shown_anywhere(client: Client):
    draft, private = make_visit("示例草稿", live=False), make_visit("示例内部")
    restrict(private)
    expired = make_visit("示例过期")
    VisitPage.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - HOUR)
    forget_caches()

    shown = page_of(client, section("visits")) + client.get("/visits/calendar.ics").content.decode()
    shown += client.get("/sitemap.xml").content.decode()

    for visit in (draft, private, expired):
        assert visit.title not in shown
        assert visit.slug not in shown
        for address in ("register", "received"):
            assert client.get(f"/visits/{visit.pk}/{address}/").status_code == 404
        assert client.get(f"/visits/{visit.pk}/calendar.ics").status_code == 404


def test_a_host_and_stories_that_are_not_public_are_not_named(client: Client):
    story, host = make_case("示例内部案例"), make_enterprise("示例未公开企业", live=False)
    restrict(story)
    visit = make_visit(host=host, stories=[story])

    shown = page_of(client, visit)

    assert "示例内部案例" not in shown
    assert "示例未公开企业" not in shown


# What may be published -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_at": timezone.now()},
        {"registration_closes_at": timezone.now() + 100 * DAY},
        {"registration_opens_at": timezone.now() + 50 * DAY},
        {"seats": 0},
        {"organiser": ""},
        {"address": ""},
        {"region": None},
        {"expire_at": timezone.now() + DAY},
    ],
    ids=["ends before", "closes after", "opens after", "no seats", "nobody", "no address", "no region", "expires"],
)
def test_a_visit_that_lacks_something_is_not_published(fields):
    visit = make_visit(live=False)

    with pytest.raises(RefusedError):
        change(visit, **fields)


def test_seats_that_were_promised_are_not_taken_away():
    visit = make_visit(seats=3)
    for _one in range(3):
        make_registration(visit)

    with pytest.raises(RefusedError, match=r"3 people|3 人"):
        change(visit, seats=2)
    assert change(visit, seats=4).seats == 4
