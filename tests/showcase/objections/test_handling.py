"""The group's side: what it sees, what it leaves behind, and that nobody else sees anything."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import travel
from wagtail.users.models import UserProfile

from showcase.models import Objection, ObjectionAccess, ObjectionEvidence
from tests import factories
from tests.showcase.objections import senders

pytestmark = pytest.mark.django_db

OUTSIDERS = ("", "contributor", "editor", "publisher", "list officer", "vocabulary editor", "administrator")


@pytest.fixture(autouse=True)
def inside_the_window():
    with travel(senders.OPEN, tick=False):
        yield


@pytest.fixture
def handler(client):
    user = factories.make_user("objection handler")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


@pytest.fixture
def found():
    return senders.received(senders.notice(), evidence=[senders.upload("举报 照片.pdf")])


def addresses(found: Objection) -> dict[str, str]:
    file = ObjectionEvidence.objects.defer("name").get(objection=found)
    return {
        "list": reverse("objections"),
        "detail": reverse("objection_detail", args=[found.pk]),
        "change": reverse("objection_change", args=[found.pk]),
        "evidence": reverse("objection_evidence", args=[file.pk]),
    }


def text_of(answer) -> str:
    return answer.content.decode()


def done() -> list[str]:
    return list(ObjectionAccess.objects.order_by("pk").values_list("action", flat=True))


def test_the_list_shows_number_state_and_days_left_and_nothing_of_what_was_sent(handler, found):
    shown = text_of(handler.get(reverse("objections")))

    assert found.number in shown
    assert "2 days left" in shown
    assert "2027-05-26" in shown  # 180 days after 27 November 2026
    for word in (senders.NAME, senders.TEXT, senders.UNIT, "照片"):
        assert word not in shown


def test_the_detail_shows_what_was_sent_and_is_never_cached(handler, found):
    answer = handler.get(addresses(found)["detail"])

    for word in (senders.NAME, senders.TEXT, senders.UNIT, "13800000000", "举报 照片.pdf", "2 days left"):
        assert word in text_of(answer)
    assert "no-store" in answer["Cache-Control"]


def test_what_was_sent_runs_nothing(handler):
    found = senders.received(senders.notice(), text="<script>alert(1)</script> 请核查该企业")

    assert "<script>alert(1)" not in text_of(handler.get(reverse("objection_detail", args=[found.pk])))


def test_evidence_comes_as_a_download_of_the_same_bytes(handler, found):
    answer = handler.get(addresses(found)["evidence"])

    assert b"".join(answer.streaming_content) == senders.PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_evidence_that_is_missing_is_told(handler, found):
    ObjectionEvidence.objects.get().file.storage.erase(ObjectionEvidence.objects.get().file.name)

    answer = handler.get(addresses(found)["evidence"], follow=True)

    assert "missing from the evidence store" in text_of(answer)


def test_state_and_note_are_saved_and_every_step_is_remembered_with_who_and_when(handler, found):
    handler.get(reverse("objections"))
    handler.get(addresses(found)["detail"])
    handler.get(addresses(found)["evidence"])
    answer = handler.post(addresses(found)["change"], {"state": "answered", "note": "已电话答复"}, follow=True)
    handler.post(addresses(found)["change"], {"state": "answered", "note": "已电话答复"})

    found = Objection.objects.get()
    assert (found.state, found.note) == ("answered", "已电话答复")
    assert done() == ["listed", "read", "downloaded", "answered", "noted", "read"]
    assert {row.user.username[:17] for row in ObjectionAccess.objects.all()} == {"objection-handler"}
    assert "set it to answered" in text_of(answer)


@pytest.mark.parametrize(
    "fields", [{"state": "nonsense", "note": ""}, {"state": "", "note": "x" * 10_001}, {"note": "\x00"}]
)
def test_nonsense_changes_nothing(handler, found, fields):
    assert handler.post(addresses(found)["change"], fields).status_code == 302

    found = Objection.objects.get()
    assert (found.state, found.note) == ("new", "")


def test_a_receipt_number_finds_its_own_however_it_is_typed_and_a_wrong_one_is_told(handler, found):
    other = senders.received(senders.notice(), text="另一条异议，内容不同。")
    typed = found.number.replace("-", "").lower()

    shown = text_of(handler.get(reverse("objections"), {"number": typed}))
    assert found.number in shown
    assert other.number not in shown
    wrong = text_of(handler.get(reverse("objections"), {"number": "OBJ-2026-2222-2223"}))
    assert "This is not a receipt number" in wrong


def test_the_list_is_narrowed_by_announcement_and_state(handler, found):
    other = senders.received(senders.notice(), text="另一条异议，内容不同。")
    Objection.objects.filter(pk=other.pk).update(state="closed")

    by_state = text_of(handler.get(reverse("objections"), {"state": "closed"}))
    by_notice = text_of(handler.get(reverse("objections"), {"announcement": found.announcement_id}))

    assert (other.number in by_state, found.number in by_state) == (True, False)
    assert (other.number in by_notice, found.number in by_notice) == (False, True)


@pytest.mark.parametrize(
    "query", ["announcement=x", "announcement=9999999999999999999999", "state=x", "page=x", "page=99"]
)
def test_nonsense_in_the_address_shows_what_there_is(handler, found, query):
    assert handler.get(f"{reverse('objections')}?{query}").status_code == 200


def test_the_list_costs_the_same_for_any_number(handler):
    page = senders.notice()
    counts = []
    for n in (1, 4):
        for each in range(n):
            client = Client(REMOTE_ADDR=f"192.0.2.{n}{each}")
            assert senders.send(page, client, text=f"第{n}{each}条异议，各不相同。").status_code == 302
        handler.get(reverse("objections"))
        with CaptureQueriesContext(connection) as captured:
            handler.get(reverse("objections"))
        counts.append(len(captured))

    assert counts[0] == counts[1]


# Nobody else ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", OUTSIDERS)
def test_no_other_group_sees_or_does_any_of_it(client, found, role):
    client.force_login(factories.make_user(role))

    for name, address in addresses(found).items():
        answer = client.post(address, {"state": "closed", "note": "x"}) if name == "change" else client.get(address)
        assert answer.status_code == 302, name
        expected = reverse("wagtailadmin_home") if role else reverse("wagtailadmin_login")
        assert answer.url.split("?")[0] == expected
    assert (Objection.objects.get().state, done()) == ("new", [])


@pytest.mark.parametrize("name", ["list", "detail", "change", "evidence"])
def test_a_visitor_is_sent_to_the_login(client, found, name):
    address = addresses(found)[name]
    answer = client.post(address) if name == "change" else client.get(address)

    assert reverse("wagtailadmin_login") in answer.url
    assert done() == []


def test_the_menu_shows_the_entry_to_the_group_alone(client):
    for role, is_shown in (("objection handler", True), ("administrator", False), ("list officer", False)):
        client.force_login(factories.make_user(role))
        assert (reverse("objections") in text_of(client.get(reverse("wagtailadmin_home")))) is is_shown


def test_the_group_is_told_at_once_how_many_nobody_answered(handler, found):
    home = reverse("wagtailadmin_home")

    assert 'Objections without an answer <span class="desk-count">1</span>' in text_of(handler.get(home))
    handler.force_login(factories.make_user("list officer"))
    assert "Objections without an answer" not in text_of(handler.get(home))


def test_an_answered_objection_waits_no_more(handler, found):
    Objection.objects.update(state="answered")

    assert "Objections without an answer" not in text_of(handler.get(reverse("wagtailadmin_home")))


def test_a_superuser_may_look_and_is_remembered_too(admin_client, found):
    assert admin_client.get(addresses(found)["detail"]).status_code == 200
    assert done() == ["read"]


def test_the_group_does_nothing_but_handle_objections():
    group = factories.make_user("objection handler").groups.get()

    names = set(group.permissions.values_list("codename", flat=True))
    assert names == {"access_admin", "view_objection", "change_objection"}
    assert not Permission.objects.filter(codename__in=["add_objection", "delete_objection"]).exists()


def test_who_may_only_look_changes_nothing(client, found):
    user = factories.make_user("editor")
    user.user_permissions.add(Permission.objects.get(codename="view_objection"))
    client.force_login(user)

    assert "<textarea" not in text_of(client.get(addresses(found)["detail"]))
    client.post(addresses(found)["change"], {"state": "closed"})
    assert Objection.objects.get().state == "new"


def test_evidence_is_at_no_public_address(client, found):
    name = ObjectionEvidence.objects.get().file.name

    for address in (f"/media/{name}", f"/media/../objections/{name}", f"/documents/1/{name}", f"/static/{name}"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["list", "detail", "evidence"])
def test_looking_is_not_done_by_sending(handler, found, name):
    assert handler.post(addresses(found)[name]).status_code == 405


def test_nothing_changes_by_following_a_link(handler, found):
    assert handler.get(addresses(found)["change"]).status_code == 405


def test_the_search_of_the_admin_finds_no_objection(handler, found):
    shown = text_of(handler.get(reverse("wagtailadmin_home")))

    assert not re.search(re.escape(found.number), shown)
