"""A proof of publication is withdrawn with a reason: its page says so, its PDF is not served, its record stays."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from showcase.models import ProofOfPublication
from showcase.yearly.proofs import number_of_proof, statement_of_enterprise
from showcase.yearly.recording import record_public
from tests.factories import make_case, make_enterprise, make_user

pytestmark = pytest.mark.django_db


def on(month, day):
    return time_machine.travel(datetime(2026, month, day, 4, tzinfo=UTC), tick=False)


WHY = {"reason_zh": "当天记录有误。", "reason_en": "The record of that day was wrong."}


@pytest.fixture
def unit():
    return make_enterprise("示例印染有限公司")


@pytest.fixture
def proof(unit):
    """An issued proof of what would be stated again today."""
    with on(3, 1):
        make_case("定型机余热回收", enterprises=[unit])
        record_public()
    with on(7, 1):
        statement = statement_of_enterprise(unit, 2026)
        facts = {"statement": statement.to_dict(), "digest": statement.digest, "issued_at": timezone.now()}
        return ProofOfPublication.objects.create(number=number_of_proof(), pdf=b"%PDF-1.7 example", **facts)


def withdrawn(client, proof, role="publisher", **why):
    client.force_login(make_user(role))
    answer = client.post(reverse("proof_withdraw", args=[proof.number]), {**WHY, **why})
    proof.refresh_from_db()
    return answer


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_a_withdrawn_proof_says_when_and_why_in_both_languages_and_its_pdf_is_served_no_more(client, proof, role):
    with on(7, 2):
        withdrawn(client, proof, role)
    client.logout()

    chinese = client.get(reverse("proof", args=[proof.number])).content.decode()
    english = client.get("/en" + reverse("proof", args=[proof.number])).content.decode()
    pdf = client.get(reverse("proof_pdf", args=[proof.number]))

    assert "当天记录有误。" in chinese
    assert "2026年7月2日" in chinese
    assert "The record of that day was wrong." in english
    assert "2 July 2026" in english
    assert reverse("proof_pdf", args=[proof.number]) not in chinese
    assert (pdf.status_code, pdf["Content-Type"]) == (410, "text/html; charset=utf-8")
    assert "noindex" in pdf["X-Robots-Tag"]


def test_the_record_keeps_who_withdrew_a_proof_and_what_it_stated(client, proof):
    withdrawn(client, proof)

    assert proof.withdrawn_by_name.startswith("publisher")
    assert bytes(proof.pdf) == b"%PDF-1.7 example"
    shown = client.get(reverse("proofs"), {"number": proof.number[:4].lower()}).content.decode()
    assert proof.number in shown
    assert "当天记录有误。" in shown or "The record of that day was wrong." in shown


def test_a_proof_is_withdrawn_once_and_the_same_statement_leads_to_it(client, proof, unit):
    withdrawn(client, proof)
    first = proof.withdrawn_at

    withdrawn(client, proof, reason_zh="另一个理由。")
    with on(7, 1):
        again = client.post(reverse("yearly_showcase", args=[unit.number, 2026]))

    assert (proof.withdrawn_at, proof.reason_zh) == (first, "当天记录有误。")
    assert again.url == reverse("proof", args=[proof.number])
    assert ProofOfPublication.objects.count() == 1


@pytest.mark.parametrize("why", [{"reason_zh": ""}, {"reason_en": ""}, {"reason_en": "当天记录有误"}])
def test_a_withdrawal_needs_its_reason_in_both_languages(client, proof, why):
    assert withdrawn(client, proof, **why).status_code == 400
    assert not proof.is_withdrawn


@pytest.mark.parametrize("role", ["editor", "list officer", "contributor", "vocabulary editor"])
def test_nobody_else_withdraws_a_proof(client, proof, role):
    withdrawn(client, proof, role)

    assert not proof.is_withdrawn
    assert client.get(reverse("proof_withdraw", args=[proof.number])).status_code != 200


def test_who_may_not_see_the_yearly_showcase_sees_no_proofs(client, proof):
    client.force_login(make_user("contributor"))

    assert client.get(reverse("proofs")).status_code != 200
