"""Who may not work on a page learns nothing of its draft, in whatever list of the admin."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories import (
    make_announcement,
    make_case,
    make_enterprise,
    make_image,
    make_superuser,
    make_user,
    section,
)

pytestmark = pytest.mark.django_db

SECRET, CHANGED = "未公开的案例", "未公开的改动"


@pytest.fixture
def pages() -> dict[str, Any]:
    """A draft, and a public page with a change that waits, both of somebody else; a picture that the draft shows."""
    owner, picture = make_superuser("owner"), make_image()
    draft = make_case(SECRET, live=False, owner=owner, cover=picture, slug="secret-draft")
    changed = make_case("众所周知的案例", owner=owner, slug="changed-page")
    changed.title = CHANGED
    changed.save_revision(user=owner)
    draft.save_revision(user=owner)  # the page last edited, which a report names
    Page.objects.filter(pk__in=[draft.pk, changed.pk]).update(locked=True)
    return {"draft": draft, "changed": changed, "picture": picture}


def places(pages: dict[str, Any]) -> dict[str, str]:
    cases, draft, changed = section("cases").pk, pages["draft"], pages["changed"]
    revisions = [changed.get_latest_revision().pk, draft.get_latest_revision().pk]
    return {
        "explorer": reverse("wagtailadmin_explore", args=[cases]),
        "explorer results": reverse("wagtailadmin_explore_results", args=[cases]),
        "chooser": reverse("wagtailadmin_choose_page_child", args=[cases]),
        "chooser search": reverse("wagtailadmin_choose_page_search") + "?q=公开",
        "search": reverse("wagtailadmin_pages:search") + "?q=公开",
        "api": reverse("wagtailadmin_api:pages:listing") + f"?child_of={cases}",
        "api detail": reverse("wagtailadmin_api:pages:detail", args=[draft.pk]),
        "site history": reverse("wagtailadmin_reports:site_history"),
        "locked": reverse("wagtailadmin_reports:locked_pages"),
        "aging": reverse("wagtailadmin_reports:aging_pages"),
        "workflow": reverse("wagtailadmin_reports:workflow"),
        "types": reverse("wagtailadmin_reports:page_types_usage"),
        "home": reverse("wagtailadmin_home"),
        "picture usage": reverse("wagtailimages:image_usage", args=[pages["picture"].pk]),
        "history": reverse("wagtailadmin_pages:history", args=[draft.pk]),
        "history of the changed": reverse("wagtailadmin_pages:history", args=[changed.pk]),
        "workflow history": reverse("wagtailadmin_pages:workflow_history", args=[draft.pk]),
        "usage": reverse("wagtailadmin_pages:usage", args=[draft.pk]),
        "compare": reverse("wagtailadmin_pages:revisions_compare", args=[changed.pk, "live", revisions[0]]),
        "revision": reverse("wagtailadmin_pages:revisions_view", args=[draft.pk, revisions[1]]),
        "draft": reverse("wagtailadmin_pages:view_draft", args=[draft.pk]),
        "edit": reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        "copy": reverse("wagtailadmin_pages:copy", args=[draft.pk]),
        "delete": reverse("wagtailadmin_pages:delete", args=[draft.pk]),
        "move": reverse("wagtailadmin_pages:move", args=[draft.pk]),
        "unpublish": reverse("wagtailadmin_pages:unpublish", args=[changed.pk]),
        "cases": reverse("admin_cases:index"),
    }


def read(client: Client, address: str) -> str:
    """What the place answers; the chooser's windows come as JSON."""
    answer = client.get(address)
    is_json = "json" in answer.headers["Content-Type"]
    return json.dumps(answer.json(), ensure_ascii=False) if is_json else answer.content.decode()


def telling(client: Client, pages: dict[str, Any]) -> dict[str, str]:
    """Places that answer with a title that only those who work on the page may know."""
    texts = {name: read(client, address) for name, address in places(pages).items()}
    told = {name: [title for title in (SECRET, CHANGED) if title in text] for name, text in texts.items()}
    return {name: ", ".join(titles) for name, titles in told.items() if titles}


@pytest.mark.parametrize("role", ["contributor", "list officer", "vocabulary editor", "objection handler"])
def test_no_list_tells_the_title_of_a_draft_to_who_may_not_work_on_it(client: Client, pages: Any, role: str) -> None:
    client.force_login(make_user(role))

    assert telling(client, pages) == {}


def test_who_works_on_it_sees_it(client: Client, pages: Any) -> None:
    client.force_login(make_user("editor"))

    told = telling(client, pages)

    assert {"explorer", "chooser", "chooser search", "search", "edit", "api"} <= set(told)


def test_a_contributor_sees_the_own_draft_and_what_is_public(client: Client, pages: Any) -> None:
    user = make_user("contributor")
    make_case("自己的草稿", live=False, owner=user, slug="my-own-draft")
    client.force_login(user)

    for name in ("explorer", "chooser"):
        text = read(client, places(pages)[name])
        assert "自己的草稿" in text, name
        assert "众所周知的案例" in text, name


def test_a_draft_of_another_section_is_not_told_either(client: Client) -> None:
    make_announcement("未公开的名单", live=False)
    client.force_login(make_user("contributor"))

    address = reverse("wagtailadmin_choose_page_child", args=[section("notices").pk])

    assert "未公开的名单" not in read(client, address)


@pytest.mark.parametrize(("role", "sees"), [("contributor", False), ("editor", True)])
def test_the_chooser_of_enterprises_shows_drafts_to_who_keeps_enterprises(
    client: Client, role: str, *, sees: bool
) -> None:
    make_enterprise("未公布的企业", live=False)
    make_enterprise("已公布的企业")
    client.force_login(make_user(role))

    text = read(client, reverse("wagtailsnippetchoosers_showcase_enterprise:choose"))

    assert "已公布的企业" in text
    assert ("未公布的企业" in text) == sees
