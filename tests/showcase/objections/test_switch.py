"""The switch of the online form: off by default, refused where the form has no place."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from time_machine import travel
from wagtail.models import PageViewRestriction

from showcase.models import AnnouncementPage
from tests import factories
from tests.showcase.objections.senders import OPEN, address, notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def inside_the_window():
    with travel(OPEN, tick=False):
        yield


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"basis": "press"}, "Only the official notice of a proposed list receives objections online."),
        ({"kind": "final"}, "Only the official notice of a proposed list receives objections online."),
        ({"discipline_contact": " "}, "The online form needs both contacts: objections go to them first."),
        ({"objections_until": None}, "The online form needs the end of the objection window."),
    ],
)
def test_the_switch_is_refused_where_the_form_has_no_place(fields, fault):
    page = notice()
    for name, value in fields.items():
        setattr(page, name, value)

    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            page.full_clean()
        assert fault in str(refused.value)
        assert fault in page.publishing_faults()


def test_the_switch_is_off_unless_someone_turns_it_on_and_stands_on_the_source_alone():
    assert AnnouncementPage().takes_objections_online is False
    assert "takes_objections_online" in AnnouncementPage.fact_names()


def test_a_list_officer_finds_the_switch_on_the_chinese_page_alone(client: Client):
    page = notice()
    english = factories.make_translation(page, "Example proposal")
    client.force_login(factories.make_user("list officer"))

    def is_there(found: AnnouncementPage) -> bool:
        shown = client.get(reverse("wagtailadmin_pages:edit", args=[found.pk])).content.decode()
        return 'name="takes_objections_online"' in shown

    assert (is_there(page), is_there(english)) == (True, False)


def test_a_notice_that_is_shut_off_from_the_public_has_no_form(client: Client):
    page = notice()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(address(page)).status_code == 404


def test_the_english_page_has_no_form_of_its_own(client: Client):
    english = factories.make_translation(notice(), "Example proposal")

    assert client.get(address(english, "en")).status_code == 404
