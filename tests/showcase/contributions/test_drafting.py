"""The desk makes a draft of a contribution: once, with its origin, private until it is published."""

import json

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.users.models import UserProfile

from portal.models import Image
from showcase.inbox.links import token_of
from showcase.models import CaseStudyPage, Contribution, ContributionFile, StoryEnterprise, Submission, WordImport
from tests.factories import industry, make_enterprise, make_superuser, make_user, section, technique
from tests.showcase.contributions.senders import (
    EMAIL,
    ENTERPRISE,
    FIGURE,
    TEXTS,
    content_of,
    picture,
    submitted,
    word_file,
)
from tests.showcase.contributions.test_files import RIGHTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user("editor")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return user


def make_draft(client, found) -> CaseStudyPage:
    answer = client.post(reverse("contribution_draft", args=[found.pk]))
    assert answer.status_code == 302, answer.content.decode()
    draft = Contribution.objects.get(submission=found.pk).draft
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    return CaseStudyPage.objects.get(pk=draft.pk).get_latest_revision_as_object()


def publish(page) -> None:
    """Give the draft what a published case needs besides, and publish it."""
    page.standing = "reference"
    page.enterprise_items = [StoryEnterprise(enterprise=make_enterprise())]
    page.save_revision(user=make_superuser(f"root-{page.pk}"), clean=False).publish()


def sections_of(page) -> dict[str, str]:
    """Section → its texts."""
    found: dict[str, str] = {}
    here = ""
    for block in page.body:
        if block.block_type == "section":
            here = block.value
        elif block.block_type == "text":
            found[here] = found.get(here, "") + block.value.source
    return found


def sender_page(found) -> str:
    return Client().get(f"/en/sent/{token_of(found)}/", follow=True).content.decode()


def test_the_draft_holds_what_was_written_with_its_origin(client, editor):
    industry("C1713")
    technique("T02.01")
    found = submitted(FIGURE, industries="C1713", techniques="T02.01")

    page = make_draft(client, found)

    texts = sections_of(page)
    assert (page.live, page.title, page.summary) == (False, TEXTS["title"], TEXTS["summary"])
    assert page.get_parent().slug == "cases"
    for name, where in (
        ("why", "background"),
        ("what", "practices"),
        ("how", "practices"),
        ("check", "transfer"),
        ("wrong", "lessons"),
    ):
        assert TEXTS[name].rstrip("。") in texts[where]
    printed, own = page.sources.all()
    assert (printed.number, printed.title) == (1, "示例企业节能改造见效")
    assert (own.number, own.publisher, own.kind) == (2, ENTERPRISE, "company")
    assert found.number in own.title
    (effect,) = page.effects.all()
    assert (effect.printed, effect.low, effect.unit, effect.per) == (FIGURE["amount"], 1_860_000, "kWh", "year")
    assert (effect.direction, effect.evidence, effect.source_number) == ("saved", "metered", 2)
    assert [item.tag.code for item in page.industry_items.all()] == ["C1713"]
    assert [item.tag.code for item in page.technique_items.all()] == ["T02.01"]


def test_a_second_time_leads_to_the_same_draft(client, editor):
    found = submitted()

    first, again = make_draft(client, found), make_draft(client, found)

    assert first.pk == again.pk
    assert CaseStudyPage.objects.count() == 1
    assert [step.action for step in found.steps.all()].count("drafted") == 1


def test_pictures_become_images_that_stay_private_and_leave_the_sealed_storage(client, editor):
    found = submitted(picture=picture(), **RIGHTS)

    page = make_draft(client, found)

    image = Image.objects.get()
    (figure,) = [block.value for block in page.body if block.block_type == "figure"]
    assert figure["image"] == image
    assert (image.alt_zh, image.credit) == (RIGHTS["picture_shows"], RIGHTS["picture_credit"])
    assert Client().get(image.file.url).status_code == 404
    assert not ContributionFile.objects.exists()


def test_a_word_file_is_read_as_the_editors_import_reads_one(client, editor):
    lines = ("标题：示例染整余热回收", "背景", "废气余热没有利用。", "主要做法", "加装换热器。联系人：陈明")
    found = submitted(word=word_file(*lines), **dict.fromkeys(TEXTS, ""))

    page = make_draft(client, found)

    texts = sections_of(page)
    assert page.title == "示例染整余热回收"
    assert "废气余热没有利用" in texts["background"]
    assert "加装换热器" in texts["practices"]
    assert "陈明" not in texts["practices"]
    assert WordImport.objects.get().draft_id == page.pk
    assert not ContributionFile.objects.exists()


def test_a_figure_that_lacks_something_waits_in_the_draft(client, editor):
    found = submitted(FIGURE)
    Submission.objects.filter(pk=found.pk).update(content=_without_unit(found))

    page = make_draft(client, found)

    assert page.effects.count() == 0
    assert "很多电" in str(page.typed_rows("effects"))


def _without_unit(found) -> str:
    content = content_of(found)
    content["figures"][0]["amount"] = "很多电"
    return json.dumps(content)


@pytest.mark.parametrize("role", ["list officer", "vocabulary editor", "objection handler", "contributor"])
def test_who_does_not_handle_submissions_makes_no_draft_and_asks_nobody(client, role):
    found = submitted()
    client.force_login(make_user(role))

    for name in ("contribution_draft", "contribution_ask_contact"):
        client.post(reverse(name, args=[found.pk]))

    assert not CaseStudyPage.objects.exists()
    assert found.steps.last().action == "received"


def test_who_may_not_add_cases_makes_no_draft(client, editor):
    found = submitted()
    editor.groups.get().page_permissions.exclude(page__slug="practices").delete()

    shown = client.get(reverse("inbox_detail", args=[found.pk])).content.decode()
    client.post(reverse("contribution_draft", args=[found.pk]))

    assert "Make the draft" not in shown
    assert not CaseStudyPage.objects.exists()


def test_nobody_makes_a_draft_by_following_a_link(client, editor):
    assert client.get(reverse("contribution_draft", args=[submitted().pk])).status_code == 405


def test_of_a_closed_one_no_draft_is_made(client, editor):
    found = submitted()
    client.post(reverse("inbox_act", args=[found.pk, "decide"]), {"decision": "declined", "remark": "不适合。"})

    client.post(reverse("contribution_draft", args=[found.pk]))

    assert not CaseStudyPage.objects.exists()


def test_the_form_of_the_draft_leads_to_its_origin_and_questions_go_by_the_same_link(client, editor):
    found = submitted()
    page = make_draft(client, found)

    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    client.post(reverse("inbox_act", args=[found.pk, "ask"]), {"text": "换热器是哪一年装的？"})
    asked = sender_page(found)
    Client().post(f"/en/sent/{token_of(found)}/", {"act": "answer", "text": "二〇二三年。"})

    assert reverse("inbox_detail", args=[found.pk]) in form
    assert "换热器是哪一年装的？" in asked
    assert "二〇二三年。" in client.get(reverse("inbox_detail", args=[found.pk])).content.decode()


def test_the_button_to_the_origin_is_not_shown_to_who_does_not_handle_it(client, editor):
    found = submitted()
    page = make_draft(client, found)
    contributor = make_user("contributor")
    CaseStudyPage.objects.filter(pk=page.pk).update(owner=contributor)
    client.force_login(contributor)

    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert reverse("inbox_detail", args=[found.pk]) not in form


def test_once_there_is_a_draft_the_sender_changes_nothing_more(client, editor):
    found = submitted()
    make_draft(client, found)

    answer = Client().post(f"/contribute/{token_of(found)}/", {**TEXTS, "wrong": "后来的话。"})

    assert answer.url == f"/sent/{token_of(found)}/"
    assert content_of(found)["wrong"] == TEXTS["wrong"]
    assert "Change what was sent" not in sender_page(found)


def test_the_sender_reads_how_far_it_is_and_gets_the_address_once_it_is_published(client, editor):
    found = submitted()
    before = sender_page(found)
    page = make_draft(client, found)
    drafted = sender_page(found)

    publish(page)

    assert "made a draft" not in before
    assert "made a draft" in drafted
    address = CaseStudyPage.objects.get().get_url()
    assert address in sender_page(found)
    assert address in mail.outbox[-1].body
    assert mail.outbox[-1].to == [EMAIL]
    assert Submission.objects.get(pk=found.pk).state == "accepted"


def test_publishing_again_sends_no_second_mail(client, editor):
    found = submitted()
    page = make_draft(client, found)
    publish(page)
    sent = len(mail.outbox)

    CaseStudyPage.objects.get().save_revision(clean=False).publish()

    assert len(mail.outbox) == sent


def test_a_case_that_only_some_may_read_is_not_said_to_be_published(client, editor):
    found = submitted()
    page = make_draft(client, found)
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    publish(page)

    assert Submission.objects.get(pk=found.pk).state == "new"


def test_nothing_of_it_is_public_before(client, editor):
    cases = section("cases")
    found = submitted(picture=picture(), **RIGHTS)
    page = make_draft(client, found)

    reader = Client()
    for address in (cases.url, "/", "/sitemap.xml", f"/search/?q={TEXTS['title']}", "/stories.json"):
        assert found.number not in reader.get(address).content.decode()
        assert f">{TEXTS['title']}<" not in reader.get(address).content.decode()
    assert reader.get(f"{cases.url}{page.slug}/").status_code == 404


def test_the_origin_stays_in_the_sources_when_the_submission_is_erased(client, editor):
    found = submitted()
    page = make_draft(client, found)

    Submission.objects.filter(pk=found.pk).delete()

    again = CaseStudyPage.objects.get(pk=page.pk)
    assert found.number in again.sources.last().title
