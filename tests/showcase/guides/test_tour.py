"""The tour: which steps each role gets, where they are, and that it is offered once."""

import re

import pytest
from django.urls import resolve, reverse
from wagtail.users.models import UserProfile

from portal.guides.tour import steps_for
from portal.models import TourAnswer
from showcase.roles import ROLES
from tests.factories import make_user, section

pytestmark = pytest.mark.django_db

OFFER = "data-tour-offer"


def home(client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("role", [role.name for role in ROLES])
def test_every_page_of_the_tour_opens_for_the_role_that_is_led_there(client, role: str):
    user = make_user(role)
    client.force_login(user)
    steps = steps_for(user)

    assert len(steps) >= 4
    for page in {step.page for step in steps if step.page}:
        assert resolve(page)
        assert client.get(page).status_code == 200


def test_an_editor_is_led_through_word_file_tabs_and_review():
    section("cases")
    elements = [step.element for step in steps_for(make_user("editor"))]

    assert ".desk-beginnings" in elements
    assert sum("[role=tab]" in element for element in elements) == 4
    assert elements[-2] == "footer"


def test_a_list_officer_is_led_to_the_import_and_to_no_case():
    section("cases")
    pages = [step.page for step in steps_for(make_user("list officer"))]

    assert reverse("list_imports") in pages
    assert not [page for page in pages if "/pages/" in page]


def test_the_tour_is_offered_until_it_is_answered_and_to_each_user_by_himself(client):
    first, second = make_user("editor"), make_user("editor")
    client.force_login(first)
    assert OFFER in home(client)

    answer = client.post(reverse("tour_answered"))
    client.post(reverse("tour_answered"))

    assert answer.headers["Location"] == reverse("wagtailadmin_home")
    assert OFFER not in home(client)
    assert "data-tour" in home(client)
    client.force_login(second)
    assert OFFER in home(client)
    assert TourAnswer.objects.count() == 1


def test_the_answer_is_stored_by_a_post_alone(client):
    client.force_login(make_user("editor"))

    assert client.get(reverse("tour_answered")).status_code == 405
    assert not TourAnswer.objects.exists()


def test_who_may_not_use_the_admin_gets_no_tour(client):
    for user in (None, make_user()):
        if user:
            client.force_login(user)
        for answer in (client.get(reverse("tour")), client.post(reverse("tour_answered"))):
            assert answer.headers["Location"].startswith(reverse("wagtailadmin_login"))
    assert not TourAnswer.objects.exists()


def test_the_words_are_in_the_language_of_the_user(client):
    user = make_user("editor")
    client.force_login(user)
    for language, is_chinese in (("zh-hans", True), ("en", False)):
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        tour = client.get(reverse("tour")).json()
        words = [tour["next"], tour["done"], *(step["title"] for step in tour["steps"])]
        assert all(bool(re.search("[\u3400-\u9fff]", word)) is is_chinese for word in words), words
        assert "{{current}}" in tour["progress"]


def test_without_javascript_the_button_leads_to_the_first_steps(client):
    client.force_login(make_user("editor"))

    assert f'href="{reverse("guide", args=["first-steps"])}"' in home(client)
