"""The form by which a reader reports a mistake: on every public story, in both languages; nothing of it is public."""

import re

import pytest
from django.test import Client

from portal.accounts.pace import PaceMark
from portal.caching import content_version
from portal.public_forms.receipt_numbers import read_number
from showcase.models import Submission
from tests.caching import forget_caches
from tests.factories import make_announcement, make_case, make_practice, make_translation
from tests.hidden import restrict
from tests.showcase.inbox.senders import EMAIL, RIGHT, WRONG, address, form_fields, received, send, sent

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return answer.content.decode()


# Where it is ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [make_case, make_practice])
def test_a_public_story_links_to_its_form(client: Client, make):
    page = make()

    assert f'href="{address(page)}"' in text_of(client.get(page.get_url()))


def test_the_english_page_links_to_the_english_form_about_itself(client: Client):
    english = make_translation(make_case())

    assert f'href="{address(english, "en")}"' in text_of(client.get(english.get_url()))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_is_in_both_languages_uncached_and_out_of_search_engines(client: Client, language):
    page = make_case("示例案例")
    answer = client.get(address(page, language))

    assert answer.status_code == 200
    assert "示例案例" in text_of(answer)
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in text_of(answer)


def test_what_is_not_public_has_no_form(client: Client):
    hidden, draft = make_case(), make_case(live=False)
    restrict(hidden)

    for page in (hidden, draft, make_announcement(live=True)):
        assert client.get(address(page)).status_code == 404
        assert send(page).status_code == 404
    for key in ("", "0", "-1", "x", "²", "9" * 30):
        assert client.get(f"/send/correction/?page={key}").status_code == 404
    assert client.get("/send/correction/").status_code == 404
    assert not Submission.objects.exists()


# What is kept --------------------------------------------------------------------------------------------


def test_a_sent_correction_is_kept_and_answered_with_a_receipt(client: Client):
    page = make_case("示例案例")
    answer = send(page, client)
    found = Submission.objects.get()

    assert answer.status_code == 302
    assert answer.url.startswith("/en/send/correction/received/")
    assert (found.page_id, sent(found)) == (page.pk, {"wrong": WRONG, "right": RIGHT, "email": EMAIL})
    assert read_number(found.number, "COR") == found.number
    shown = client.get(answer.url)
    assert found.number in text_of(shown)
    assert page.get_url() in text_of(shown)
    assert "no-store" in shown["Cache-Control"]
    assert shown["X-Robots-Tag"] == "noindex"
    assert WRONG not in text_of(shown)
    assert client.get(f"/send/correction/received/{found.number}/").status_code == 404


def test_only_what_is_wrong_is_required():
    found = received(make_case(), right="", email="")

    assert sent(found) == {"wrong": WRONG, "right": "", "email": ""}


def test_sending_the_same_form_twice_keeps_one_and_a_changed_one_is_another(client: Client):
    page = make_case()
    form = form_fields(page)

    urls = [client.post(address(page), form).url for _time in range(2)]
    client.post(address(page), {**form, "wrong": "另一处也不对。"})

    assert urls[0] == urls[1]
    assert Submission.objects.count() == 2
    assert PaceMark.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("wrong", "", "This field is required"),
        ("wrong", "字" * 2001, "at most 2000 characters"),
        ("wrong", "坏\x01字", "characters that cannot be used here"),
        ("right", "字" * 2001, "at most 2000 characters"),
        ("email", "reader@", "valid email"),
        ("email", "a@example.org\nb@example.org", "characters that cannot be used here"),
    ],
)
def test_a_fault_is_said_at_its_field_and_what_was_typed_stays(client: Client, field, typed, said):
    page = make_case()
    others = {"wrong": WRONG, "right": RIGHT, "email": EMAIL}
    answer = send(page, client, **{field: typed})

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert said in str(answer.context["form"].errors[field])
    assert f'id="id_{field}_error"' in text_of(answer)
    for name, value in others.items():
        assert name == field or value in text_of(answer)
    assert not Submission.objects.exists()
    assert not PaceMark.objects.exists()


def test_line_breaks_count_once_as_in_browsers():
    found = received(make_case(), wrong="字\r\n" * 999 + "字")

    assert len(sent(found)["wrong"]) == 1999


def test_other_encodings_are_refused(client: Client):
    page = make_case()
    answer = client.post(
        address(page), b"wrong=%2BAAA", content_type="application/x-www-form-urlencoded; charset=utf-7"
    )

    assert answer.status_code == 400


# Programs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{"website": "http://spam.example"}, {"seconds": 2}], ids=["trap", "too quick"])
def test_what_a_program_sends_is_dropped_with_the_same_answer(client: Client, fields):
    page = make_case()
    kept, dropped = send(page, client), send(page, client, **fields)
    pages = [re.sub(r"COR-[-0-9A-Z]+", "", text_of(client.get(answer.url))) for answer in (kept, dropped)]

    assert dropped.status_code == 302
    assert [len(answer.url) for answer in (kept, dropped)] == [len(kept.url)] * 2
    assert re.search(r"COR-\d{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", text_of(client.get(dropped.url)))
    assert "Thank you" in pages[0]
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("fields", [{}, {"website": "x"}], ids=["people", "programs"])
def test_a_flood_from_one_network_is_refused_and_what_was_typed_stays(client: Client, fields):
    page = make_case()
    for number in range(5):
        assert send(page, client, **{"wrong": f"第{number}处不对。", **fields}).status_code == 302

    answer = send(page, client, **fields)

    assert answer.status_code == 429
    assert WRONG in text_of(answer)
    assert Submission.objects.count() == (0 if fields else 5)
    assert send(page, Client(REMOTE_ADDR="198.51.100.7")).status_code == 302


def test_a_form_without_our_ticket_is_not_received_and_can_be_sent_again_at_once(client: Client):
    page, other = make_case(), make_case()
    forged = form_fields(page, ticket="x")
    of_another = form_fields(page, ticket=form_fields(other)["ticket"])

    for form in (forged, of_another):
        answer = client.post(address(page, "en"), form)
        assert answer.status_code == 400
        assert "nothing was received" in text_of(answer)
        assert WRONG in text_of(answer)
    assert not Submission.objects.exists()
    again = client.post(address(page, "en"), {**forged, "ticket": answer.context["ticket"]})
    assert again.status_code == 302
    assert Submission.objects.count() == 1


def test_a_form_needs_the_token_against_foreign_sites():
    page = make_case()

    assert send(page, Client(enforce_csrf_checks=True)).status_code == 403


# Nothing is public ---------------------------------------------------------------------------------------


def test_nothing_of_a_correction_is_on_a_public_page_in_the_search_or_a_cache(client: Client):
    page = make_case()
    addresses = ("/", page.get_url(), "/cases/", f"/search/?q={WRONG[:8]}", "/search/?format=json", "/sitemap.xml")
    before = [client.get(one).status_code for one in addresses]
    version = content_version.now()
    found = received(page)

    assert content_version.now() == version
    forget_caches()
    for one, status in zip(addresses, before, strict=True):
        answer = client.get(one)
        assert answer.status_code == status
        for word in (WRONG, RIGHT, EMAIL, found.number):
            assert word not in text_of(answer)
    assert WRONG not in text_of(client.get(address(page)))
