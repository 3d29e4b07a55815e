"""A missing term is proposed by who writes, decided by who edits the vocabulary, and the answer comes back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.admin import desk
from showcase.models import Process, Technique, TermProposal
from tests.factories import make_user, process, technique

pytestmark = pytest.mark.django_db

FORM = {"vocabulary": "technique", "zh": "磁悬浮鼓风", "en": "Magnetic-bearing blowing", "reason": "常见的节电改造。"}


def proposal(**fields: Any) -> TermProposal:
    return TermProposal.objects.create(**{**FORM, "proposed_by": make_user("contributor"), **fields})


def decide(client: Client, of: TermProposal, **data: str) -> Any:
    """What the vocabulary editor's form answers."""
    client.force_login(make_user("vocabulary editor"))
    return client.post(reverse("term_decide", args=[of.pk]), {"zh": of.zh, "en": of.en, "answer": "", **data})


def piles_of(user: Any) -> dict[str, desk.Pile]:
    return {pile.name: pile for pile in desk.piles(user)}


def test_a_writer_proposes_a_term_and_the_vocabulary_editor_has_it_on_the_first_page(client: Client) -> None:
    writer = make_user("contributor")
    client.force_login(writer)
    answer = client.post(reverse("term_propose"), FORM)
    assert answer.json()["message"]

    made = TermProposal.objects.get()
    assert (made.zh, made.vocabulary, made.proposed_by) == (FORM["zh"], "technique", writer)
    assert piles_of(make_user("vocabulary editor"))["term_proposals"].first[0].url == reverse(
        "term_decide", args=[made.pk]
    )
    assert "term_proposals" not in piles_of(writer)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"zh": ""}, "zh"),
        ({"zh": "WHR"}, "zh"),  # another name of T02.01
        ({"zh": "餘熱回收"}, "zh"),
        ({"reason": ""}, "reason"),
        ({"vocabulary": "programme"}, "vocabulary"),
        ({"zh": "余" * 101}, "zh"),
    ],
)
def test_a_proposal_is_complete_and_of_a_term_that_is_not_there(client: Client, change: Any, field: str) -> None:
    technique("T02.01")
    client.force_login(make_user("editor"))
    answer = client.post(reverse("term_propose"), {**FORM, **change})
    assert list(answer.json()["errors"]) == [field]
    assert not TermProposal.objects.exists()


def test_the_same_term_is_proposed_once_while_it_waits(client: Client) -> None:
    waiting = proposal()
    client.force_login(make_user("editor"))
    assert "errors" in client.post(reverse("term_propose"), FORM).json()
    TermProposal.objects.filter(pk=waiting.pk).update(state="declined")
    assert "message" in client.post(reverse("term_propose"), FORM).json()


@pytest.mark.parametrize("role", ["vocabulary editor", "objection handler", None])
def test_who_writes_no_page_proposes_no_term(client: Client, role: str | None) -> None:
    if role:
        client.force_login(make_user(role))
    assert client.post(reverse("term_propose"), FORM).get("Content-Type") != "application/json"
    assert not TermProposal.objects.exists()


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "list officer", "objection handler", None])
def test_only_who_edits_the_vocabulary_sees_and_decides(client: Client, role: str | None) -> None:
    waiting = proposal()
    if role:
        client.force_login(make_user(role))
    assert client.get(reverse("term_proposals")).status_code == 302
    data = {"decision": "decline", "zh": waiting.zh, "answer": "无"}
    client.post(reverse("term_decide", args=[waiting.pk]), data)
    waiting.refresh_from_db()
    assert waiting.state == "open"


def test_an_accepted_proposal_is_another_name_of_a_term(client: Client) -> None:
    technique("T02.01")
    made = proposal()
    assert decide(client, made, decision="alias", code="T02.01").status_code == 302
    term = Technique.objects.get(code="T02.01")
    assert (term.aliases_zh[-1], term.aliases_en[-1]) == (made.zh, made.en)
    made.refresh_from_db()
    assert (made.state, made.code) == ("accepted", "T02.01")


def test_an_accepted_proposal_is_a_new_term_with_a_code(client: Client) -> None:
    technique("T02.01")
    assert decide(client, proposal(), decision="new", code="T02.09").status_code == 302
    term = Technique.objects.get(code="T02.09")
    assert (term.zh, term.parent.code, term.slug) == (FORM["zh"], "T02", "t02-09")

    assert decide(client, proposal(vocabulary="process"), decision="new", code="P231").status_code == 400  # its name
    other = proposal(vocabulary="process", zh="磁悬浮鼓风机", en="")
    assert decide(client, other, decision="new", code="P231").status_code == 302
    assert Process.objects.get(code="P231").zh == "磁悬浮鼓风机"


@pytest.mark.parametrize(
    ("vocabulary", "data", "field"),
    [
        ("technique", {"decision": "decline"}, "answer"),
        ("technique", {"decision": "alias", "code": "T99.99"}, "code"),
        ("technique", {"decision": "new", "code": "T02.01"}, "code"),
        ("technique", {"decision": "new", "code": "T99.01"}, "code"),
        ("technique", {"decision": "new", "code": "T02"}, "code"),
        ("process", {"decision": "new", "code": "X1"}, "code"),
        ("industry", {"decision": "new", "code": "C9999"}, "decision"),  # the standard gives its codes
        ("technique", {"decision": "alias", "code": "T02.01", "zh": "定型机"}, "zh"),  # the name of P012
        ("technique", {"decision": "new", "code": "T02.09", "zh": "定形机"}, None),  # another name of P012: a question
        ("technique", {}, "decision"),
    ],
)
def test_a_decision_keeps_to_the_rules_of_the_vocabulary(
    client: Client, vocabulary: str, data: dict[str, str], field: str | None
) -> None:
    technique("T02.01"), process("P012")
    waiting = proposal(vocabulary=vocabulary)
    answer = decide(client, waiting, **data)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {field or "__all__"}
    waiting.refresh_from_db()
    assert waiting.state == "open"


def test_a_declined_proposal_comes_back_with_the_reason_until_it_is_read(client: Client) -> None:
    made = proposal()
    assert "term_answers" not in piles_of(made.proposed_by)
    assert decide(client, made, decision="decline", answer="属于T04.04的设备。").status_code == 302
    assert decide(client, made, decision="decline", answer="再次").status_code == 302  # says so, and changes nothing
    (line,) = piles_of(made.proposed_by)["term_answers"].first

    client.force_login(make_user("editor"))
    assert client.get(line.url).status_code == 404
    client.force_login(made.proposed_by)
    assert "属于T04.04的设备。" in client.get(line.url).content.decode()
    client.post(line.url)
    assert "term_answers" not in piles_of(made.proposed_by)


def test_the_list_shows_what_waits_and_what_was_decided(client: Client) -> None:
    proposal(), proposal(zh="别的词", state="declined", answer="不收")
    client.force_login(make_user("vocabulary editor"))
    page = client.get(reverse("term_proposals")).content.decode()
    assert all(words in page for words in (FORM["zh"], "别的词", "不收"))
    assert reverse("term_proposals") in client.get(reverse("wagtailadmin_home")).content.decode()
