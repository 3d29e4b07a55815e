"""Writing a collection: what may be published, who may write, and what the form says."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from portal.refusals import RefusedError
from showcase.models import CollectionItem, CollectionPage
from tests import factories as make

pytestmark = pytest.mark.django_db


def faults(page):
    return CollectionPage.objects.get(pk=page.pk).publishing_faults()


def item(story, **fields):
    return CollectionItem(**{"story": story, "remark_zh": "看点", "remark_en": "Remark", **fields})


def test_one_story_or_no_introduction_is_refused():
    draft = make.make_collection(stories=[make.make_case()], introduction="<p> </p>", live=False)

    assert faults(draft) == ["请至少选择两篇。", "请填写导语。"] or len(faults(draft)) == 2
    with pytest.raises(RefusedError):
        draft.get_latest_revision().publish()


def test_the_same_story_in_both_languages_is_refused():
    case = make.make_case("余热回收")
    english = make.make_translation(case)
    draft = make.make_collection(stories=[case, make.make_case(), english], live=False)

    (fault,) = faults(draft)

    assert "余热回收" in fault


def test_a_complete_collection_is_published():
    assert make.make_collection().live


def test_an_english_page_waits_for_english_remarks():
    page = make.make_collection()
    page.items = [item(make.make_case("甲案例")), item(make.make_case("乙案例"), remark_en="")]
    page.save_revision().publish()

    english = make.make_translation(page, "Starter kit", live=False)

    (fault,) = english.get_latest_revision_as_object().publishing_faults()
    assert "乙案例" in fault
    assert "甲案例" not in fault


def test_an_english_remark_is_outdated_once_the_chinese_one_is_another():
    page = make.make_collection()
    english = make.make_translation(page, "Starter kit")
    assert english.unfinished_facts() == ()

    changed = page.items.first()
    changed.remark_zh = "新的看点"
    changed.save()

    (unfinished,) = type(english).objects.get(pk=english.pk).unfinished_facts()
    assert (unfinished.chinese, unfinished.english, unfinished.former) == ("新的看点", "Remark 1", "第1篇的看点")


def test_chinese_is_refused_as_an_english_remark():
    row = item(make.make_case(), remark_en="看点在哪里")

    with pytest.raises(Exception, match="remark_en"):
        row.clean()


def form(title, stories, **row):
    rows = [{"story": story.pk, "remark_zh": "看点", "remark_en": "", **row} for story in stories]
    return nested_form_data(
        {
            "title": title,
            "slug": "",
            "summary": "先量清楚。",
            "introduction": rich_text("<p>几篇放在一起看。</p>"),
            "items": inline_formset(rows),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )


def add_url():
    return reverse("wagtailadmin_pages:add", args=["showcase", "collectionpage", make.section("collections").pk])


def test_a_publisher_chooses_stories_in_the_form_and_publishes(client: Client):
    client.force_login(make.make_user("publisher"))
    stories = [make.make_case("甲案例"), make.make_technology("乙技术")]

    client.post(add_url(), form("印染厂入门", stories))

    page = CollectionPage.objects.get(title="印染厂入门")
    assert page.live
    assert [row.story.title for row in page.items.all()] == ["甲案例", "乙技术"]


def test_an_editor_drafts_a_collection_and_cannot_publish_it(client: Client):
    client.force_login(make.make_user("editor"))

    client.post(add_url(), form("印染厂入门", [make.make_case(), make.make_case()]))

    assert not CollectionPage.objects.get(title="印染厂入门").live


def test_other_roles_can_neither_add_nor_change_a_collection(client: Client):
    stories = [make.make_technology(), make.make_technology()]
    page = make.make_collection("印染厂入门", stories)

    for role in ("contributor", "list officer", "objection handler", "vocabulary editor"):
        client.force_login(make.make_user(role))
        added = client.post(add_url(), form("别的专题", stories))
        changed = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form("改过", stories))
        assert {added.status_code, changed.status_code} <= {302, 403}, role

    assert not CollectionPage.objects.exclude(pk=page.pk).exists()
    assert not CollectionPage.objects.get(pk=page.pk).has_unpublished_changes


def test_the_form_marks_the_chosen_stories_that_readers_do_not_see(client: Client):
    seen, draft, private = (
        make.make_case("可见案例"),
        make.make_case("草稿案例", live=False),
        make.make_case("私密案例"),
    )
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type=PageViewRestriction.LOGIN)
    page = make.make_collection(stories=[seen, draft, private])
    client.force_login(make.make_superuser())

    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    warned = text.partition('class="help-block help-warning"')[2].partition("</div>")[0]
    assert "2. 草稿案例" in warned
    assert "3. 私密案例" in warned
    assert "可见案例" not in warned


def test_a_form_that_gives_new_english_words_notes_for_which_chinese_they_are(client: Client):
    client.force_login(make.make_superuser())
    page = make.make_collection()
    rows = [
        {"id": row.pk, "row_uid": str(row.pk), "story": row.story_id, "remark_zh": "新的看点", "remark_en": words}
        for row, words in zip(page.items.all(), ("New remark", "Remark 2"), strict=True)
    ]
    data = {**form(page.title, []), "slug": page.slug}
    data = {key: value for key, value in data.items() if not key.startswith("items-")}
    data |= nested_form_data({"items": inline_formset(rows, initial=2)})

    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)

    noted = list(page.items.values_list("remark_en", "remark_en_for"))
    assert noted == [("New remark", "新的看点"), ("Remark 2", "第2篇的看点")]
