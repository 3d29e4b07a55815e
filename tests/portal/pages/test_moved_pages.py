"""The old address of a moved page leads to the new one, in both languages, and tells nothing that is not public."""

import pytest
from wagtail.models import Page, PageViewRestriction

from portal.models import InfoPage
from tests.factories import make_translation, section

pytestmark = pytest.mark.django_db


def info(slug, parent):
    page = InfoPage(title=slug, slug=slug, body=[])
    parent.add_child(instance=page)
    return page


@pytest.fixture
def moved(django_capture_on_commit_callbacks):
    """A page with one below it and its translation, moved to another place; the old addresses."""
    about = section("about")
    page = info("guide", about)
    below = info("steps", page)
    english = make_translation(page, "Guide", slug="guide")
    addresses = {"page": page.url, "below": below.url, "english": english.url}
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=page.pk).move(about.get_parent(), "last-child")
        Page.objects.get(pk=english.pk).move(section("about", "en").get_parent(), "last-child")
    return addresses


@pytest.mark.parametrize(("which", "new"), [("page", "/guide/"), ("below", "/guide/steps/"), ("english", "/en/guide/")])
def test_an_old_address_leads_to_the_new_one(client, moved, which, new):
    for _time in range(2):  # the second reader is answered past the page cache too
        answer = client.get(moved[which])
        assert (answer.status_code, answer.headers["Location"].removeprefix("http://127.0.0.1")) == (301, new)
    assert "max-age=60" in answer.headers["Cache-Control"]
    assert client.get(moved[which] + "?page=2").status_code == 301
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("state", ["private", "below a private one", "draft"])
def test_nobody_learns_where_a_page_went_that_is_not_public(client, moved, state):
    page = Page.objects.get(slug="guide", locale__language_code="zh-hans")
    if state == "draft":
        page.specific.unpublish()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(moved["below" if state == "below a private one" else "page"]).status_code == 404


def test_a_page_that_moves_back_is_at_its_old_address(client, moved):
    page = Page.objects.get(slug="guide", locale__language_code="zh-hans")
    page.move(section("about"), "last-child")
    assert client.get(moved["page"]).status_code == 200
