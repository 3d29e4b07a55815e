"""From a Chinese page in a list of the admin to its English one."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from portal.translation.editing.english_version import LISTED, buttons
from showcase.roles import CONTRIBUTOR, LIST_OFFICER
from tests.factories import make_case, make_superuser, make_translation, make_user

pytestmark = pytest.mark.django_db


def way(page) -> str:
    return reverse("english_version", args=[page.pk])


def test_a_page_without_english_leads_to_where_its_translation_begins(admin_client: Client) -> None:
    case = make_case()

    answer = admin_client.get(way(case))

    assert answer.headers["Location"] == reverse("wagtail_localize:submit_page_translation", args=[case.pk])


def test_a_page_with_english_leads_to_its_editor(admin_client: Client) -> None:
    case = make_case()
    english = make_translation(case)

    answer = admin_client.get(way(case))

    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[english.pk])


def test_only_the_row_of_a_chinese_page_has_the_button() -> None:
    case = make_case()
    user = make_superuser()

    assert [str(button.url) for button in buttons(case, user)] == [way(case)]
    assert list(buttons(make_translation(case), user)) == []


def test_who_does_not_translate_has_no_button_and_is_refused(client: Client) -> None:
    case = make_case()
    contributor = make_user(CONTRIBUTOR)
    client.force_login(contributor)

    assert list(buttons(case, contributor)) == []
    assert client.get(way(case)).headers["Location"] == reverse("wagtailadmin_home")


def test_a_draft_one_may_not_see_is_not_there(client: Client) -> None:
    draft = make_case(live=False)
    client.force_login(make_user(LIST_OFFICER))

    assert client.get(way(draft)).status_code == 404


def test_the_buttons_that_cost_queries_for_each_row_are_in_the_menu_of_a_page_alone() -> None:
    assert page_listing_more_buttons not in hooks.get_hooks(LISTED)
    assert page_listing_more_buttons in hooks.get_hooks("register_page_header_buttons")
