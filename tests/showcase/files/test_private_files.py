"""A file that nothing public uses, or whose collection is private, is not there for readers; the admin sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from portal.files.media import Document, Image
from tests.factories import make_user, paragraph
from tests.portal.wsgi_client import followed
from tests.showcase.shown_files import PDF, FilesOnPage, figure, link_to, make_document, of_a_private_page

pytestmark = pytest.mark.django_db


def of_a_page_with_a_password():
    files = FilesOnPage(live=True)
    PageViewRestriction.objects.create(page=files.page, restriction_type=PageViewRestriction.PASSWORD, password="x")
    return files


def below_a_private_section():
    files = FilesOnPage(live=True)
    PageViewRestriction.objects.create(page=files.page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    return files


def of_a_draft():
    return FilesOnPage(live=False)


def in_a_draft_of_a_live_page():
    files = FilesOnPage(live=True)
    files.page.body = [paragraph("无图", own=True)]
    files.page.save_revision().publish()
    files.page.body = [figure(files.image), link_to(files.document)]
    files.page.save_revision()
    return files


def of_an_unpublished_page():
    files = FilesOnPage(live=True)
    files.page.unpublish()
    return files


def of_an_expired_page():
    files = FilesOnPage(live=True)
    Page.objects.filter(pk=files.page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    return files


def of_a_deleted_page():
    files = FilesOnPage(live=True)
    files.page.delete()
    return files


def uploaded_and_not_used():
    return FilesOnPage()


def _in_collection(restriction_type, **fields):
    outer = Collection.get_first_root_node().add_child(name="Own")
    CollectionViewRestriction.objects.create(collection=outer, restriction_type=restriction_type, **fields)
    return outer


def in_a_private_collection():
    files = FilesOnPage(live=True)
    for model in (Image, Document):
        model.objects.update(collection=_in_collection(CollectionViewRestriction.LOGIN))
    return files


def below_a_collection_with_a_password():
    files = FilesOnPage(live=True)
    outer = _in_collection(CollectionViewRestriction.PASSWORD, password="x")
    inner = outer.add_child(name="Inner")
    for model in (Image, Document):
        model.objects.update(collection=inner)
    return files


# Each makes something that no reader may have.
NOT_PUBLIC = [
    of_a_private_page,
    of_a_page_with_a_password,
    below_a_private_section,
    of_a_draft,
    in_a_draft_of_a_live_page,
    of_an_unpublished_page,
    of_an_expired_page,
    of_a_deleted_page,
    uploaded_and_not_used,
    in_a_private_collection,
]


@pytest.mark.parametrize("make", NOT_PUBLIC, ids=lambda make: make.__name__)
def test_what_is_not_public_is_not_there_for_readers_and_there_for_editors(client, make):
    addresses = make().addresses

    for kind, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == 404, kind
        assert "public" not in answer.get("Cache-Control", ""), kind
    client.force_login(make_user("editor"))
    for kind, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == 200, kind
        assert answer["Cache-Control"] == "private, no-cache", kind


@pytest.mark.parametrize("make", [of_a_private_page, in_a_private_collection], ids=lambda make: make.__name__)
def test_somebody_who_is_signed_in_without_the_admin_may_read_what_asks_for_no_more_than_that(client, make):
    files = make()
    client.force_login(make_user())

    assert {client.get(address).status_code for address in files.addresses.values()} == {200}


def test_a_document_of_a_public_page_in_a_collection_with_a_password_asks_for_it(client):
    files = below_a_collection_with_a_password()
    restriction = CollectionViewRestriction.objects.get()
    document = files.addresses["document"]

    asked = client.get(document)
    opened = client.post(
        reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk]),
        {"password": "x", "return_url": document},
    )

    assert 'type="password"' in asked.content.decode()
    assert "no-store" in asked["Cache-Control"]
    assert opened["Location"] == document
    assert {client.get(address).status_code for address in files.addresses.values()} == {200}


def test_pictures_in_a_collection_with_a_password_are_not_there_before_it_is_given(client):
    addresses = below_a_collection_with_a_password().addresses

    assert {client.get(address).status_code for kind, address in addresses.items() if kind != "document"} == {404}


def test_a_draft_is_not_there_for_somebody_signed_in_without_the_admin(client):
    files = of_a_draft()
    client.force_login(make_user())

    assert {client.get(address).status_code for address in files.addresses.values()} == {404}


def test_a_reader_who_gave_the_password_of_a_page_sees_its_pictures(client):
    files = of_a_page_with_a_password()
    restriction = PageViewRestriction.objects.get()
    session = client.session
    session[restriction.passed_view_restrictions_session_key] = [restriction.pk]
    session.save()

    for address in files.addresses.values():
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "spelling",
    [
        "/documents/{fullwidth}/{name}",
        "/documents/{id}/{name}/",
        "/documents/{id}//{name}",
        "/documents/{id}/./{name}",
        "/documents/{id}/x/../{name}",
        "/documents/{id}/{name}%0a",
        "/documents/{id}/{name}%00",
        "/documents//{id}/{name}",
        "/documents/+{id}/{name}",
        "/documents/{id}/other.pdf",
        "/en/documents/{id}/{name}",
        "/documents/99999999999999999999/{name}",
    ],
)
def test_no_spelling_leads_to_a_document_that_is_not_public(spelling):
    document = make_document()
    digits = "".join(f"%ef%bc{0x90 + int(digit):x}" for digit in str(document.pk))
    address = spelling.format(id=document.pk, name=document.filename, fullwidth=digits)

    status, content = followed(address)

    assert status in {400, 404}
    assert PDF not in content


def test_the_avatar_of_an_account_is_for_the_admin(client, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    (tmp_path / "avatar_images").mkdir()
    (tmp_path / "avatar_images/me.png").write_bytes(b"png")

    assert client.get("/media/avatar_images/me.png").status_code == 404
    client.force_login(make_user("editor"))
    assert client.get("/media/avatar_images/me.png")["Cache-Control"] == "private, no-cache"


def test_an_upload_that_waits_for_its_form_is_for_nobody(client, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    (tmp_path / "wagtail_uploads").mkdir()
    (tmp_path / "wagtail_uploads/photo.jpg").write_bytes(b"jpg")
    client.force_login(make_user("administrator"))

    assert client.get("/media/wagtail_uploads/photo.jpg").status_code == 404
