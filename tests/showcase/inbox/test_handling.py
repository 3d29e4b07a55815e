"""The editors' side: who sees corrections, how one is closed, and what of it stays."""

from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from portal.admin import desk
from showcase.models import Submission
from tests.factories import make_announcement, make_case, make_superuser, make_translation, make_user
from tests.portal.admin_views import opens
from tests.showcase.inbox.senders import EMAIL, RIGHT, WRONG, received

pytestmark = pytest.mark.django_db

HANDLERS = ("editor", "publisher", "administrator")
OTHERS = ("contributor", "list officer", "vocabulary editor", "objection handler")
CLOSE = {"decision": "accepted", "remark": "已按年报改正。"}


@pytest.fixture
def page():
    return make_case("示例案例")


@pytest.fixture
def found(page):
    return received(page)


def signed_in(client, role):
    user = make_user(role)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


def detail(found) -> str:
    return reverse("inbox_detail", args=[found.pk])


def decide(found) -> str:
    return reverse("inbox_act", args=[found.pk, "decide"])


def text_of(answer) -> str:
    return answer.content.decode()


# Who -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", HANDLERS)
def test_who_may_change_the_page_sees_and_closes(client, page, found, role):
    user = signed_in(client, role)

    listed, shown = text_of(client.get(reverse("inbox"))), text_of(client.get(detail(found)))
    client.post(decide(found), CLOSE)

    assert found.number in listed
    for word in (WRONG, RIGHT, EMAIL):
        assert word not in listed
        assert word in shown
    for text in (listed, shown):
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    again = Submission.objects.get(pk=found.pk)
    assert (again.state, again.owner) == ("accepted", user)
    assert again.handled_at is not None
    assert (again.steps.last().action, again.steps.last().text) == ("accepted", CLOSE["remark"])


def test_corrections_of_an_english_page_are_the_editors_too(client, page):
    found = received(make_translation(page))
    signed_in(client, "editor")

    assert found.number in text_of(client.get(reverse("inbox")))
    assert WRONG in text_of(client.get(detail(found)))


@pytest.mark.parametrize("role", OTHERS)
def test_everybody_else_is_refused(client, found, role):
    user = signed_in(client, role)

    for address in (reverse("inbox"), detail(found)):
        assert not opens(client, address)
        assert WRONG not in text_of(client.get(address, follow=True))
    client.post(decide(found), CLOSE)
    assert Submission.objects.get().state == "new"
    assert "inbox" not in {pile.name for pile in desk.piles(user)}


def test_readers_without_an_account_or_a_role_are_sent_to_sign_in(client, found):
    sign_in = [client, Client()]
    client.force_login(make_user())
    for browser, address in product(sign_in, (reverse("inbox"), detail(found))):
        answer = browser.get(address)
        assert answer.status_code == 302
        assert "/admin/login/" in answer.url


def test_an_author_who_only_adds_pages_sees_no_correction_of_their_published_story(client):
    author = signed_in(client, "contributor")
    found = received(make_case(owner=author))

    assert not opens(client, detail(found))


def test_a_page_that_the_user_may_not_change_hides_its_corrections_from_list_and_pile(client, page, found):
    user = signed_in(client, "editor")
    user.groups.get().page_permissions.exclude(page__slug="practices").delete()

    assert found.number not in text_of(client.get(reverse("inbox")))
    assert client.get(detail(found)).status_code == 404
    assert client.post(decide(found), CLOSE).status_code == 404
    assert "inbox" not in {pile.name for pile in desk.piles(user)}
    assert Submission.objects.get().state == "new"


# Closing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["accepted", "declined"])
def test_the_history_of_the_page_keeps_the_decision_and_not_a_word_of_the_reader(client, page, found, state):
    user = signed_in(client, "editor")
    client.post(decide(found), {**CLOSE, "decision": state})

    entry = PageLogEntry.objects.filter(page=page.pk, action__startswith="showcase.correction").get()
    assert entry.action == f"showcase.correction.{state.removesuffix('ed').replace('declin', 'decline')}"
    assert (entry.user, entry.data) == (user, {})
    history = text_of(client.get(reverse("wagtailadmin_pages:history", args=[page.pk])))
    assert f"Correction of a reader {state}" in history


def test_one_that_is_closed_stays_as_it_was_decided(client, found):
    signed_in(client, "editor")
    client.post(decide(found), CLOSE)

    answer = client.post(decide(found), {"decision": "declined", "remark": "后来的意见。"}, follow=True)

    assert "closed already" in text_of(answer)
    again = Submission.objects.get()
    assert (again.state, again.steps.count()) == ("accepted", 2)
    assert CLOSE["remark"] in text_of(client.get(detail(found)))
    assert "<form method" not in text_of(client.get(detail(found))).split("<main")[-1]


@pytest.mark.parametrize("form", [{}, {"decision": "accepted"}, {"decision": "open", "remark": "还没有看。"}])
def test_a_decision_without_remark_or_of_another_kind_is_not_stored(client, found, form):
    signed_in(client, "editor")

    answer = client.post(decide(found), form)

    assert answer.status_code == 400
    assert WRONG in text_of(answer)
    assert Submission.objects.get().state == "new"
    assert not PageLogEntry.objects.filter(action__startswith="showcase.correction").exists()


def test_what_was_sent_runs_nothing(client, page):
    found = received(page, wrong="<script>alert(1)</script> 有错")
    signed_in(client, "editor")

    assert "<script>alert(1)" not in text_of(client.get(detail(found)))


# List and first page -------------------------------------------------------------------------------------


def test_the_list_shows_one_state_and_pages_by_fifty(client, page, found):
    signed_in(client, "editor")
    rows = [
        Submission(kind="correction", page=page, number=f"COR-2026-{n}", digest=str(n), content="{}") for n in range(60)
    ]
    Submission.objects.bulk_create(rows)
    Submission.objects.filter(pk=found.pk).update(state="declined", handled_at=timezone.now())

    assert len(client.get(reverse("inbox")).context["lines"]) == 50
    assert len(client.get(reverse("inbox"), {"page": "2"}).context["lines"]) == 10
    assert len(client.get(reverse("inbox"), {"page": "2", "state": ""}).context["lines"]) == 11
    declined = client.get(reverse("inbox"), {"state": "declined"}).context["lines"]
    assert [line.row for line in declined] == [found]


def test_the_list_costs_the_same_queries_for_thirty_as_for_one(client, found):
    user = signed_in(client, "editor")
    handled = {"state": "waiting", "owner": user}
    Submission.objects.update(**handled)
    client.get(reverse("inbox"))

    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse("inbox"))
    pages = [make_case() for _number in range(3)]
    rows = [
        Submission(kind="correction", page=pages[n % 3], number=f"COR-{n}", digest=str(n), content="{}", **handled)
        for n in range(30)
    ]
    Submission.objects.bulk_create(rows)
    client.get(reverse("inbox"))
    with CaptureQueriesContext(connection) as thirty:
        client.get(reverse("inbox"))

    assert len(thirty) == len(one)


def test_what_is_open_waits_on_the_first_page_of_its_editors(client, page, found):
    closed = received(page, wrong="另一处。")
    Submission.objects.filter(pk=closed.pk).update(state="accepted", handled_at=timezone.now())
    user = signed_in(client, "editor")

    pile = next(pile for pile in desk.piles(user) if pile.name == "inbox")
    text = text_of(client.get(reverse("wagtailadmin_home")))

    assert (pile.count, pile.oldest, pile.whole) == (1, found.received_at, f"{reverse('inbox')}?state=new")
    assert [(line.title, line.url) for line in pile.first] == [("示例案例", detail(found))]
    assert "Sent in by readers" in text
    assert WRONG not in text


def test_a_superuser_sees_all(client, found):
    make_announcement(live=True)
    client.force_login(make_superuser())

    assert found.number in text_of(client.get(reverse("inbox")))
