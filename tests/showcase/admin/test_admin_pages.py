"""The editor's side of pages, through the real views of the admin."""

import itertools
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, Workflow

from portal.models import InfoPage
from showcase.models import AnnouncementPage, CaseStudyPage, TechnologyPage
from tests.admin_forms import EFFECT, SOURCE, body_form, full_case, story_form
from tests.factories import (
    industry,
    make_announcement,
    make_case,
    make_collection,
    make_enterprise,
    make_practice,
    make_superuser,
    make_technology,
    make_translation,
    make_user,
    section,
    technique,
)

pytestmark = pytest.mark.django_db


def add_url(model="casestudypage", slug="cases"):
    return reverse("wagtailadmin_pages:add", args=["showcase", model, section(slug).pk])


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def administrator(client):
    user = make_superuser()
    client.force_login(user)
    return user


def test_every_view_of_our_types_opens_for_an_administrator(client, administrator):
    """In Chinese; test_admin_language.py reads the admin in both languages."""
    enterprise = make_enterprise(former_names=["旧名公司"])
    case = make_case(enterprises=[enterprise])
    announcement = make_announcement(entries=[enterprise], live=True)
    pages = [
        case,
        make_translation(case),
        make_technology(related=[case]),
        make_practice(),
        make_collection(stories=[case, make_technology()]),
        announcement,
        *(section(slug, code) for slug, code in itertools.product(["cases", "notices", "about"], ["zh-hans", "en"])),
        section("cases").get_parent(),
    ]
    creatable = [
        ("casestudypage", "cases"),
        ("technologypage", "technologies"),
        ("practicepage", "practices"),
        ("collectionpage", "collections"),
        ("announcementpage", "notices"),
    ]
    listings = ("admin_cases", "admin_technologies", "admin_practices", "admin_collections", "admin_announcements")
    addresses = [
        reverse("wagtailadmin_home"),
        *(edit_url(page) for page in pages),
        *(reverse("wagtailadmin_pages:history", args=[page.pk]) for page in pages[:2]),
        *(add_url(model, slug) for model, slug in creatable),
        *(reverse(f"{name}:index") for name in listings),
        f"{reverse('admin_cases:index')}?industry={industry('C1713').pk}&technique={technique().pk}",
        reverse("entries:index"),
        reverse("entries:add"),
        reverse("entries:edit", args=[announcement.entries.get().pk]),
        *(reverse(f"terms_{name}:index") for name in ("industry", "technique", "process", "region", "goal")),
        *(reverse(f"terms_{name}:index") for name in ("catalogue", "programme", "level")),
        reverse("terms_technique:edit", args=[technique().pk]),
        reverse("wagtailsnippets_showcase_enterprise:list"),
        reverse("wagtailsnippets_showcase_enterprise:add"),
        reverse("wagtailsnippets_showcase_enterprise:edit", args=[enterprise.pk]),
        reverse("wagtailsnippets_showcase_enterprise:history", args=[enterprise.pk]),
    ]
    answers = {address: client.get(address) for address in addresses}
    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code != 200} == {}
    assert all('lang="zh-hans"' in answer.content.decode() for answer in answers.values())


def test_a_case_is_made_with_terms_enterprise_picture_and_two_effects(client, administrator):
    answer = client.post(add_url(), full_case())
    case = CaseStudyPage.objects.get()
    assert answer.status_code == 302, answer.context["form"].errors
    assert sorted(term.code for term in case.industries.all()) == ["C1713"]
    assert sorted(term.code for term in case.techniques.all()) == ["T02.01", "T08.03"]
    assert case.enterprise_items.count() == 1
    assert case.cover.title == "示例图片"
    assert [effect.low for effect in case.effects.all()] == [Decimal(1200), Decimal(3000000)]
    assert [source.number for source in case.sources.all()] == [1]
    assert not case.live


def test_an_all_chinese_title_gets_a_latin_slug(client, administrator):
    client.post(add_url(), full_case())
    slug = CaseStudyPage.objects.get().slug
    assert slug.isascii()
    assert slug.startswith("case-")


def test_code_that_gives_no_slug_gets_a_latin_one_too():
    page = TechnologyPage(title="余热发电", summary="…", standing="compiled", live=False)
    section("technologies").add_child(instance=page)
    assert page.slug.startswith("technology-")


def test_the_address_of_a_published_page_is_permanent(client, administrator):
    case = make_case(slug="kept")
    client.post(edit_url(case), full_case(slug="other", **{"action-publish": "1"}))
    assert CaseStudyPage.objects.get(pk=case.pk).slug == "kept"


def test_a_draft_may_cite_a_source_that_is_not_there_yet_but_is_not_published(client, administrator):
    form = {"effects": [{**EFFECT, "source_number": "2"}], "sources": [SOURCE]}
    assert client.post(add_url(), story_form(**form)).status_code == 302
    refused = client.post(add_url(), story_form(**form, **{"action-publish": "1"}))
    assert refused.status_code == 200
    assert any("〔?〕" in fault for fault in refused.context["form"].non_field_errors())
    assert not CaseStudyPage.objects.filter(live=True).exists()


def test_sources_and_effects_of_one_form_are_read_together(client, administrator):
    client.post(add_url(), full_case(**{"action-publish": "1"}))
    assert CaseStudyPage.objects.get().live


def test_the_form_says_why_a_lead_is_not_published(client, administrator):
    refused = client.post(add_url(), full_case(case_depth="lead", **{"action-publish": "1"}))
    assert refused.status_code == 200
    assert refused.context["form"].non_field_errors()
    assert not CaseStudyPage.objects.exists()


@pytest.mark.parametrize(("ticked", "day"), [({}, "2024-05-01"), ({"facts_checked": "on"}, "today")])
def test_facts_ticked_as_checked_count_from_today_and_a_change_alone_does_not(client, administrator, ticked, day):
    client.post(add_url(), story_form(confirmed_on="2024-05-01", **ticked))
    today = timezone.localdate()
    assert str(CaseStudyPage.objects.get().confirmed_on) == (str(today) if day == "today" else day)


def test_the_same_industry_twice_is_told_in_the_form(client, administrator):
    twice = [{"tag": str(industry("C1713").pk)}] * 2
    answer = client.post(add_url(), story_form(industry_items=twice, **{"action-publish": "1"}))
    assert answer.status_code == 200
    assert not CaseStudyPage.objects.exists()


def test_a_translation_shows_its_texts_and_none_of_the_facts(client, administrator):
    english = make_translation(make_case())
    form = client.get(edit_url(english)).context["form"]
    assert {"title", "summary", "body", "caveat", "standing_note", "slug"} <= form.fields.keys()
    assert not {"standing", "case_depth", "year", "cover", "confirmed_on", "facts_checked"} & form.fields.keys()
    assert set(form.formsets) == {"comments"}


def test_saving_a_translation_leaves_it_without_facts(client, administrator):
    english = make_translation(make_case())
    texts = {"title": "Heat recovered", "summary": "Waste gas preheats fresh air.", "body": body_form("Hot waste gas.")}
    answer = client.post(edit_url(english), full_case(**texts, **{"action-publish": "1"}))
    saved = CaseStudyPage.objects.get(pk=english.pk)
    assert answer.status_code == 302, answer.context["form"].errors
    assert saved.title == "Heat recovered"
    assert not any(getattr(saved, name).exists() for name in CaseStudyPage.fact_relations)


def test_the_form_of_a_translation_refuses_chinese_and_keeps_what_was_typed(client, administrator):
    english = make_translation(make_case())
    answer = client.post(edit_url(english), full_case(title="Another title", **{"action-publish": "1"}))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "利用废气余热预热新风" in text
    assert "Another title" in text
    assert CaseStudyPage.objects.get(pk=english.pk).title == english.title


def test_stories_are_made_in_the_chinese_section_of_their_kind_alone():
    assert CaseStudyPage.can_create_at(section("cases"))
    assert not CaseStudyPage.can_create_at(section("technologies"))
    assert not CaseStudyPage.can_create_at(section("cases", "en"))
    assert not AnnouncementPage.can_create_at(section("notices", "en"))
    assert InfoPage.can_create_at(section("about"))
    assert not InfoPage.can_create_at(section("about", "en"))


def test_every_story_section_is_under_the_three_reviews_in_both_languages():
    reviews = Workflow.objects.get(name__contains="三审")
    slugs = ("cases", "technologies", "practices")
    found = [section(slug, code).get_workflow() for slug, code in itertools.product(slugs, ("zh-hans", "en"))]
    assert found == [reviews] * 6
    assert section("notices").get_workflow() is None


def approve(client, user, page):
    """Approve in the way the dashboard does: through the dialog of the current task."""
    client.force_login(user)
    state = TaskState.objects.get(workflow_state__object_id=str(page.pk), status=TaskState.STATUS_IN_PROGRESS)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return client.post(address, {"comment": ""}, headers={"X-Requested-With": "XMLHttpRequest"})


def test_three_approvals_publish_a_submitted_case(client):
    client.force_login(make_user("contributor"))
    client.post(add_url(), full_case(**{"action-submit": "1"}))
    case = CaseStudyPage.objects.get()
    reviewers = [make_user("editor"), make_user("publisher"), make_user("administrator")]
    seen = []
    for reviewer in reviewers:
        seen.append(case.current_workflow_task.name[:2])
        approve(client, reviewer, case)
        case = CaseStudyPage.objects.get(pk=case.pk)
        seen.append(case.live)
    assert seen == ["初审", False, "复审", False, "终审", True]


def test_a_publisher_publishes_without_the_reviews(client):
    client.force_login(make_user("publisher"))
    client.post(add_url(), full_case(**{"action-publish": "1"}))
    assert CaseStudyPage.objects.get().live


def test_the_last_approval_of_a_case_that_became_a_lead_publishes_nothing_and_says_why(client, settings):
    settings.FOUR_EYES = False
    case = make_case(live=False)
    case.case_depth = "lead"
    case.save_revision()
    user = make_superuser()
    Workflow.objects.get(name__contains="三审").start(case, user)
    for _review in range(3):
        answer = approve(client, user, case)
    assert answer.json()["step"] == "success"
    assert [str(message) for message in client.get(reverse("wagtailadmin_home")).context["messages"]]
    assert not Page.objects.get(pk=case.pk).live
