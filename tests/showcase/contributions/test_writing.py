"""A contribution is begun by mail, written behind its link, resumed, submitted; until then it is the sender's alone."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from portal.admin import desk
from showcase.inbox.erasing import erase_due
from showcase.models import Submission
from tests.factories import industry, make_case, make_user, technique
from tests.showcase.contributions.senders import (
    EMAIL,
    ENTERPRISE,
    FIGURE,
    TEXTS,
    begin_fields,
    begun,
    content_of,
    latest,
    led_to,
    save,
    submitted,
)

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_says_what_a_good_case_holds_and_is_linked_from_footer_and_cases(client, prefix):
    make_case()

    answer = client.get(f"{prefix}/contribute/")

    assert answer.status_code == 200
    assert f'href="{prefix}/send/contribution/"' in text_of(answer)
    assert text_of(client.get("/cases/")).count('href="/contribute/"') == 2


def test_the_mail_brings_a_link_that_leads_to_the_form_and_back_to_what_was_saved():
    address = begun()

    saved = save(address, FIGURE, wrong="换热片半年后堵塞。", act="save:lessons")
    again = text_of(Client().get(address))

    assert mail.outbox[0].to == [EMAIL]
    assert saved.url.endswith("?saved=1#lessons")
    assert "换热片半年后堵塞。" in again
    assert FIGURE["amount"] in again
    assert latest().state == "writing"
    assert latest().address_confirmed_at is not None


def test_reading_the_link_confirms_no_address():
    Client().get(begun())

    assert latest().address_confirmed_at is None


def test_before_it_is_submitted_nobody_of_the_desk_sees_it(client):
    address = begun()
    save(address)
    found = latest()
    user = make_user("editor")
    client.force_login(user)

    assert found.number not in text_of(client.get(reverse("inbox"), {"state": ""}))
    assert client.get(reverse("inbox_detail", args=[found.pk])).status_code == 404
    assert "inbox" not in {pile.name for pile in desk.piles(user)}


def test_what_was_submitted_stands_on_the_desk_and_the_sender_gets_a_receipt(client):
    found = submitted(FIGURE)
    client.force_login(make_user("editor"))

    shown = text_of(client.get(reverse("inbox_detail", args=[found.pk])))

    assert found.state == "new"
    assert [step.action for step in found.steps.all()] == ["begun", "address_confirmed", "received"]
    for words in (ENTERPRISE, EMAIL, TEXTS["wrong"], FIGURE["amount"]):
        assert words in shown
    assert found.number in mail.outbox[-1].subject
    assert len(mail.outbox) == 2


def test_an_unfinished_one_is_saved_and_not_submitted_and_says_what_lacks():
    address = begun()

    answer = save(address, act="submit", why="", how="")

    assert answer.status_code == 400
    assert text_of(answer).count("This is needed before it can be submitted.") == 4  # at the top and at both fields
    assert content_of(latest())["what"] == TEXTS["what"]
    assert latest().state == "writing"


def test_after_submitting_the_sender_changes_it_and_the_desk_learns_of_it():
    address = begun()
    save(address, act="submit")

    save(address, wrong="没有遇到问题。")

    assert content_of(latest())["wrong"] == "没有遇到问题。"
    assert latest().steps.last().action == "changed"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("credit_code", "91350582MA", "A credit code has 18 characters."),
        ("credit_code", "91350582MA00000009", "A character is wrong"),
        ("email", "nobody@", "Enter a valid email address"),
        ("role", "supplier", "Select a valid choice"),
        ("enterprise", "", "This field is required"),
    ],
)
def test_what_is_wrong_at_the_beginning_is_said_at_the_field_and_nothing_is_kept(client, field, typed, said):
    answer = client.post("/en/send/contribution/", begin_fields(**{field: typed}))

    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"amount": "很多"}, "Write a number or a range with a unit"),
        ({"period": "去年"}, "Write a date as 2025"),
        ({"evidence": ""}, "A figure needs this too"),
        ({"quantity": "happiness"}, "Select a valid choice"),
    ],
)
def test_a_figure_that_cannot_be_read_is_said_at_its_field_and_what_was_typed_stays(row, said):
    address = begun()

    answer = save(address, {**FIGURE, **row}, wrong="新写的一段。")

    assert answer.status_code == 400
    assert said in text_of(answer)
    assert "新写的一段。" in text_of(answer)
    assert "figures" not in content_of(latest())


def test_an_emptied_row_of_figures_is_taken_away():
    address = begun()
    save(address, FIGURE)

    save(address, {**dict.fromkeys(FIGURE, ""), "per": "year", "scope": "measure"})

    assert content_of(latest())["figures"] == []


def test_a_link_that_was_not_made_here_or_of_another_kind_leads_nowhere(client):
    address = begun()

    assert client.get("/contribute/forged/").status_code == 404
    assert client.get(address.replace("/contribute/", "/contribute/x")).status_code == 404
    assert client.post("/contribute/forged/discard/").status_code == 404


def test_what_is_not_submitted_is_erased_after_sixty_days_without_saving():
    save(begun(email="a@factory.example", enterprise="示例一厂"))
    old = latest()
    save(begun(email="b@factory.example", enterprise="示例二厂"))
    Submission.objects.filter(pk=old.pk).update(received_at=timezone.now() - dt.timedelta(days=61))

    erase_due()

    assert list(Submission.objects.values_list("pk", flat=True)) == [latest().pk]
    assert latest().pk != old.pk


def test_whoever_gives_it_up_erases_it_at_once():
    address = begun()
    save(address)

    Client().post(f"{address}discard/")

    found = latest()
    assert (found.state, found.fields(), found.email) == ("withdrawn", {}, "")
    assert Client().get(address).status_code == 302


def test_one_in_quarantine_brings_no_mail_until_an_editor_releases_it(client):
    links = " ".join(f"https://spam{n}.example" for n in range(7))
    client.post("/en/send/contribution/", begin_fields(enterprise=links))
    found = latest()
    client.force_login(make_user("editor"))

    client.post(reverse("inbox_act", args=[found.pk, "release"]))

    assert found.state == "quarantined"
    assert latest().state == "writing"
    assert len(mail.outbox) == 1


def test_a_submitted_one_that_an_editor_releases_again_stays_submitted(client):
    found = submitted()
    client.force_login(make_user("editor"))

    for action in ("quarantine", "release"):
        client.post(reverse("inbox_act", args=[found.pk, action]))

    assert latest().state == "new"


def test_a_lost_key_leads_nowhere_and_makes_no_draft(client, settings):
    found = submitted()
    address = reverse("contribution_draft", args=[found.pk])
    settings.SECRET_KEY = "another"
    user = make_user("editor")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)

    answer = client.post(address, follow=True)

    assert "so no draft can be made of it" in text_of(answer)
    assert latest_state(found) == "new"


def latest_state(found) -> str:
    return Submission.objects.only("state").defer("content", "email").get(pk=found.pk).state


def test_one_begun_from_an_empty_cell_of_the_matrix_is_about_its_industry_and_technique(client):
    make_case()
    cell = f"industry={industry('G08').code}&technique={technique('T08').code}"
    page = text_of(client.get(f"/en/contribute/?{cell}"))
    begin = f"/en/send/contribution/?{cell}"
    assert begin.replace("&", "&amp;") in page
    form = client.get(begin)
    assert "you can change both" in text_of(form)

    assert client.post(begin, begin_fields(industries="another")).status_code == 302

    names = {name: content_of(latest())[name] for name in ("industries", "techniques")}
    assert names == {"industries": industry("G08").en, "techniques": technique("T08").en}
    behind = client.get(led_to(mail.outbox[-1].body)).content.decode()
    assert all(f'value="{name}"' in behind for name in names.values())


def test_one_begun_without_such_a_cell_is_about_none(client):
    begun()

    assert content_of(latest())["industries"] == ""
    assert "you can change both" not in text_of(client.get("/en/send/contribution/?industry=G99&technique=T08"))
