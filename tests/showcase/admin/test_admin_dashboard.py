"""The first page after logging in: what waits for each role, in piles, and what may be begun."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from portal.admin import desk
from search.models import ParkedSubject, ZeroResultQuery
from showcase.enterprises.merges import MergeProposal
from showcase.freshness.models import interval
from showcase.objections.models import Objection
from tests.factories import make_announcement, make_case, make_enterprise, make_translation, make_user, section

pytestmark = pytest.mark.django_db

CONTACTS = {"office_contact": "0591-1", "discipline_contact": "0591-2", "basis": "official_page"}


def home_of(client, user):
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def piles_of(user):
    return {pile.name: pile for pile in desk.piles(user)}


def draft(title, **fields):
    case = make_case(title, live=False, has_unpublished_changes=True, **fields)
    case.save_revision(user=fields.get("owner"))
    return case


def submitted(title, author):
    case = draft(title, owner=author)
    return case, Workflow.objects.get(name="三审").start(case, author)


def proposal(title, days):
    until = timezone.now() + timedelta(days=days)
    return make_announcement(title, kind="proposal", live=True, objections_until=until, **CONTACTS)


# What waits ----------------------------------------------------------------------------------------------


def test_own_drafts_are_listed_and_those_of_others_are_not(client):
    user = make_user("contributor")
    draft("我的草稿", owner=user)
    draft("别人的草稿")

    text = home_of(client, user)

    assert "我的草稿" in text
    assert "别人的草稿" not in text


def test_a_submission_waits_for_a_reviewer_and_not_for_its_author(client):
    author, reviewer = make_user("editor"), make_user("editor")
    case, _review = submitted("送审的案例", author)

    assert [line.title for line in piles_of(reviewer)["reviews"].first] == [case.title]
    assert piles_of(reviewer)["reviews"].first[0].note == "初审"
    assert "reviews" not in piles_of(author)
    assert [line.title for line in piles_of(author)["in-review"].first] == [case.title]
    assert "drafts" not in piles_of(author), "what is in review is no longer a draft to go on with"


def test_a_reviewer_of_the_first_stage_has_nothing_to_do_in_the_second(client):
    author, first, second = make_user("editor"), make_user("publisher"), make_user("publisher")
    _case, review = submitted("送审的案例", author)
    review.current_task_state.approve(user=first)

    assert "reviews" not in piles_of(first)
    assert piles_of(second)["reviews"].first[0].note == "复审"


def test_what_is_sent_back_stands_with_the_words_of_the_reviewer(client):
    author = make_user("editor")
    _case, review = submitted("退回的案例", author)
    review.current_task_state.reject(user=make_user("publisher"), comment="请补充投资额的来源。")

    text = home_of(client, author)

    assert "退回的案例" in text
    assert "请补充投资额的来源。" in text
    assert {"in-review", "drafts"} & set(piles_of(author)) == set()


def test_open_notices_are_shown_until_their_window_ends(client):
    proposal("窗口还开着", 3)
    proposal("窗口已关", -3)

    text = home_of(client, make_user("list officer"))

    assert "窗口还开着" in text
    assert "窗口已关" not in text


def test_a_story_waits_for_confirmation_thirty_days_before_its_date_and_until_one_click_confirms_it(client):
    today = timezone.localdate()
    make_case("一年多前确认", confirmed_on=today - interval() - timedelta(days=1))
    make_case("快到一年", confirmed_on=today - interval() + timedelta(days=30))
    make_case("还早", confirmed_on=today - interval() + timedelta(days=31))
    make_case("从未确认", confirmed_on=None)
    draft("没有发布", confirmed_on=today - interval() * 2)
    publisher = make_user("publisher")

    found = piles_of(publisher)["due"]

    assert [line.title for line in found.first] == ["一年多前确认", "快到一年"]
    assert found.oldest == today - timedelta(days=1)
    assert "due" not in piles_of(make_user("contributor"))
    assert "csrfmiddlewaretoken" in home_of(client, publisher)
    client.post(found.first[0].post)
    assert [line.title for line in piles_of(publisher)["due"].first] == ["快到一年"]


def test_a_published_story_without_an_english_page_waits_for_those_who_translate(client):
    case = make_case("没有英文版的案例")
    make_translation(make_case("有英文版的案例"))
    make_case("草稿", live=False)
    editor, contributor = make_user("editor"), make_user("contributor")

    assert piles_of(editor)["without_english"].count == 1
    assert reverse("english_version", args=[case.pk]) in home_of(client, editor)
    assert "without_english" not in piles_of(contributor)

    make_translation(case, live=False)
    assert "without_english" not in piles_of(editor)


def test_objections_are_counted_for_those_who_handle_them_and_for_nobody_else(client):
    notice = proposal("有异议的公示", 3)
    Objection.objects.create(announcement=notice, number="A", key="0" * 32, digest="", received_at=timezone.now())

    found = piles_of(make_user("objection handler"))

    assert (found["objections"].count, found["objections"].first) == (1, [])
    for role in ("contributor", "editor", "publisher", "list officer", "vocabulary editor", "administrator"):
        assert "objections" not in piles_of(make_user(role))


def test_proposed_merges_wait_for_those_who_may_merge(client):
    notice = make_announcement(entries=[make_enterprise()], live=True)
    MergeProposal.objects.create(
        named=make_enterprise("甲公司"), other=make_enterprise("乙公司"), entry=notice.entries.get()
    )

    assert [line.title for line in piles_of(make_user("list officer"))["merges"].first] == ["甲公司 = 乙公司?"]
    assert "merges" not in piles_of(make_user("editor"))


def test_texts_that_readers_lately_did_not_find_are_counted_together(client):
    today = timezone.localdate()
    for day, text, times in ((0, "氢冶金", 3), (1, "氢冶金", 4), (2, "绿电", 5), (30, "很久以前", 90)):
        ZeroResultQuery.objects.create(day=today - timedelta(days=day), digest=text, text=text, times=times, found=0)

    found = piles_of(make_user("editor"))["not-found"]

    assert [(line.title, line.note) for line in found.first] == [("氢冶金", "7 次"), ("绿电", "5 次")]
    assert (found.count, found.oldest) == (2, today - timedelta(days=2))
    assert "not-found" not in piles_of(make_user("list officer"))


# How it is shown -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["contributor", "list officer", "vocabulary editor", "objection handler"])
def test_one_calm_sentence_stands_where_nothing_waits(client, role):
    text = home_of(client, make_user(role))

    assert "desk-nothing" in text
    assert "desk-pile" not in text


def test_a_pile_shows_its_first_lines_how_many_there_are_and_the_way_to_all(client):
    user = make_user("contributor")
    titles = [f"草稿{number}" for number in range(desk.SHOWN + 2)]
    for title in titles:
        draft(title, owner=user)

    text = home_of(client, user)
    whole = client.get(reverse("desk_pile", args=["drafts"])).content.decode()

    assert len(re.findall(r"草稿\d", text)) == desk.SHOWN
    assert f'<span class="desk-count">{len(titles)}</span>' in text
    assert reverse("desk_pile", args=["drafts"]) in text
    assert all(title in whole for title in titles)


def test_the_whole_of_a_pile_is_of_its_user_alone(client):
    draft("别人的草稿", owner=make_user("editor"))
    client.force_login(make_user("publisher"))

    answer = client.get(reverse("desk_pile", args=["drafts"]))

    assert answer.status_code == 200
    assert "别人的草稿" not in answer.content.decode()
    assert client.get(reverse("desk_pile", args=["no-such-pile"])).status_code == 404


def test_wagtails_own_panels_do_not_repeat_what_the_piles_say(client):
    author, reviewer = make_user("editor"), make_user("publisher")
    submitted("送审的案例", author)

    assert home_of(client, reviewer).count("送审的案例") == 1
    assert home_of(client, author).count("送审的案例") == 1


def test_the_first_page_costs_the_same_however_much_waits(client):
    reviewer, author = make_user("administrator"), make_user("editor")
    reviewer.groups.add(Group.objects.get(name="publisher"))

    def some(number):
        case = make_case(f"案例{number}", confirmed_on=timezone.localdate() - interval() * 2)
        make_translation(case, title=f"Case {number}")
        submitted(f"送审{number}", author)
        draft(f"草稿{number}", owner=reviewer)
        proposal(f"公示{number}", 3)
        ParkedSubject.objects.create(subject=case.story_id, error="ValueError", next_attempt=timezone.now())

    def queries():
        home_of(client, reviewer)  # fills the caches of sites and content types
        with CaptureQueriesContext(
            connection,
        ) as found:
            home_of(client, reviewer)
        return len(found)

    some(1)
    few = queries()
    for number in range(2, 5):
        some(number)

    assert queries() == few
    assert {"reviews", "drafts", "due", "not-searchable", "notices"} <= set(piles_of(reviewer))


# What may be begun ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "models"),
    [
        ("contributor", {"casestudypage"}),
        ("editor", {"casestudypage", "technologypage", "practicepage", "collectionpage"}),
        ("list officer", {"announcementpage"}),
        ("vocabulary editor", set()),
    ],
)
def test_each_role_is_offered_what_it_may_begin(client, role, models):
    text = home_of(client, make_user(role))
    kinds = {
        "casestudypage": "cases",
        "technologypage": "technologies",
        "practicepage": "practices",
        "collectionpage": "collections",
        "announcementpage": "notices",
    }

    offered = {
        model
        for model, slug in kinds.items()
        if reverse("wagtailadmin_pages:add", args=["showcase", model, section(slug).pk]) in text
    }

    assert offered == models
