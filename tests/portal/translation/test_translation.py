"""Translations hold no facts, wait for their source and go with it, by whatever route."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from portal.refusals import RefusedError
from showcase.models import CaseStudyPage
from tests.factories import make_case, make_enterprise, make_superuser, make_translation, section

pytestmark = pytest.mark.django_db


def english(page):
    return CaseStudyPage.objects.filter(translation_key=page.translation_key, locale__language_code="en").first()


def fact_rows(page):
    return {name: getattr(page, name).count() for name in page.fact_relations if getattr(page, name).exists()}


def translate_by_localize(page, publish=True):
    source, _new = TranslationSource.update_or_create_from_instance(page)
    translation, _new = Translation.objects.get_or_create(
        source=source, target_locale=Locale.objects.get(language_code="en")
    )
    entries = translation.export_po()
    for number, entry in enumerate(entries):
        entry.msgstr = f"English of text {number}"
    translation.import_po(entries)
    translation.save_target(publish=publish)


@pytest.fixture
def case():
    return make_case(enterprises=[make_enterprise()], listings=[("green-factory", "provincial")], goals=["2025-1"])


def test_a_copy_for_translation_has_no_fact_row(case):
    assert fact_rows(case)
    assert fact_rows(make_translation(case)) == {}


def test_a_translation_by_localize_has_no_fact_row_after_every_save(case, django_capture_on_commit_callbacks):
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            translate_by_localize(case)
        assert fact_rows(english(case)) == {}
    assert english(case).live
    assert english(case).title.startswith("English of")


def test_the_revision_of_a_translation_holds_no_fact_either(case):
    content = make_translation(case).latest_revision.content
    assert [name for name in case.fact_relations if content.get(name)] == []


def test_localizes_editor_opens_for_a_translated_case(client, case, django_capture_on_commit_callbacks):
    client.force_login(make_superuser())
    with django_capture_on_commit_callbacks(execute=True):
        translate_by_localize(case)
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[english(case).pk]))
    assert answer.status_code == 200
    assert "wagtail-localize" in answer.content.decode()
    assert "年节约标准煤1200吨" not in answer.content.decode()


def test_a_translation_stays_a_draft_while_its_source_is_one():
    draft = make_case(live=False)
    with pytest.raises(RefusedError):
        make_translation(draft)
    assert not english(draft).live


def test_unpublishing_the_source_unpublishes_the_translation(case):
    make_translation(case)
    case.unpublish()
    assert not english(case).live


def test_expiry_of_the_source_unpublishes_the_translation(case):
    make_translation(case)
    Page.objects.filter(pk=case.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert not Page.objects.get(pk=case.pk).live
    assert not english(case).live


def test_bulk_unpublishing_takes_the_translations_along(client, case):
    make_translation(case)
    client.force_login(make_superuser())
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    client.post(f"{address}?id={case.pk}", {"next": "/admin/"})
    assert not Page.objects.get(pk=case.pk).live
    assert not english(case).live


@pytest.mark.parametrize("delete", [lambda page: page.delete(), lambda page: Page.objects.filter(pk=page.pk).delete()])
def test_deleting_the_source_deletes_the_translation(case, delete):
    make_translation(case)
    delete(case)
    assert english(case) is None
    assert [bool(found) for found in Page.find_problems()] == [False] * 5


def test_the_admin_names_the_translation_before_it_goes(client, case):
    translation = make_translation(case, title="Heat recovered")
    client.force_login(make_superuser())
    answer = client.get(reverse("wagtailadmin_pages:delete", args=[case.pk]))
    assert "Heat recovered" in answer.content.decode()
    client.post(reverse("wagtailadmin_pages:delete", args=[case.pk]), {"reason": "内容有误。"})
    assert not Page.objects.filter(pk__in=[case.pk, translation.pk]).exists()


def test_unpublishing_or_deleting_a_translation_leaves_the_source(case):
    translation = make_translation(case)
    translation.unpublish()
    translation.delete()
    assert CaseStudyPage.objects.get(pk=case.pk).live


def test_a_draft_save_of_the_source_leaves_the_translation_live(case):
    make_translation(case)
    case.title = "新的标题"
    case.save_revision()
    assert english(case).live


def test_the_sections_stand_in_both_languages():
    assert section("cases", "en").source == section("cases")
