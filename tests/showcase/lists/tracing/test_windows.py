"""A final list waits until objections to its proposal are over, or says why not; no decision shortens a window."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from time_machine import travel

from portal.refusals import RefusedError
from showcase.lists.notice_state import NoticeFacts, notice_state, window_runs
from showcase.models import AnnouncementPage, ListingEvent
from tests import factories as make
from tests.showcase.objections import senders

UNTIL = senders.UNTIL  # 27 November 2026, 17:30 in Fujian
REASON = "省政府会议要求提前公布。"


def proposal(unit="甲厂", **fields):
    values = {"kind": "proposal", "basis": "official_page", "objections_until": UNTIL, "batch": "", **senders.CONTACTS}
    return make.make_announcement("示例公示", entries=[unit], live=True, **{**values, **fields})


def final(**fields):
    return make.make_announcement("示例公布", entries=["甲厂"], basis="official_file", **fields)


def publish_by_code(page):
    page.save_revision().publish()


def publish_by_saving(page):
    page.live = True
    page.save()


def publish_in_bulk(page):
    from django.test import Client

    client = Client()
    client.force_login(make.make_superuser(f"root-{page.pk}"))
    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={page.pk}")
    if not AnnouncementPage.objects.get(pk=page.pk).live:
        raise RefusedError("示例公示")


def publish_scheduled(page):
    page.go_live_at = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    page.save_revision().publish()


ROUTES = [publish_by_code, publish_by_saving, publish_in_bulk, publish_scheduled]


@pytest.mark.django_db
@travel(senders.OPEN, tick=False)
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_a_final_list_is_not_published_while_the_window_of_its_proposal_runs(route):
    proposal()
    page = final()

    with pytest.raises(RefusedError, match="示例公示"):
        route(page)

    assert not AnnouncementPage.objects.get(pk=page.pk).live
    assert not ListingEvent.objects.filter(announcement=page).exists()


@pytest.mark.django_db
@travel(senders.OPEN, tick=False)
@pytest.mark.parametrize("route", ROUTES[:3], ids=lambda route: route.__name__)
def test_with_a_reason_it_is_and_both_languages_show_the_reason(client, route):
    make.make_translation(notice := proposal(), "Example proposal")
    page = final(early_reason=REASON, decides=notice)

    route(page)

    english = make.make_translation(AnnouncementPage.objects.get(pk=page.pk), "Example list")
    assert REASON in client.get(page.get_url()).content.decode()
    told = client.get(english.get_url()).content.decode()
    assert f'<dd lang="zh-hans">{REASON}' in " ".join(told.split()).replace(" >", ">")
    assert "Why it was published before the objection period of the proposal ended" in told


@pytest.mark.django_db
@travel(senders.OPEN, tick=False)
@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({}, True),
        ({"batch": "第五批"}, True),  # the proposal names no batch
        ({"year": 2025}, False),
        ({"level_code": "national"}, False),
        ({"kind": "adjustment"}, False),
        ({"is_example": True}, False),
        ({"programme_code": "green-park"}, False),
    ],
)
def test_only_a_final_list_of_the_same_kind_waits(fields, is_refused):
    proposal()
    page = final(**fields)

    if is_refused:
        with pytest.raises(RefusedError):
            publish_by_code(page)
    else:
        publish_by_code(page)
        assert AnnouncementPage.objects.get(pk=page.pk).live


@pytest.mark.django_db
@travel(senders.OPEN, tick=False)
def test_a_list_that_names_its_proposal_waits_for_it_whatever_else_differs():
    page = final(year=2025, decides=proposal())

    with pytest.raises(RefusedError):
        publish_by_code(page)


@pytest.mark.django_db
def test_a_list_may_be_scheduled_for_the_minute_after_and_is_dropped_where_the_window_grew(caplog):
    with travel(senders.OPEN, tick=False):
        notice, page = proposal(), final()
        page.go_live_at = UNTIL + dt.timedelta(minutes=1)
        page.save_revision().publish()
        notice = AnnouncementPage.objects.get(pk=notice.pk)
        notice.objections_until, notice.change_reason = UNTIL + dt.timedelta(days=3), "系统故障，延长公示。"
        notice.save_revision().publish()

    with travel(UNTIL + dt.timedelta(minutes=2), tick=False):
        call_command("publish_scheduled", verbosity=0)

    assert not AnnouncementPage.objects.get(pk=page.pk).live
    assert "dropped" in caplog.text


@pytest.mark.django_db
@travel(senders.OPEN, tick=False)
def test_the_reason_stays_once_it_is_published_and_other_edits_are_free():
    page = final(early_reason=REASON, decides=proposal())
    publish_by_code(page)
    page = AnnouncementPage.objects.get(pk=page.pk)
    page.introduction = "改了一句。"
    publish_by_code(page)

    page.early_reason = ""
    with pytest.raises(RefusedError):
        publish_by_code(page)


@pytest.mark.django_db
def test_the_form_closes_by_the_printed_hour_alone_also_where_the_list_was_decided_early(client):
    with travel(senders.OPEN, tick=False):
        notice = senders.notice()
        publish_by_code(final(early_reason=REASON, decides=notice, effective_on=dt.date(2026, 11, 24)))
        assert client.get(senders.address(notice)).status_code == 200
        shown = client.get(notice.get_url()).context["banner"]
        assert (shown.state, shown.successor_title) == ("open", "示例公布")

    for seconds, status in ((0, 200), (1, 403)):
        with travel(UNTIL + dt.timedelta(seconds=seconds), tick=False):
            assert client.get(senders.address(notice)).status_code == status


MOMENTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31), timezones=st.just(dt.UTC))  # noqa: DTZ001


@given(until=MOMENTS, moment=MOMENTS, decided=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
def test_no_decision_makes_a_window_shorter_or_longer(until, moment, decided):
    facts = NoticeFacts("proposal", "official_page", objections_until=until, decided_on=decided)

    assert (notice_state(facts, moment).state == "open") == window_runs(facts, moment) == (moment <= until)


@pytest.mark.django_db
def test_the_hour_is_read_by_the_clock_in_china_whatever_zone_the_editor_has(client):
    from wagtail.users.models import UserProfile

    user = make.make_superuser()
    UserProfile.objects.create(user=user, current_time_zone="Europe/London")
    client.force_login(user)
    page = proposal()

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert 'value="2026-11-27 17:30"' in shown
