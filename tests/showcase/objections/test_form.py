"""The online form: open only by the clock and the switch, liberal in what is typed, strict in what is kept."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from portal.accounts.pace import PaceMark
from showcase.models import AnnouncementPage, Objection, ObjectionEvidence
from tests import factories
from tests.showcase.objections import senders
from tests.showcase.objections.senders import CLOSED, OPEN, address, faults, form_fields, notice, received, send

pytestmark = pytest.mark.django_db

CONSENT = "I have read who will read this, for what purpose, and when it will be erased."


@pytest.fixture(autouse=True)
def inside_the_window():
    with travel(OPEN, tick=False):
        yield


# When it is open -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_stands_in_both_languages_uncached_and_out_of_search_engines(client: Client, language):
    answer = client.get(address(notice(), language))

    assert answer.status_code == 200
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2026-11-19T15:59:59Z", 403),  # 23:59:59 of the 19th in Fujian
        ("2026-11-19T16:00:00Z", 200),
        ("2026-11-27T09:30:00Z", 200),
        ("2026-11-27T09:30:01Z", 403),
    ],
)
def test_it_opens_and_closes_by_the_clock_in_fujian(client: Client, moment, status):
    page = notice()

    with travel(moment, tick=False):
        assert client.get(address(page)).status_code == status


def test_what_is_sent_after_the_window_is_not_received_and_that_is_said(client: Client):
    page = notice()

    with travel(CLOSED, tick=False):
        answer = send(page)

    assert answer.status_code == 403
    assert "What you sent was not received." in answer.content.decode()
    assert "office@example.org" in answer.content.decode()
    assert not Objection.objects.exists()


def test_a_decision_never_closes_the_form_before_the_printed_hour(client: Client):
    page = notice()
    decision = {"decides": page, "effective_on": dt.date(2026, 11, 24), "early_reason": "会议要求提前公布。"}
    factories.make_announcement("示例公布", live=True, **decision)

    assert client.get(address(page)).status_code == 200
    assert send(page).status_code == 302


def test_a_withdrawal_closes_it(client: Client):
    assert client.get(address(notice(withdrawn_on=dt.date(2026, 11, 24)))).status_code == 403


def test_where_the_switch_is_off_there_is_no_form(client: Client):
    page = notice(takes_objections_online=False)

    assert client.get(address(page)).status_code == 404
    assert send(page).status_code == 404
    assert address(page) not in client.get(page.get_url()).content.decode()


def test_a_draft_has_no_form_and_nor_has_what_is_no_notice(client: Client):
    draft = factories.make_announcement("草稿", kind="proposal", basis="official_page", **senders.CONTACTS)
    AnnouncementPage.objects.filter(pk=draft.pk).update(takes_objections_online=True, objections_until=senders.UNTIL)

    assert client.get(address(draft)).status_code == 404
    for number in ("0", "999999999", "9" * 30):
        assert client.get(f"/notices/{number}/objection/").status_code == 404
        assert client.get(f"/notices/{number}/objection/{uuid.uuid4()}/").status_code == 404


# What is kept --------------------------------------------------------------------------------------------


def test_a_sent_objection_leads_to_a_receipt_whose_address_nobody_can_guess(client: Client):
    page = notice()
    answer = send(page, client)
    found = Objection.objects.get()

    assert answer.status_code == 302
    assert answer.url == f"{address(page, 'en')}{found.key}/"
    shown = client.get(answer.url)
    assert found.number in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert shown["X-Robots-Tag"] == "noindex"
    for word in (senders.NAME, senders.TEXT):
        assert word not in shown.content.decode()
    assert client.get(f"{address(page)}{uuid.uuid4()}/").status_code == 404
    assert client.get(f"{address(notice())}{found.key}/").status_code == 404


def test_sending_the_same_form_twice_gives_one_objection_and_the_same_receipt():
    page, form = notice(), form_fields()
    files = {"evidence": [senders.upload()]}

    first = Client().post(address(page), {**form, **files})
    second = Client().post(address(page), {**form, "evidence": [senders.upload()]})

    assert first.url == second.url
    assert (Objection.objects.count(), ObjectionEvidence.objects.count(), PaceMark.objects.count()) == (1, 1, 1)


def test_a_form_that_comes_again_changed_is_not_taken_for_the_first(client: Client):
    page = notice()
    form = form_fields()
    client.post(address(page, "en"), form)

    answer = client.post(address(page, "en"), {**form, "text": "补充：另有三张照片可以证明。"})

    assert answer.status_code == 409
    assert Objection.objects.get().number in faults(answer)[0]
    assert "补充：另有三张照片可以证明。" in answer.content.decode()
    again = client.post(address(page), {**form, "text": "补充：另有三张照片可以证明。", "key": senders.key_of(answer)})
    assert again.status_code == 302
    assert Objection.objects.count() == 2


def test_after_a_fault_what_was_typed_stands_there_and_the_files_are_asked_for_again():
    answer = send(notice(), name="", evidence=[senders.upload()])

    shown = answer.content.decode()
    assert answer.status_code == 400
    assert faults(answer) == ["Your name: This field is required."]
    assert '<a href="#id_name">' in shown
    assert senders.TEXT in shown
    assert "The files must be chosen again" in shown
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert not Objection.objects.exists()


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"unit": ""}, "Unit objected to: This field is required."),
        ({"text": "太短"}, "Objection and its reasons: Ensure this value has at least 10 characters (it has 2)."),
        (
            {"text": "长" * 5_001},
            "Objection and its reasons: Ensure this value has at most 5000 characters (it has 5001).",
        ),
        ({"phone": "", "email": ""}, "Telephone: Give a telephone number or an e-mail address."),
        ({"phone": "call me"}, "Telephone: Write a telephone number in digits, like 0591-8000000."),
        ({"email": "no address"}, "E-mail: Enter a valid email address."),
        ({"consent": ""}, f"{CONSENT[:-1]}: Tick this once you have read it; without it nothing is sent."),
        ({"website": "spam"}, "Leave this empty: Leave this field empty: it distinguishes people from programs."),
        ({"key": "1"}, "The form had expired, and nothing was received: send it again."),
    ],
)
def test_each_fault_is_told_with_its_field(fields, fault):
    answer = send(notice(), **fields)

    assert answer.status_code == 400
    assert faults(answer) == [fault]
    assert not Objection.objects.exists()


@pytest.mark.parametrize("field", ["unit", "name", "phone", "email"])
def test_a_line_takes_no_line_break_that_could_become_a_header(field):
    answer = send(notice(), **{field: "x@example.org\r\nBcc: all@example.org"})

    assert answer.status_code == 400
    assert len(faults(answer)) == 1


@pytest.mark.parametrize("text", ["一二三四五六七八九十\x00", "一二三四五六七八九十\x1b[2J"])
def test_control_characters_are_refused(text):
    assert send(notice(), text=text).status_code == 400


def test_a_lone_surrogate_never_reaches_the_database():
    fields = {name: value.encode("utf-7") for name, value in form_fields().items()} | {"text": b"0123456789+2AA-"}
    body = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in fields.items()
    )

    kind = "multipart/form-data; boundary=b; charset=utf-7"
    answer = Client().generic("POST", address(notice()), body + b"--b--\r\n", kind)

    assert answer.status_code == 400
    assert not Objection.objects.exists()


def test_a_megabyte_of_text_is_refused_with_its_field_and_more_with_a_sentence():
    page = notice()

    assert "Objection and its reasons" in faults(send(page, text="长" * 350_000))[0]
    answer = send(page, text="长" * 1_000_000)
    assert answer.status_code == 413
    assert "more than the form accepts" in faults(answer)[0]


def test_a_forged_form_is_refused():
    strict = Client(enforce_csrf_checks=True)
    page = notice()

    assert send(page, strict).status_code == 403
    strict.get(address(page))
    token = strict.cookies["csrftoken"].value
    assert send(page, strict, csrfmiddlewaretoken=token).status_code == 302


# How often -----------------------------------------------------------------------------------------------


def test_an_address_sends_five_in_an_hour_and_is_told_where_else_to_go():
    page = notice()
    for n in range(5):
        received(page, text=f"第{n}条异议，内容各不相同。")

    answer = send(page)

    assert answer.status_code == 429
    assert "use the contacts" in faults(answer)[0]
    assert senders.TEXT in answer.content.decode()
    assert Objection.objects.count() == 5
    assert send(page, Client(REMOTE_ADDR="192.0.2.7")).status_code == 302
    with travel("2026-11-25T03:00:01Z", tick=False):
        assert send(page).status_code == 302


def test_no_address_is_kept_and_nobody_chooses_his_own(settings):
    page = notice()
    client = Client(REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="198.51.100.1")
    send(page, client)
    settings.TRUSTED_PROXIES = 1
    send(page, Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9"))

    marks = list(PaceMark.objects.values_list("digest", flat=True))
    assert len(marks) == 2
    assert len(set(marks)) == 1
    assert "203" not in str(marks[0])[:3]


# Cost ----------------------------------------------------------------------------------------------------


def queries(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(where)
    return len(captured)


def test_the_form_costs_the_same_however_long_the_list_and_however_many_came(client: Client):
    few, many = notice(), notice(entries=[f"示例企业{n}" for n in range(60)])
    for n in range(4):
        received(many, text=f"第{n}条异议，内容各不相同。")

    client.get(address(few))
    assert queries(client, address(few)) == queries(client, address(many))


def test_names_to_choose_from_are_those_of_the_list_unless_it_is_long(client: Client):
    assert f'<option value="{senders.UNIT}">' in client.get(address(notice())).content.decode()
    long = notice(entries=[f"示例企业{n}" for n in range(301)])
    assert "<datalist" not in client.get(address(long)).content.decode()
