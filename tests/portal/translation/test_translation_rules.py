"""Who may translate does not thereby publish: no way through the translation editor changes what is public."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from showcase.models import CaseStudyPage
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case():
    return make_case("定型机余热回收")


@pytest.fixture
def source(case):
    """A case whose English page is live and managed by wagtail-localize; the Chinese title changed since."""
    source, _new = TranslationSource.update_or_create_from_instance(case)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    entries = translation.export_po()
    for entry in entries:
        entry.msgstr = "Heat recovered"
    translation.import_po(entries)
    translation.save_target(publish=True)
    case.title = "后来的题目"
    case.save_revision().publish()
    return source


def english(case):
    return CaseStudyPage.objects.get(translation_key=case.translation_key, locale__language_code="en")


def test_a_page_submitted_for_translation_begins_as_a_draft(client, case):
    client.force_login(make_user("publisher"))
    locale = Locale.objects.get(language_code="en")
    client.post(reverse("wagtail_localize:submit_page_translation", args=[case.pk]), {"locales": [locale.pk]})
    assert not english(case).live


def translate_what_is_new(source):
    """English for the title that changed."""
    source.refresh_from_db()
    translation = source.translations.get()
    entries = translation.export_po()
    (changed,) = [entry for entry in entries if entry.msgid == "后来的题目"]
    changed.msgstr = "A later title"
    translation.import_po(entries)


@pytest.mark.parametrize(("role", "title"), [("editor", "Heat recovered"), ("publisher", "A later title")])
def test_only_a_publisher_publishes_while_syncing_a_translation(client, case, source, role, title):
    translate_what_is_new(source)
    client.force_login(make_user(role))
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    client.post(address, {"publish_translations": "on"})
    assert english(case).title == title


def test_an_editor_syncs_a_translation_without_publishing(client, case, source):
    client.force_login(make_user("editor"))
    before = source.last_updated_at
    client.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {})
    source.refresh_from_db()
    assert source.last_updated_at > before
    assert english(case).title == "Heat recovered"


@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_nobody_turns_a_translation_into_an_alias(client, case, source, role):
    client.force_login(make_user(role))
    client.post(reverse("wagtail_localize:convert_to_alias", args=[english(case).pk]))
    assert english(case).alias_of_id is None
    assert english(case).title == "Heat recovered"
