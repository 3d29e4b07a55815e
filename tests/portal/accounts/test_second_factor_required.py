"""Users whose role must have a second factor do nothing in the admin before they have set it up."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.second_factor import required
from showcase.models import CaseStudyPage
from tests.admin_forms import story_form
from tests.factories import make_case, make_user
from tests.people import make_superuser
from tests.portal.accounts.second_factors import PASSWORD, code, protected, sign_in
from tests.portal.accounts.test_second_factor_account import OVERVIEW, set_up

pytestmark = pytest.mark.django_db

HOME = reverse("wagtailadmin_home")


@pytest.fixture
def publisher():
    make_user("publisher", "lin", password=PASSWORD)
    return sign_in("lin")[0]


def test_by_default_nobody_needs_one(publisher, settings):
    assert settings.REQUIRE_SECOND_FACTOR == []
    assert publisher.get(HOME).status_code == 200


@pytest.mark.parametrize("named", [["publisher"], ["all"], ["administrator", "publisher"]])
def test_every_address_of_the_admin_leads_to_the_page_that_sets_it_up(publisher, settings, named):
    settings.REQUIRE_SECOND_FACTOR = named
    case = make_case(live=False)
    edit = reverse("wagtailadmin_pages:edit", args=[case.pk])
    for address in (HOME, edit, reverse("wagtailadmin_account"), reverse("wagtailimages:index")):
        assert publisher.get(address).url == OVERVIEW
    assert publisher.get(OVERVIEW).status_code == 200
    assert publisher.post(edit, {"title": "x"}, headers={"Accept": "application/json"}).status_code == 403
    set_up(publisher)
    assert publisher.get(HOME).status_code == 200


def test_other_roles_go_on_without(publisher, settings):
    settings.REQUIRE_SECOND_FACTOR = ["administrator"]
    assert publisher.get(HOME).status_code == 200


def test_superusers_are_named_by_a_word_of_their_own(client, settings):
    client.force_login(make_superuser())
    settings.REQUIRE_SECOND_FACTOR = ["superuser"]
    assert client.get(HOME).url == OVERVIEW


def test_whoever_signed_in_with_a_code_goes_on(settings):
    settings.REQUIRE_SECOND_FACTOR = ["all"]
    user, _codes = protected()
    client, _answer = sign_in("lin", code(user))
    assert client.get(HOME).status_code == 200


def test_a_session_opened_without_the_code_signs_in_again(settings):
    settings.REQUIRE_SECOND_FACTOR = ["all"]
    user, _codes = protected()
    client = Client()
    client.force_login(user)
    assert client.get(HOME).url == reverse("wagtailadmin_login")
    assert "_auth_user_id" not in client.session


def test_what_was_typed_before_the_rule_came_is_kept_and_sent_afterwards(publisher, settings):
    case = make_case(live=False, effects=[], sources=[], body=[])
    edit = reverse("wagtailadmin_pages:edit", args=[case.pk])
    settings.REQUIRE_SECOND_FACTOR = ["all"]
    answer = publisher.post(edit, story_form(title="新题", slug=case.slug))
    page = answer.content.decode()
    assert OVERVIEW in page
    assert CaseStudyPage.objects.get(pk=case.pk).title != "新题"
    set_up(publisher)
    fields = dict(re.findall(r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', page, re.DOTALL))
    assert fields["title"] == "新题"
    assert publisher.post(edit, story_form(title="新题", slug=case.slug)).status_code == 302


def test_signing_out_and_readers_pages_stay_open(publisher, settings):
    settings.REQUIRE_SECOND_FACTOR = ["all"]
    assert publisher.get("/").status_code == 200
    assert publisher.post(reverse("wagtailadmin_logout")).url == reverse("wagtailadmin_login")


def test_a_name_that_is_no_role_is_pointed_out(settings):
    settings.REQUIRE_SECOND_FACTOR = ["publisher", "publishers", "all", "superuser"]
    assert [warning.id for warning in required.roles_are_known(None)] == ["portal.W003"]
