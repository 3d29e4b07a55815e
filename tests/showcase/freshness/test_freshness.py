"""Stories are confirmed once a year, by an editor or the enterprise; an overdue one says so, and comes last."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.refusals import RefusedError
from search.index.models import Outbox
from search.index.source import records
from showcase.freshness.keeping import CHOSEN, CONFIRMED, choose, confirm, keep, pass_days
from showcase.freshness.mails import send_due
from showcase.freshness.models import StoryFreshness, interval
from showcase.models import SignOff, StoryPage
from showcase.signoff.asking import ask
from tests.factories import make_case, make_effect, make_translation, make_user
from tests.showcase.signoff.contact import ADDRESS, NAME
from tests.showcase.signoff.contact import confirm as confirmed_by_contact

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
YEAR = timedelta(days=365)
DAY = timedelta(days=1)


@pytest.fixture
def editor():
    return make_user("editor", email="editor@portal.example")


@pytest.fixture
def late():
    """A story whose confirmation has been overdue for ten days."""
    case = make_case("久未核对的余热回收", confirmed_on=TODAY() - YEAR - 10 * DAY)
    assert StoryFreshness.objects.get(page=case).is_overdue
    return case


def row(page):
    return StoryFreshness.objects.get(page=page.pk)


def in_days(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def page_of(client, page):
    cache.clear()
    return client.get(page.url).content.decode()


# Dates ---------------------------------------------------------------------------------------------------


def test_publishing_gives_a_story_its_date_and_a_later_change_does_not_move_it():
    case = make_case(confirmed_on=None)
    assert (row(case).confirmed_on, row(case).confirm_by) == (None, TODAY() + YEAR)

    with in_days(100):
        case.summary = "改了一个字。"
        case.save_revision().publish()

    assert row(case).confirm_by == TODAY() + YEAR


def test_ticked_facts_count_as_a_confirmation_on_publishing_with_who_and_when(client):
    publisher = make_user("publisher")
    case = make_case(confirmed_on=TODAY() - 300 * DAY)
    case = case.get_latest_revision().as_object()
    case.confirmed_on = TODAY()
    case.save_revision(user=publisher).publish(user=publisher)

    assert row(case).confirm_by == TODAY() + YEAR
    entry = PageLogEntry.objects.get(page=case.pk, action=CONFIRMED)
    assert (entry.user, entry.data) == (publisher, {"day": TODAY().isoformat()})


def test_a_draft_a_translation_and_a_day_to_come_confirm_nothing():
    draft = make_case(live=False, confirmed_on=TODAY())
    ahead = make_case(confirmed_on=TODAY() + 50 * DAY)
    translation = make_translation(ahead)
    pass_days()

    assert not StoryFreshness.objects.filter(page__in=[draft.pk, translation.pk]).exists()
    assert row(ahead).confirmed_on == TODAY()


def test_the_worker_gives_stories_from_before_their_date(late):
    StoryFreshness.objects.all().delete()

    assert (pass_days(), pass_days()) == (1, 0)
    assert row(late).is_overdue


def test_an_editor_sets_another_date_within_bounds(editor):
    case = make_case(confirmed_on=TODAY())

    choose(case, TODAY() + 10 * DAY, editor)

    assert row(case).confirm_by == TODAY() + 10 * DAY
    assert PageLogEntry.objects.get(page=case.pk, action=CHOSEN).user == editor
    for day in (TODAY(), TODAY() + 2 * interval() + DAY):
        with pytest.raises(RefusedError):
            choose(case, day, editor)


# Editors -------------------------------------------------------------------------------------------------


def test_one_click_of_an_editor_confirms_and_stands_in_the_history(client, late, editor):
    client.force_login(editor)
    address = reverse("freshness_confirm", args=[late.pk])

    assert client.get(address).status_code == 405
    assert row(late).is_overdue
    client.post(address)
    client.post(address)

    assert not row(late).is_overdue
    assert row(late).confirmed_on == TODAY()
    assert PageLogEntry.objects.get(page=late.pk, action=CONFIRMED).user == editor
    assert client.get(reverse("freshness", args=[late.pk])).context["history"][0][2] == editor.get_username()


@pytest.mark.parametrize("role", ["contributor", "list officer", "vocabulary editor", "objection handler", ""])
def test_nobody_else_confirms_asks_or_sets_a_date(client, late, role):
    client.force_login(make_user(role))

    for name in ("freshness", "freshness_confirm", "freshness_ask"):
        answer = client.post(reverse(name, args=[late.pk]), {"day": str(TODAY() + DAY)})
        assert answer.status_code in (302, 403)
    assert row(late).is_overdue
    assert not SignOff.objects.exists()


def test_a_date_outside_the_bounds_is_refused_at_its_field(client, late, editor):
    client.force_login(editor)

    answer = client.post(reverse("freshness", args=[late.pk]), {"day": str(TODAY() + 3 * YEAR)})

    assert answer.status_code == 400
    assert "day" in answer.context["form"].errors


# Mails ---------------------------------------------------------------------------------------------------


def test_editor_and_contact_get_a_mail_thirty_days_before_and_on_the_day_and_none_else(client, editor):
    case = make_case("定型机余热回收", confirmed_on=TODAY(), owner=editor)
    other = make_case("中水回用", confirmed_on=TODAY(), owner=editor)
    confirmed_by_contact(client, ask(case, name=NAME, email=ADDRESS, language="zh-hans", days=14, user=editor))
    mail.outbox.clear()

    sent = []
    for days in (334, 335, 336, 364, 365, 366, 400):
        with in_days(days):
            send_due()
            sent.append(sorted(letter.to[0] for letter in mail.outbox))
            mail.outbox.clear()

    both = [ADDRESS, editor.email]
    assert sent == [[], both, [], [], both, [], []]
    assert other.pk in StoryFreshness.objects.exclude(due_sent_for=None).values_list("pk", flat=True)


def test_an_editor_who_may_no_longer_edit_gets_no_mail(editor):
    make_case(confirmed_on=TODAY() - YEAR, owner=editor)
    editor.groups.clear()

    send_due()

    assert mail.outbox == []


# The enterprise ------------------------------------------------------------------------------------------


@pytest.fixture
def recheck(client, late, editor):
    """The link that the contact of the overdue story was sent."""
    first = ask(late, name=NAME, email=ADDRESS, language="en", days=14, user=editor)
    late.get_latest_revision().publish()
    send_due()
    return SignOff.objects.exclude(pk=first.pk).get()


def test_the_contact_reads_the_published_page_and_confirms_it_by_a_post(client, late, recheck):
    letter = next(one for one in reversed(mail.outbox) if one.to == [ADDRESS])
    assert letter.subject == f"Is this page still correct? {late.title}"
    link = re.search(r"https?://\S+/en/sign-off/\S+", letter.body)[0]
    assert "Published page" in client.get(link.replace("http://127.0.0.1", "")).content.decode()
    assert row(late).is_overdue

    confirmed_by_contact(client, recheck)

    assert not row(late).is_overdue
    assert row(late).confirmed_on == TODAY()


def test_a_confirmation_of_what_the_page_no_longer_says_confirms_nothing(client, late, recheck):
    late = late.get_latest_revision().as_object()
    late.effects = [make_effect(printed="每年节约标准煤1200吨")]
    late.save_revision().publish()

    confirmed_by_contact(client, recheck)

    assert row(late).is_overdue


def test_the_same_request_is_sent_again_and_one_of_another_version_ends(client, late, recheck, editor):
    client.force_login(editor)
    address = reverse("freshness_ask", args=[late.pk])

    client.post(address)
    assert SignOff.objects.filter(is_recheck=True).count() == 1
    late = late.get_latest_revision().as_object()
    late.summary = "新的摘要。"
    late.save_revision().publish()
    client.post(address)

    states = [(one.is_recheck, one.state()) for one in SignOff.objects.filter(is_recheck=True).order_by("pk")]
    assert [str(state) for _recheck, state in states] == ["revoked", "open"]


# Readers -------------------------------------------------------------------------------------------------


def test_readers_see_the_day_and_that_it_is_overdue_in_both_languages_until_it_is_confirmed(client, late, editor):
    translation = make_translation(late)
    day = "Last confirmed on"
    assert day in page_of(client, translation)
    assert "confirmation overdue" in page_of(client, translation)
    cases = client.get(late.get_parent().url)
    assert [card.overdue for card in cases.context["cards"]] != [""]

    confirm(late, editor)

    assert "confirmation overdue" not in page_of(client, translation)


def test_an_overdue_story_comes_last_in_lists_and_the_index_learns_of_it_when_the_day_passes():
    newest = make_case("最新", confirmed_on=TODAY() - YEAR)
    make_case("较早", confirmed_on=TODAY(), first_published_at=timezone.now() - 9 * DAY)
    titles = [page.title for page in StoryPage.objects.published().newest_first()]
    assert titles == ["最新", "较早"]
    Outbox.objects.all().delete()

    with in_days(1):
        pass_days()
        titles = [page.title for page in StoryPage.objects.published().newest_first()]
        assert titles == ["较早", "最新"]
        assert list(Outbox.objects.values_list("story_id", flat=True)) == [newest.story_id]
        assert records([newest.story_id])[newest.story_id].is_overdue
        keep(newest)
        assert Outbox.objects.count() == 1
