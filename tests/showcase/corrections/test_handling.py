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
from showcase.models import Correction
from tests.factories import make_announcement, make_case, make_superuser, make_translation, make_user
from tests.portal.admin_views import opens
from tests.showcase.corrections.senders import EMAIL, RIGHT, WRONG, received

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
    return reverse("correction_detail", args=[found.pk])


def text_of(answer) -> str:
    return answer.content.decode()


# Who -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", HANDLERS)
def test_who_may_change_the_page_sees_and_closes(client, page, found, role):
    user = signed_in(client, role)

    listed, shown = text_of(client.get(reverse("corrections"))), text_of(client.get(detail(found)))
    client.post(detail(found), CLOSE)

    assert found.number in listed
    for word in (WRONG, RIGHT, EMAIL):
        assert word not in listed
        assert word in shown
    for text in (listed, shown):
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    again = Correction.objects.get(pk=found.pk)
    assert (again.state, again.remark, again.handled_by) == ("accepted", CLOSE["remark"], user)
    assert again.handled_at is not None


def test_corrections_of_an_english_page_are_the_editors_too(client, page):
    found = received(make_translation(page))
    signed_in(client, "editor")

    assert found.number in text_of(client.get(reverse("corrections")))
    assert WRONG in text_of(client.get(detail(found)))


@pytest.mark.parametrize("role", OTHERS)
def test_everybody_else_is_refused(client, found, role):
    user = signed_in(client, role)

    for address in (reverse("corrections"), detail(found)):
        assert not opens(client, address)
        assert WRONG not in text_of(client.get(address, follow=True))
    client.post(detail(found), CLOSE)
    assert Correction.objects.get().state == "open"
    assert "corrections" not in {pile.name for pile in desk.piles(user)}


def test_readers_without_an_account_or_a_role_are_sent_to_sign_in(client, found):
    sign_in = [client, Client()]
    client.force_login(make_user())
    for browser, address in product(sign_in, (reverse("corrections"), detail(found))):
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

    assert found.number not in text_of(client.get(reverse("corrections")))
    assert client.get(detail(found)).status_code == 404
    assert client.post(detail(found), CLOSE).status_code == 404
    assert "corrections" not in {pile.name for pile in desk.piles(user)}
    assert Correction.objects.get().state == "open"


# Closing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["accepted", "declined"])
def test_the_history_of_the_page_keeps_the_decision_and_not_a_word_of_the_reader(client, page, found, state):
    user = signed_in(client, "editor")
    client.post(detail(found), {**CLOSE, "decision": state})

    entry = PageLogEntry.objects.filter(page=page.pk, action__startswith="showcase.correction").get()
    assert entry.action == f"showcase.correction.{state.removesuffix('ed').replace('declin', 'decline')}"
    assert (entry.user, entry.data) == (user, {})
    history = text_of(client.get(reverse("wagtailadmin_pages:history", args=[page.pk])))
    assert f"Correction of a reader {state}" in history


def test_one_that_is_closed_stays_as_it_was_decided(client, found):
    signed_in(client, "editor")
    client.post(detail(found), CLOSE)

    answer = client.post(detail(found), {"decision": "declined", "remark": "后来的意见。"}, follow=True)

    assert "closed already" in text_of(answer)
    again = Correction.objects.get()
    assert (again.state, again.remark) == ("accepted", CLOSE["remark"])
    assert CLOSE["remark"] in text_of(client.get(detail(found)))
    assert "<form method" not in text_of(client.get(detail(found))).split("<main")[-1]


@pytest.mark.parametrize("form", [{}, {"decision": "accepted"}, {"decision": "open", "remark": "还没有看。"}])
def test_a_decision_without_remark_or_of_another_kind_is_not_stored(client, found, form):
    signed_in(client, "editor")

    answer = client.post(detail(found), form)

    assert answer.status_code == 400
    assert WRONG in text_of(answer)
    assert Correction.objects.get().state == "open"
    assert not PageLogEntry.objects.filter(action__startswith="showcase.correction").exists()


def test_what_was_sent_runs_nothing(client, page):
    found = received(page, wrong="<script>alert(1)</script> 有错")
    signed_in(client, "editor")

    assert "<script>alert(1)" not in text_of(client.get(detail(found)))


# List and first page -------------------------------------------------------------------------------------


def test_the_list_shows_one_state_and_pages_by_fifty(client, page, found):
    signed_in(client, "editor")
    rows = [Correction(page=page, number=f"COR-2026-{n}", digest=str(n), wrong="错") for n in range(60)]
    Correction.objects.bulk_create(rows)
    Correction.objects.filter(pk=found.pk).update(state="declined", handled_at=timezone.now())

    assert len(client.get(reverse("corrections")).context["lines"]) == 50
    assert len(client.get(reverse("corrections"), {"page": "2"}).context["lines"]) == 11
    assert [row for row, _day in client.get(reverse("corrections"), {"state": "declined"}).context["lines"]] == [found]


def test_the_list_costs_the_same_queries_for_thirty_as_for_one(client, found):
    user = signed_in(client, "editor")
    handled = {"state": "accepted", "handled_by": user, "handled_at": timezone.now()}
    Correction.objects.update(**handled)
    client.get(reverse("corrections"))

    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse("corrections"))
    pages = [make_case() for _number in range(3)]
    rows = [Correction(page=pages[n % 3], number=f"COR-{n}", digest=str(n), wrong="错", **handled) for n in range(30)]
    Correction.objects.bulk_create(rows)
    client.get(reverse("corrections"))
    with CaptureQueriesContext(connection) as thirty:
        client.get(reverse("corrections"))

    assert len(thirty) == len(one)


def test_what_is_open_waits_on_the_first_page_of_its_editors(client, page, found):
    closed = received(page, wrong="另一处。")
    Correction.objects.filter(pk=closed.pk).update(state="accepted", handled_at=timezone.now())
    user = signed_in(client, "editor")

    pile = next(pile for pile in desk.piles(user) if pile.name == "corrections")
    text = text_of(client.get(reverse("wagtailadmin_home")))

    assert (pile.count, pile.oldest, pile.whole) == (1, found.received_at, f"{reverse('corrections')}?state=open")
    assert [(line.title, line.url) for line in pile.first] == [("示例案例", detail(found))]
    assert "Corrections from readers" in text
    assert WRONG not in text


def test_a_superuser_sees_all(client, found):
    make_announcement(live=True)
    client.force_login(make_superuser())

    assert found.number in text_of(client.get(reverse("corrections")))
