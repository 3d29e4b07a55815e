"""The first page after logging in: own drafts, what may be begun, open notices, and a menu without clutter."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_announcement, make_case, make_user, section

pytestmark = pytest.mark.django_db

MENU = ("cases", "technologies", "practices", "enterprises", "announcements", "entries", "vocabulary")


def dashboard(client, role):
    user = make_user(role)
    client.force_login(user)
    return user, lambda: client.get(reverse("wagtailadmin_home"))


def menu_names(answer):
    from wagtail.admin.menu import admin_menu

    request = answer.wsgi_request
    return {item.name for item in admin_menu.menu_items_for_request(request)}


def test_own_drafts_are_listed_and_those_of_others_are_not(client):
    user, home = dashboard(client, "contributor")
    make_case("我的草稿", owner=user, live=False, has_unpublished_changes=True)
    make_case("别人的草稿", live=False, has_unpublished_changes=True)
    text = home().content.decode()
    assert "我的草稿" in text
    assert "别人的草稿" not in text


@pytest.mark.parametrize(
    ("role", "models"),
    [
        ("contributor", {"casestudypage"}),
        ("editor", {"casestudypage", "technologypage", "practicepage"}),
        ("list officer", {"announcementpage"}),
        ("vocabulary editor", set()),
    ],
)
def test_each_role_is_offered_what_it_may_begin(client, role, models):
    _user, home = dashboard(client, role)
    text = home().content.decode()
    kinds = {
        "casestudypage": "cases",
        "technologypage": "technologies",
        "practicepage": "practices",
        "announcementpage": "notices",
    }
    offered = {
        model
        for model, slug in kinds.items()
        if reverse("wagtailadmin_pages:add", args=["showcase", model, section(slug).pk]) in text
    }
    assert offered == models


def test_open_notices_are_shown_until_their_window_ends(client):
    _user, home = dashboard(client, "list officer")
    contacts = {"office_contact": "0591-1", "discipline_contact": "0591-2", "basis": "official_page"}
    for title, days in (("窗口还开着", 3), ("窗口已关", -3)):
        until = timezone.now() + timedelta(days=days)
        make_announcement(title, kind="proposal", live=True, objections_until=until, **contacts)
    text = home().content.decode()
    assert "窗口还开着" in text
    assert "窗口已关" not in text


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("contributor", {"cases"}),
        ("editor", {"cases", "technologies", "practices", "enterprises"}),
        ("publisher", {"cases", "technologies", "practices", "enterprises"}),
        ("list officer", {"enterprises", "announcements", "entries"}),
        ("vocabulary editor", {"vocabulary"}),
        ("administrator", set(MENU)),
    ],
)
def test_each_role_sees_its_own_part_of_the_menu(client, role, shown):
    _user, home = dashboard(client, role)
    names = menu_names(home())
    assert names & set(MENU) == shown
    assert not names & {"help", "snippets"}
