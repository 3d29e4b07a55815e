"""The forms by which a plant reports that it did the same, or tried it and did not adopt it."""

import pytest
from django.test import Client
from django.urls import reverse

from showcase.inbox.links import token_of
from showcase.models import Submission
from tests.factories import make_case, make_practice, make_technology, make_translation
from tests.hidden import restrict
from tests.showcase.replications.reports import CODE, DONE, EMAIL, address, received, send, signed_in

pytestmark = pytest.mark.django_db

KINDS = ("replication", "not_adopted")


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("make", [make_case, make_technology, make_practice])
def test_every_kind_of_story_leads_to_both_forms_in_its_language(client: Client, make):
    page = make()
    english = make_translation(page)

    for shown, language in ((page, "zh-hans"), (english, "en")):
        text = text_of(client.get(shown.get_url()))
        for kind in KINDS:
            assert f'href="{address(shown, kind, language)}"' in text
            assert client.get(address(shown, kind, language)).status_code == 200


def test_a_hidden_story_has_no_form():
    hidden, draft = make_case(), make_case(live=False)
    restrict(hidden)

    for page in (hidden, draft):
        for kind in KINDS:
            assert Client().get(address(page, kind)).status_code == 404
            assert send(page, kind).status_code == 404
    assert not Submission.objects.exists()


def test_the_editor_and_the_sender_see_how_a_figure_was_read(client: Client):
    found = received(make_case(), credit_code="9135 0000 ma2xn0y10c")
    signed_in(client, "editor")

    desk = text_of(client.get(reverse("inbox_detail", args=[found.pk])))
    own = text_of(Client().get(f"/en{reverse('submission_sent', args=[token_of(found)])}".replace("/en/en", "/en")))

    for text in (desk, own):
        assert "18.6 万kWh, read as 186 MWh a year; metered" in text
        assert DONE in text
        assert CODE in text


@pytest.mark.parametrize(
    ("field", "fields", "said"),
    [
        ("amount_1", {"amount_1": "很多电"}, "cannot be read"),
        ("amount_1", {"amount_1": "3 万吨"}, "not measured in this unit"),
        ("per_1", {"per_1": ""}, "for which period"),
        ("evidence_1", {"evidence_1": ""}, "leave the whole figure empty"),
        ("quantity_2", {"amount_2": "3 t"}, "leave the whole figure empty"),
        ("credit_code", {"credit_code": "91350000MA2XN0Y10A"}, "should be C"),
        ("year", {"year": "2999"}, "in the future"),
        ("plant", {"plant": "", "may_name": "on"}, "Give the name"),
        ("email", {"email": ""}, "required"),
        ("done", {"done": ""}, "required"),
    ],
)
def test_a_fault_is_said_at_its_field_and_what_was_typed_stays(field, fields, said):
    answer = send(make_case(), **fields)

    assert answer.status_code == 400
    assert said in str(answer.context["form"].errors[field])
    assert f'id="id_{field}_error"' in text_of(answer)
    assert field == "done" or DONE in text_of(answer)
    assert not Submission.objects.exists()


def test_a_reason_is_needed_and_only_one_of_the_vocabulary():
    page = make_case()

    for reasons in ([], ["because"]):
        answer = send(page, "not_adopted", reasons=reasons)
        assert "reasons" in answer.context["form"].errors
        assert 'id="id_reasons_error"' in text_of(answer)
    assert send(page, "not_adopted").status_code == 302


def test_what_was_sent_can_be_changed_under_the_link():
    found = received(make_case(), may_name="on")
    page = reverse("submission_change", args=[token_of(found)])

    shown = text_of(Client().get(page))
    answer = Client().post(page, {**Submission.objects.get().fields(), "amount_1": "20 万kWh", "email": EMAIL})

    assert 'value="18.6 万kWh"' in shown
    assert answer.status_code == 302
    assert Submission.objects.get().fields()["amount_1"] == "20 万kWh"
