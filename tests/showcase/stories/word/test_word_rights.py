"""A Word file is seen by its owner and by users who may edit in its section, and goes when nobody needs it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from showcase.models import CaseStudyPage, StoryIndexPage, WordImport
from showcase.stories.word.models import KEPT, delete_old_imports
from tests.factories import make_enterprise, make_user, section
from tests.showcase.stories.word import word_files as make
from tests.showcase.stories.word.uploading import ENTERPRISE, case_file, draft_made, signed_in, upload, uploaded

pytestmark = pytest.mark.django_db

# Who may -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["list officer", "vocabulary editor", "objection handler"])
def test_who_may_not_add_a_page_there_uploads_nothing(client, role):
    client.force_login(make_user(role))

    upload(client)

    assert WordImport.objects.count() == 0


def test_a_contributor_uploads_cases_and_no_technologies(client):
    client.force_login(make_user("contributor"))

    upload(client, slug="technologies")
    assert WordImport.objects.count() == 0
    assert upload(client).status_code == 302


def test_no_file_is_taken_for_an_english_section(editor):
    section("cases")
    english = StoryIndexPage.objects.get(story_kind="case", locale__language_code="en")

    editor.post(reverse("word_import_new", args=[english.pk]), {"file": SimpleUploadedFile("a.docx", case_file())})

    assert WordImport.objects.count() == 0


def test_a_visitor_is_sent_to_the_login(client):
    assert reverse("wagtailadmin_login") in upload(client).url


@pytest.mark.parametrize("role", ["contributor", "list officer"])
def test_a_file_of_someone_else_is_not_there_for_who_may_not_edit_in_the_section(editor, role):
    found = uploaded(editor)
    other = Client()
    other.force_login(make_user(role))

    for name, extra in (("word_import", ()), ("word_import_picture", (5,))):
        assert other.get(reverse(name, args=[found.pk, *extra])).status_code == 404
    for name in ("word_import_draft", "word_import_discard"):
        assert other.post(reverse(name, args=[found.pk])).status_code == 404
    assert WordImport.objects.filter(draft=None).count() == 1


def test_an_editor_of_the_section_sees_a_contributors_file(client):
    signed_in(client, "contributor")
    found = uploaded(client)
    signed_in(client, "publisher")

    assert client.get(reverse("word_import", args=[found.pk])).status_code == 200


def test_a_picture_of_the_file_is_shown_as_a_picture_alone(editor):
    found = uploaded(editor)

    answer = editor.get(reverse("word_import_picture", args=[found.pk, 5]))

    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert editor.get(reverse("word_import_picture", args=[found.pk, 0])).status_code == 404
    assert editor.get(reverse("word_import_picture", args=[found.pk, 99])).status_code == 404


@pytest.mark.parametrize(("role", "is_shown"), [("editor", True), ("contributor", True), ("list officer", False)])
def test_the_first_page_offers_a_word_file_to_who_may_begin_a_case(client, role, is_shown):
    section("cases")
    client.force_login(make_user(role))

    shown = client.get(reverse("wagtailadmin_home")).content.decode()

    assert (reverse("word_import_new", args=[section("cases").pk]) in shown) is is_shown


@pytest.mark.parametrize(
    ("listing", "slug"), [("cases", "cases"), ("technologies", "technologies"), ("practices", "practices")]
)
def test_each_list_of_stories_has_the_button(editor, listing, slug):
    address = reverse("word_import_new", args=[section(slug).pk])

    assert address in editor.get(reverse(f"admin_{listing}:index")).content.decode()


def test_the_list_has_no_button_for_who_may_not_add(client):
    client.force_login(make_user("contributor"))

    assert "/word/new/" not in client.get(reverse("admin_technologies:index")).content.decode()


@pytest.mark.parametrize("name", ["word_import_draft", "word_import_discard"])
def test_nothing_changes_by_following_a_link(editor, name):
    assert editor.get(reverse(name, args=[uploaded(editor).pk])).status_code == 405


# How long ------------------------------------------------------------------------------------------------


def stored_file(found):
    return Path(found.file.path)


def test_a_deleted_upload_takes_its_file_with_it(editor, django_capture_on_commit_callbacks):
    found = uploaded(editor)
    path = stored_file(found)
    assert path.exists()

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("word_import_discard", args=[found.pk]))

    assert (WordImport.objects.count(), path.exists()) == (0, False)


def test_an_upload_without_a_draft_is_deleted_after_a_month_and_one_with_a_draft_stays(editor):
    _waiting, used = uploaded(editor), uploaded(editor)
    draft_made(editor, used)
    WordImport.objects.update(created_at=timezone.now() - KEPT - timedelta(hours=1))

    delete_old_imports()

    assert list(WordImport.objects.all()) == [used]


def test_the_file_goes_with_its_page(editor):
    page = draft_made(editor, uploaded(editor))

    CaseStudyPage.objects.get(pk=page.pk).delete()

    assert WordImport.objects.count() == 0


def test_the_preview_costs_the_same_queries_however_long_the_file_is(editor, django_assert_max_num_queries):
    make_enterprise(ENTERPRISE, "Example Stenter")
    body = "".join(make.paragraph(make.run(f"第{at}段")) for at in range(200))
    found = uploaded(editor, data=make.package(body))

    with django_assert_max_num_queries(40):
        editor.get(reverse("word_import", args=[found.pk]))
