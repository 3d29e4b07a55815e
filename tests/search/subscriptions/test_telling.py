"""Subscribers are told of what is new: once, in their language, at once or weekly, never of what is not public."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from time_machine import travel
from wagtail.models import Page, PageViewRestriction

from search.finders.models import FinderPage, FinderTechnique
from search.index.drain import drain_patiently
from search.models import News, Outbox
from search.subscriptions import matching, telling
from search.subscriptions.models import Subscription
from tests.factories import (
    later,
    make_announcement,
    make_case,
    make_enterprise,
    make_translation,
    section,
    technique,
)
from tests.search.subscriptions.subscribers import ADDRESS, html_of, send, subscribed, told

pytestmark = pytest.mark.usefixtures("index")

MONDAY = dt.datetime(2026, 12, 7, 0, 0, tzinfo=dt.UTC)
"""Eight o'clock in Beijing."""


def waste_heat(title: str = "定型机余热回收", **fields: Any) -> Any:
    return make_case(title, **fields)


def test_an_alert_on_waste_heat_tells_of_its_chinese_name_too() -> None:
    technique("T02.01")
    subscribed(language="en", q="waste heat recovery")
    waste_heat("窑炉余热回收用于烘干")

    (letter,) = told()

    assert letter.to == [ADDRESS]
    assert "窑炉余热回收用于烘干" in letter.body


def test_nothing_is_sent_before_the_owner_of_the_address_confirms() -> None:
    send(q="余热")
    mail.outbox.clear()
    waste_heat()

    assert told() == []


def test_what_was_there_before_is_not_new_and_neither_is_a_change() -> None:
    old = waste_heat("早先的余热案例")
    subscribed(q="余热")
    old.title = "早先的余热案例，已更正"
    old.save_revision().publish()

    assert told() == []


def test_filters_narrow_what_is_told() -> None:
    subscribed(q="余热", technique=technique("T02.01").code)
    waste_heat(techniques=["T02.01"])
    waste_heat("余热的别种用法", techniques=["T08.03"])

    (letter,) = told()

    assert "定型机余热回收" in letter.body
    assert "别种用法" not in letter.body


def test_no_story_comes_twice_also_published_again_or_translated() -> None:
    subscribed(q="余热")
    subscribed("li.reader@example.org", "en", q="余热", kind="case")
    story = waste_heat()
    assert len(told()) == 2

    story.unpublish()
    story.save_revision().publish()
    make_translation(story, "Waste heat")
    drain_patiently()

    assert told() == []
    assert News.objects.count() == 1


def test_a_loose_match_is_not_reported() -> None:
    subscribed(q="余热 光伏 污泥")
    waste_heat()

    assert told() == []


def test_stories_of_one_round_come_in_one_mail_with_the_reason_and_a_way_to_end() -> None:
    subscribed(q="余热")
    waste_heat("甲厂余热")
    waste_heat("乙厂余热")

    (letter,) = told()

    text, html = letter.body, html_of(letter)
    for title in ("甲厂余热", "乙厂余热"):
        assert title in text
        assert title in html
    assert "“余热”" in text
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["List-Unsubscribe"].strip("<>") in text
    assert text.count("/end/") == 1


def test_a_mail_holds_no_picture_and_no_address_but_the_portals_own() -> None:
    subscribed(q="余热")
    waste_heat()

    (letter,) = told()

    assert not [tag for tag in ("<img", "<script", "<link", "style=") if tag in html_of(letter)]
    links = [part.split('"')[0] for part in html_of(letter).split('href="')[1:]]
    assert links
    assert all(link.startswith("http://127.0.0.1/") and "?url=" not in link for link in links)


def test_an_english_mail_marks_titles_that_are_only_chinese() -> None:
    subscribed(language="en", q="余热")
    waste_heat("只有中文的余热案例")
    make_translation(waste_heat("另一个余热案例"), "Heat recovered from dyeing")

    (letter,) = told()

    html = html_of(letter)
    assert '<html lang="en">' in html
    assert 'lang="zh-hans">只有中文的余热案例' in html
    assert ">Heat recovered from dyeing" in html
    assert "另一个余热案例" not in html
    assert "http://127.0.0.1/en/" in letter.body


def test_weekly_mails_come_on_monday_at_eight_in_beijing() -> None:
    with travel(MONDAY - dt.timedelta(days=4), tick=False):
        subscribed(q="余热", rhythm="weekly")
    with travel(MONDAY - dt.timedelta(days=3), tick=False):
        waste_heat("周五的余热")
        assert told() == []
    with travel(MONDAY - dt.timedelta(seconds=1), tick=False):
        waste_heat("周一早上的余热")
        assert told() == []

    with travel(MONDAY + dt.timedelta(seconds=1), tick=False):
        (letter,) = told()
        assert "周五的余热" in letter.body
        assert "周一早上的余热" in letter.body
        assert told() == []


def test_a_week_without_news_brings_no_mail_and_an_outage_is_caught_up_with_one() -> None:
    with travel(MONDAY - dt.timedelta(days=4), tick=False):
        subscribed(q="余热", rhythm="weekly")
    with travel(MONDAY + dt.timedelta(hours=1), tick=False):
        assert told() == []
        waste_heat()

    with travel(MONDAY + dt.timedelta(days=17), tick=False):  # no worker ran on two Mondays
        assert len(told()) == 1
        assert told() == []


@pytest.mark.parametrize("way", ["draft", "private", "expired", "unpublished"])
def test_what_is_not_public_is_never_told(way: str) -> None:
    subscribed(q="余热")
    story = waste_heat(live=way != "draft")
    if way == "private":
        PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    if way == "expired":
        type(story).objects.filter(pk=story.pk).update(expire_at=later(seconds=-1))
    if way == "unpublished":
        story.unpublish()
    drain_patiently()

    assert told() == []


def test_a_story_closed_after_it_was_noted_is_not_told() -> None:
    with travel(MONDAY - dt.timedelta(days=3), tick=False):
        subscribed(q="余热", rhythm="weekly")
    with travel(MONDAY - dt.timedelta(days=2), tick=False):
        story = waste_heat()
        assert told() == []
        assert News.objects.count() == 1
    PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)

    with travel(MONDAY + dt.timedelta(hours=1), tick=False):
        assert told() == []


def test_a_story_made_public_later_is_told_then() -> None:
    subscribed(q="余热")
    story = waste_heat()
    closed = PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    assert told() == []

    closed.delete()
    drain_patiently()

    assert len(told()) == 1


def test_a_story_waits_until_the_search_finds_it() -> None:
    subscribed(q="余热")
    story = waste_heat()
    Outbox.objects.create(story_id=story.story_id)
    assert told() == []

    drain_patiently()

    assert len(told()) == 1


def test_a_finder_is_told_of_within_its_presets_while_it_is_public() -> None:
    page = FinderPage(title="余热专题", slug="heat", live=False)
    section("cases").add_child(instance=page)
    page.technique_presets = [FinderTechnique(technique=technique("T02.01"))]
    page.save_revision().publish()
    subscribed(finder=page.translation_key)
    waste_heat(techniques=["T02.01"])
    waste_heat("别的案例", techniques=["T08.03"])

    (letter,) = told()

    assert "余热专题" in letter.subject
    assert "别的案例" not in letter.body
    Page.objects.get(pk=page.pk).specific.unpublish()
    waste_heat("又一个", techniques=["T02.01"])
    assert told() == []


def test_an_enterprise_is_told_of_with_its_stories_and_what_notices_say() -> None:
    unit = make_enterprise("示例纺织有限公司", "Example Textiles")
    make_announcement("早先的公布", entries=[unit], live=True)
    subscribed(enterprise=unit.number)
    assert told() == []
    waste_heat(enterprises=[unit])
    waste_heat("别家的余热")
    make_announcement("今年的公布", entries=[unit], live=True, year=2025)
    drain_patiently()

    (letter,) = told()

    assert "定型机余热回收" in letter.body
    assert "今年的公布" in letter.body
    assert "早先的公布" not in letter.body
    assert "别家的余热" not in letter.body
    assert told() == []


def test_a_turn_costs_one_question_for_the_same_search(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    for number in range(3):
        subscribed(f"reader{number}@example.org", q="余热")
    waste_heat()
    found = matching.strict_matches
    monkeypatch.setattr(matching, "strict_matches", lambda *args: asked.append(args) or found(*args))

    assert len(told()) == 3
    assert len(asked) == 1


def test_without_subscribers_the_worker_asks_one_question(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        telling.tell()
    assert Subscription.objects.count() == 0
    assert Client().get("/").status_code == 200
