"""A deleted page that was published says so at its address, with day and reason; nothing else is said of it."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from portal.models import InfoPage, Tombstone
from tests.factories import make_case, make_superuser, make_translation, make_user, section

pytestmark = pytest.mark.django_db

REASON = "企业已注销，内容不再适用。"


def info(slug, parent, title="", **fields):
    page = InfoPage(title=title or slug, slug=slug, body=[], **fields)
    parent.add_child(instance=page)
    if page.live:
        page.save_revision().publish()
    return page


@pytest.fixture
def guide():
    return info("guide", section("about"), "怎样申报绿色工厂")


def delete(client, page, **fields):
    client.force_login(make_superuser())
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), fields)
    client.logout()
    cache.clear()
    return answer


def test_its_address_answers_gone_with_title_day_and_reason_in_both_languages(client, guide):
    english = make_translation(guide, "How to apply", slug="guide")
    addresses = {guide.url: "怎样申报绿色工厂", english.url: "How to apply"}

    delete(client, guide, reason=REASON)

    for address, title in addresses.items():
        answer = client.get(address)
        text = answer.content.decode()
        assert answer.status_code == 410
        assert answer["X-Robots-Tag"] == "noindex"
        assert all(part in text for part in (title, REASON, "noindex"))
        assert address not in client.get("/sitemap.xml").content.decode()
    assert "This page was deleted" in client.get(english.url).content.decode()
    assert client.get(guide.url + "?page=2").status_code == 410
    assert client.get("/about/never-there/").status_code == 404


def test_pages_below_are_gone_with_the_same_reason(client, guide):
    below = info("steps", guide, "步骤")

    delete(client, guide, reason=REASON)

    assert REASON in client.get(below.url).content.decode()


def test_an_older_address_of_a_deleted_page_is_gone_too(client, guide, django_capture_on_commit_callbacks):
    old = guide.url
    with django_capture_on_commit_callbacks(execute=True):
        guide.slug = "guide-2026"
        guide.save_revision().publish()
    cache.clear()
    assert client.get(old).status_code == 301

    delete(client, Page.objects.get(pk=guide.pk), reason=REASON)

    assert [client.get(address).status_code for address in (old, "/about/guide-2026/")] == [410, 410]


def test_a_page_that_was_never_published_leaves_nothing_and_needs_no_reason(client):
    draft = info("draft", section("about"), "草稿标题", live=False)

    delete(client, draft)

    assert not Page.objects.filter(pk=draft.pk).exists()
    assert client.get(draft.url or "/about/draft/").status_code == 404
    assert not Tombstone.objects.exists()


@pytest.mark.parametrize("state", ["unpublished", "private", "below a private page"])
def test_a_title_that_nobody_could_read_any_more_is_not_said(client, guide, state):
    page = info("steps", guide, "不公开的标题")
    if state == "unpublished":
        Page.objects.get(pk=page.pk).specific.unpublish()
    else:
        restricted = page if state == "private" else guide
        PageViewRestriction.objects.create(page=restricted, restriction_type="login")

    delete(client, page, reason=REASON)

    text = client.get("/about/guide/steps/").content.decode()
    assert "不公开的标题" not in text
    assert Tombstone.objects.get().title == ""


def test_a_new_page_at_the_address_takes_its_place(client, guide):
    delete(client, guide, reason=REASON)

    assert client.get(info("guide", section("about"), "新的说明").url).status_code == 200


# Before deleting -----------------------------------------------------------------------------------------


def test_what_depends_on_a_page_is_said_before_it_is_deleted(client, guide):
    info("steps", guide, "步骤")
    case = make_case("余热回收")
    other = make_case("引用它的案例", related=[case])
    client.force_login(make_superuser())

    below = client.get(reverse("wagtailadmin_pages:delete", args=[guide.pk])).context
    used = client.get(reverse("wagtailadmin_pages:delete", args=[case.pk])).context

    assert (below["below"], below["usage_count"]) == (1, 0)
    assert other.title in used["users"]


def test_a_published_page_is_not_deleted_without_a_reason(client, guide):
    answer = delete(client, guide, reason="  ")

    assert answer.url == reverse("wagtailadmin_pages:delete", args=[guide.pk])
    assert Page.objects.filter(pk=guide.pk).exists()


@pytest.mark.parametrize("role", ["contributor", "editor", "list officer", ""])
def test_a_reason_gives_nobody_the_right_to_delete(client, guide, role):
    client.force_login(make_user(role))

    answer = client.post(reverse("wagtailadmin_pages:delete", args=[guide.pk]), {"reason": REASON})

    assert answer.status_code == 302
    assert Page.objects.filter(pk=guide.pk).exists()
    assert not Tombstone.objects.exists()
