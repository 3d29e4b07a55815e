"""The main menu is arranged by work, and each role finds there what it may use, and nothing else."""

import pytest
from django.urls import reverse
from wagtail.admin.menu import admin_menu

from tests.factories import make_superuser, make_user
from tests.portal.admin_views import opens

pytestmark = pytest.mark.django_db

STORIES = {"cases", "technologies", "practices", "collections", "visits"}
FILES = {"explorer", "images", "documents"}
TERMS = {"industry", "technique", "process", "region", "goal", "catalogue", "programme", "level"}
RECEIVED = ("inbox", "replications", "answer_templates")
VOCABULARY = (*TERMS, "proposed")
GROUPS = ["content", "lists", "units", "vocabulary", "received", "reports", "settings", "guides"]


def menu(client, user):
    """The menu of this user: name of a group → the addresses in it, both in the order of the menu."""
    client.force_login(user)
    request = client.get(reverse("wagtailadmin_home")).wsgi_request
    shown = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    return {item.name: addresses(item, request) for item in shown}


def addresses(item, request):
    inner = getattr(item, "menu", None)
    if inner is None:
        return [item.url]
    return [one.url for one in sorted(inner.menu_items_for_request(request), key=lambda one: one.order)]


def at(*names):
    """The addresses of lists by the short names of this file."""
    views = {
        **{
            name: f"admin_{name}:index"
            for name in ("cases", "technologies", "practices", "announcements", "collections", "visits")
        },
        "explorer": "wagtailadmin_explore_root",
        "images": "wagtailimages:index",
        "documents": "wagtaildocs:index",
        "entries": "entries:index",
        "imports": "list_imports",
        "enterprises": "wagtailsnippets_showcase_enterprise:list",
        "merges": "merges",
        "objections": "objections",
        "inbox": "inbox",
        "replications": "replications",
        "answer_templates": "answer_templates:index",
        "proposed": "term_proposals",
        **{name: f"terms_{name}:index" for name in TERMS},
    }
    return [reverse(views[name]) for name in names]


def test_the_menu_of_a_superuser_has_every_group_in_the_order_of_the_work(client):
    found = menu(client, make_superuser())

    assert [name for name in found if name != "help"] == GROUPS
    assert found["content"] == at(
        *("cases", "technologies", "practices", "collections", "visits"), *("explorer", "images", "documents")
    )
    assert found["lists"] == at("announcements", "entries", "imports")
    assert found["units"] == at("enterprises", "merges")
    assert set(found["vocabulary"]) == set(at(*VOCABULARY))
    assert found["received"] == at("inbox", "replications", "objections", "answer_templates")


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        ("contributor", {"content": ("cases", *FILES)}),
        ("editor", {"content": (*STORIES, *FILES), "units": ("enterprises",), "received": ("inbox", "replications")}),
        ("publisher", {"content": (*STORIES, *FILES), "units": ("enterprises",), "received": RECEIVED}),
        (
            "list officer",
            {
                "content": tuple(FILES),
                "lists": ("announcements", "entries", "imports"),
                "units": ("enterprises", "merges"),
            },
        ),
        ("vocabulary editor", {"vocabulary": VOCABULARY}),
        ("objection handler", {"received": ("objections",)}),
        (
            "administrator",
            {
                "content": (*STORIES, *FILES),
                "lists": ("announcements", "entries", "imports"),
                "units": ("enterprises", "merges"),
                "vocabulary": VOCABULARY,
                "received": RECEIVED,
            },
        ),
    ],
)
def test_each_role_sees_its_own_part_of_the_menu(client, role, groups):
    found = menu(client, make_user(role))

    assert {name: set(found[name]) for name in GROUPS[:5] if name in found} == {
        name: set(at(*members)) for name, members in groups.items()
    }
    assert ("settings" in found) is (role == "administrator")
    assert "help" not in found


# Not in everybody's menu because it is not everybody's work: these lists show a user only what they may see anyway.
NOT_SECRET = {
    *(f"/admin/{name}/" for name in ("cases", "technologies", "practices", "story-collections", "visit-pages")),
    "/admin/announcements/",
    *(f"/admin/reports/{name}/" for name in ("site-history", "page-types-usage")),
    "/admin/workflows/tasks/index/",
}
ROLES = (
    "contributor",
    "editor",
    "publisher",
    "list officer",
    "vocabulary editor",
    "objection handler",
    "administrator",
)


@pytest.mark.parametrize("role", ROLES)
def test_what_the_menu_offers_opens(client, role):
    for found in menu(client, make_user(role)).values():
        for address in found:
            # Settings of the site lead on to those of the one site that there is.
            assert client.get(address, follow=True).request["PATH_INFO"].startswith(address), address


@pytest.mark.parametrize("role", ROLES)
def test_what_the_menu_does_not_offer_is_refused(client, role):
    found = menu(client, make_superuser())
    everything = {address for name, group in found.items() if name != "help" for address in group}
    offered = {address for group in menu(client, make_user(role)).values() for address in group}

    assert {address for address in everything - offered - NOT_SECRET if opens(client, address)} == set()


def test_a_group_with_one_member_leads_straight_to_it(client):
    found = menu(client, make_user("editor"))

    assert found["units"] == at("enterprises")


def test_the_items_of_one_user_do_not_change_those_of_another(client):
    administrator = make_user("administrator")
    before = menu(client, administrator)
    menu(client, make_user("vocabulary editor"))

    assert menu(client, administrator) == before
