"""The tagging box: terms by whatever is typed, from the tree or from the text; pairs are pointed out."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from showcase.stories.tagging.answers import RELATIONS
from showcase.vocabulary.tagging.stored import TAGGED
from tests.factories import goal, industry, make_case, make_user, process, region, section, technique

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """An editor who reads English, and a few terms."""
    industry("C1713"), technique("T02.01"), technique("T08.03"), process("P012"), region("350582"), goal("2025-1")
    user = make_user("editor")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def codes(answer) -> list[str]:
    return [row["code"] for row in answer.json()["rows"]]


def test_every_vocabulary_that_a_story_is_tagged_with_has_its_relation() -> None:
    assert set(RELATIONS) == set(TAGGED)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("yure", "T02.01"), ("WHR", "T02.01"), ("350582", "350582"), ("dxj", "P012"), ("Cotton dyeing", "C1713")],
)
def test_one_box_finds_terms_of_all_vocabularies(editor: Client, typed: str, code: str) -> None:
    assert codes(editor.get(reverse("tagging_find"), {"q": typed}))[0] == code


def test_a_hit_shows_its_kind_and_its_place_and_the_name_by_which_it_was_found(editor: Client) -> None:
    (hit,) = editor.get(reverse("tagging_find"), {"q": "废热回收"}).json()["rows"]
    assert (hit["title"], hit["name"]) == ("T02.01 Waste heat recovery", "废热回收")
    assert (hit["vocabulary"], hit["path"]) == ("Technique", ["Waste heat, pressure and gas recovery"])


def test_the_tree_is_opened_step_by_step(editor: Client) -> None:
    address = reverse("tagging_tree")
    assert codes(editor.get(address, {"of": "technique"})) == ["T02", "T08"]
    top = editor.get(address, {"of": "technique"}).json()["rows"][0]
    assert top["narrower"] == 1
    assert codes(editor.get(address, {"of": top["key"]})) == ["T02.01"]
    assert codes(editor.get(address, {"of": "nothing:1"})) == codes(editor.get(address)) == []


def test_terms_are_suggested_from_the_text_of_the_form_with_their_passage(editor: Client) -> None:
    body = streamfield([("section", "background"), ("note", {"text": rich_text("<p>晋江市的<b>印染</b>企业</p>")})])
    data = {**nested_form_data({"body": body}), "title": "定型机改造", "summary": "废气余热回收。"}
    rows = editor.post(reverse("tagging_text"), data).json()["rows"]
    assert [row["code"] for row in rows][:2] == ["P012", "T02.01"]
    assert {row["code"]: row["often"] for row in rows[2:]} == {"350582": False, "C1713": False}
    assert rows[1]["passage"] == ["废气", "余热回收", "。"]

    again = editor.post(reverse("tagging_text"), {**data, "chosen": [rows[0]["key"]]}).json()["rows"]
    assert again == rows[1:]


NO_RICH_TEXT = nested_form_data({"body": streamfield([("note", {"text": "5"})])})


@pytest.mark.parametrize("damaged", [{"body-count": "x"}, {"body-count": "1"}, {"title": "余" * 200_001}, NO_RICH_TEXT])
def test_a_damaged_form_is_refused(editor: Client, damaged: dict[str, str]) -> None:
    answer = editor.post(reverse("tagging_text"), damaged)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_pairs_among_the_chosen_terms_are_pointed_out(editor: Client) -> None:
    keys = [f"technique:{technique(code).pk}" for code in ("T02.01", "T02")]
    (note,) = editor.post(reverse("tagging_pairs"), {"chosen": keys}).json()["notes"]
    assert note.startswith("T02 Waste heat, pressure and gas recovery is broader than T02.01 Waste heat recovery")


@pytest.mark.parametrize("role", ["vocabulary editor", "objection handler", None])
@pytest.mark.parametrize(
    ("name", "method"),
    [("tagging_find", "get"), ("tagging_tree", "get"), ("tagging_text", "post"), ("tagging_pairs", "post")],
)
def test_only_who_writes_pages_may_ask(client: Client, role: str | None, name: str, method: str) -> None:
    if role:
        client.force_login(make_user(role))
    assert getattr(client, method)(reverse(name)).status_code == 302  # to the first page, or to the login


def test_a_text_is_never_in_an_address(editor: Client) -> None:
    assert editor.get(reverse("tagging_text")).status_code == editor.get(reverse("tagging_pairs")).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_terms(editor: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(14):
        editor.get(reverse("tagging_find"), {"q": "yure"})


def test_the_box_is_on_the_facts_of_a_new_story_and_of_a_stored_one(editor: Client) -> None:
    added = editor.get(f"/admin/pages/add/showcase/casestudypage/{section('cases').pk}/").content.decode()
    edited = editor.get(f"/admin/pages/{make_case(live=False).pk}/edit/").content.decode()
    for page in (added, edited):
        assert page.count('data-controller="tagging"') == 1
        assert all(f'id="id_{relation}-FORMS"' in page for relation, _field in RELATIONS.values())
