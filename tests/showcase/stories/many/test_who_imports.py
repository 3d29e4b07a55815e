"""Who works on cases imports them; nobody else does, and nothing changes by following a link."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from showcase.models import CaseImport, CaseStudyPage
from tests.factories import make_user
from tests.showcase.stories.many.conftest import decided, posted
from tests.showcase.stories.many.workbooks import case, filled

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["publisher", "administrator"])
def test_who_works_on_cases_may_import_them(client, terms, role):
    client.force_login(make_user(role))

    assert client.get(reverse("case_imports")).status_code == 200


@pytest.mark.parametrize("role", ["contributor", "list officer", "vocabulary editor", "objection handler"])
def test_nobody_else_imports_sees_or_takes_back(client, started, role):
    found = decided(started())
    client.force_login(make_user(role))

    for name in ("case_imports", "case_import_new", "case_import_template"):
        assert client.get(reverse(name)).status_code != 200
    for name in ("case_import", "case_import_report"):
        assert client.get(reverse(name, args=[found.pk])).status_code != 200
    for name in ("case_import_rows", "case_import_all", "case_import_apply", "case_import_take_back"):
        posted(client, name, found, which="all", decision="skip")
    client.post(reverse("case_import_new"), {"file": SimpleUploadedFile("b.xlsx", filled([case(title="别的")]))})
    assert CaseStudyPage.objects.count() == 0
    assert CaseImport.objects.count() == 1
    assert [row.decision for row in found.rows.all()] == ["link", "create"]


@pytest.mark.parametrize(("role", "is_shown"), [("editor", True), ("contributor", False)])
def test_the_list_of_cases_and_the_first_page_lead_there(client, terms, role, is_shown):
    client.force_login(make_user(role))

    for address in (reverse("wagtailadmin_home"), reverse("admin_cases:index")):
        assert (reverse("case_imports") in client.get(address).content.decode()) is is_shown


@pytest.mark.parametrize("name", ["rows", "all", "apply", "take_back"])
def test_nothing_changes_by_following_a_link(editor, started, name):
    assert editor.get(reverse(f"case_import_{name}", args=[started().pk])).status_code == 405
