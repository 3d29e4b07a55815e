"""A file is public while something public uses it and its collection is not private; the admin sees more."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from portal.drawings import cleaned_drawing
from portal.media import Document, Image
from portal.pages import InfoPage
from portal.visibility import public_pages
from tests.factories import make_case, make_image, make_practice, make_translation, make_user, paragraph, section
from tests.portal.wsgi_client import ask
from tests.showcase.lists.importing.starting import begun, decide

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n% a guide"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="3" height="3"/></svg>'


def make_document():
    document = Document(title="指南", file=ContentFile(PDF, name="guide.pdf"))
    document._set_document_file_metadata()
    document.save()
    return document


def link_to(document):
    return paragraph(f'<a linktype="document" id="{document.pk}">指南</a>', own=True)


def figure(image):
    return ("figure", {"image": image, "caption": ""})


class Kept:
    """An image with a rendition and a document, and the page that shows them where there is one."""

    def __init__(self, **page) -> None:
        self.image, self.document = make_image(), make_document()
        self.page = None
        if page:
            self.page = make_case(body=[figure(self.image), link_to(self.document)], **page)

    @property
    def addresses(self):
        rendition = self.image.get_rendition("width-20")
        return {"rendition": rendition.url, "original": self.image.file.url, "document": self.document.url}


# Nobody's business: each makes something that no reader may have -------------------------------------------


def of_a_private_page():
    kept = Kept(live=True)
    PageViewRestriction.objects.create(page=kept.page, restriction_type=PageViewRestriction.LOGIN)
    return kept


def of_a_page_with_a_password():
    kept = Kept(live=True)
    PageViewRestriction.objects.create(page=kept.page, restriction_type=PageViewRestriction.PASSWORD, password="x")
    return kept


def below_a_private_section():
    kept = Kept(live=True)
    PageViewRestriction.objects.create(page=kept.page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    return kept


def of_a_draft():
    return Kept(live=False)


def in_a_draft_of_a_live_page():
    kept = Kept(live=True)
    kept.page.body = [paragraph("无图", own=True)]
    kept.page.save_revision().publish()
    kept.page.body = [figure(kept.image), link_to(kept.document)]
    kept.page.save_revision()
    return kept


def of_an_unpublished_page():
    kept = Kept(live=True)
    kept.page.unpublish()
    return kept


def of_an_expired_page():
    kept = Kept(live=True)
    Page.objects.filter(pk=kept.page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    return kept


def of_a_deleted_page():
    kept = Kept(live=True)
    kept.page.delete()
    return kept


def uploaded_and_not_used():
    return Kept()


def _in_collection(kept, restriction_type, **fields):
    outer = Collection.get_first_root_node().add_child(name="Own")
    CollectionViewRestriction.objects.create(collection=outer, restriction_type=restriction_type, **fields)
    return outer


def in_a_private_collection():
    kept = Kept(live=True)
    for model in (Image, Document):
        model.objects.update(collection=_in_collection(kept, CollectionViewRestriction.LOGIN))
    return kept


def below_a_collection_with_a_password():
    kept = Kept(live=True)
    outer = _in_collection(kept, CollectionViewRestriction.PASSWORD, password="x")
    inner = outer.add_child(name="Inner")
    for model in (Image, Document):
        model.objects.update(collection=inner)
    return kept


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
    kept = make()
    client.force_login(make_user())

    assert {client.get(address).status_code for address in kept.addresses.values()} == {200}


def test_a_document_of_a_public_page_in_a_collection_with_a_password_asks_for_it(client):
    kept = below_a_collection_with_a_password()
    restriction = CollectionViewRestriction.objects.get()
    document = kept.addresses["document"]

    asked = client.get(document)
    opened = client.post(
        reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk]),
        {"password": "x", "return_url": document},
    )

    assert 'type="password"' in asked.content.decode()
    assert "no-store" in asked["Cache-Control"]
    assert opened["Location"] == document
    assert {client.get(address).status_code for address in kept.addresses.values()} == {200}


def test_pictures_in_a_collection_with_a_password_are_not_there_before_it_is_given(client):
    addresses = below_a_collection_with_a_password().addresses

    assert {client.get(address).status_code for kind, address in addresses.items() if kind != "document"} == {404}


def test_a_draft_is_not_there_for_somebody_signed_in_without_the_admin(client):
    kept = of_a_draft()
    client.force_login(make_user())

    assert {client.get(address).status_code for address in kept.addresses.values()} == {404}


def test_a_reader_who_gave_the_password_of_a_page_sees_its_pictures(client):
    kept = of_a_page_with_a_password()
    restriction = PageViewRestriction.objects.get()
    session = client.session
    session[restriction.passed_view_restrictions_session_key] = [restriction.pk]
    session.save()

    for address in kept.addresses.values():
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-cache"


# For everyone --------------------------------------------------------------------------------------------


def test_what_a_public_page_shows_is_public_at_once_and_is_asked_for_again_each_time(client):
    kept = Kept(live=False)
    addresses = kept.addresses
    assert {client.get(address).status_code for address in addresses.values()} == {404}

    kept.page.get_latest_revision().publish()

    for kind, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == 200, kind
        assert answer["Cache-Control"] == "public, max-age=0, must-revalidate", kind
        assert "Cookie" not in answer.get("Vary", ""), kind


def test_what_a_page_no_longer_shows_is_gone_at_once(client):
    kept = Kept(live=True)
    addresses = kept.addresses
    assert {client.get(address).status_code for address in addresses.values()} == {200}

    kept.page.body = [paragraph("无图", own=True)]
    kept.page.save_revision().publish()

    assert {client.get(address).status_code for address in addresses.values()} == {404}


def test_one_public_page_of_several_is_enough(client):
    kept = of_a_private_page()
    make_practice(body=[figure(kept.image), link_to(kept.document)])

    assert {client.get(address).status_code for address in kept.addresses.values()} == {200}


def test_an_unchanged_file_is_not_sent_twice(client):
    addresses = Kept(live=True).addresses

    picture = client.get(addresses["original"])
    seen = {"If-Modified-Since": picture["Last-Modified"]}
    assert client.get(addresses["original"], headers=seen).status_code == 304
    document = client.get(addresses["document"])
    assert client.get(addresses["document"], headers={"If-None-Match": document["ETag"]}).status_code == 304
    again = client.get(addresses["document"], headers={"If-Modified-Since": document["Last-Modified"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_file_costs_a_constant_number_of_queries(client, django_assert_max_num_queries):
    kept = Kept(live=True)
    for _number in range(3):
        make_practice(body=[figure(kept.image), link_to(kept.document)])
    addresses = kept.addresses

    for address in addresses.values():
        client.get(address)
        with django_assert_max_num_queries(8):
            client.get(address)


def test_a_document_is_offered_as_wagtail_offers_it(client):
    answer = client.get(Kept(live=True).addresses["document"])

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


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

    status, _headers, content = ask(address)

    assert status in {301, 400, 404}
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


# A whole site --------------------------------------------------------------------------------------------

_NAMED = re.compile(r'(?:src|srcset|href|content)="([^"]*?/(?:media|documents)/[^"]*)"')


@pytest.fixture
def small_site(django_capture_on_commit_callbacks):
    """Every kind of page with a picture, a drawing, a document or the file of a list, in both languages."""
    with django_capture_on_commit_callbacks(execute=True):
        drawing = Image(title="sketch", alt_zh="流程", alt_en="Process")
        drawing.file = cleaned_drawing(SimpleUploadedFile("sketch.svg", SVG))
        drawing.save()
        case = make_case(cover=make_image(), body=[figure(drawing), link_to(make_document())])
        make_translation(case)
        make_practice(cover=drawing, body=[paragraph("做法如图。", own=True), figure(make_image())])
        page = InfoPage(title="说明", slug="explained", body=[figure(make_image()), link_to(make_document())])
        section("about").add_child(instance=page)
        page.save_revision().publish()
        started = begun().list_import
        decide(started, "keep")
        started.announcement.get_latest_revision().publish()
    return {"images": Image.objects.count(), "documents": Document.objects.count()}


def test_every_file_that_a_public_page_names_is_there_for_its_readers(client, small_site):
    pages = [page.get_url() for page in public_pages(Page.objects.filter(depth__gt=1))]
    named = set()
    for address in (*pages, "/search/", "/en/search/", "/enterprises/"):
        found = _NAMED.findall(client.get(address).content.decode())
        named |= {part.split()[0] for text in found for part in text.split(",")}

    assert {client.get(address.replace("http://127.0.0.1", "")).status_code for address in named} == {200}, named
    assert sum("/media/" in address for address in named) >= small_site["images"]
    assert sum("/documents/" in address for address in named) == small_site["documents"]
