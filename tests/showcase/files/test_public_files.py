"""A file is public at once while a public page shows it, and each that a public page names is there for its readers."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page

from portal.files.drawings import cleaned_drawing
from portal.files.media import Document, Image
from portal.pages.base import InfoPage
from portal.pages.visibility import public_pages
from tests.factories import make_case, make_image, make_practice, make_translation, paragraph, section
from tests.showcase.lists.importing.starting import begun, decide
from tests.showcase.shown_files import PDF, FilesOnPage, figure, link_to, make_document, of_a_private_page

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="3" height="3"/></svg>'


def test_what_a_public_page_shows_is_public_at_once_and_is_asked_for_again_each_time(client):
    files = FilesOnPage(live=False)
    addresses = files.addresses
    assert {client.get(address).status_code for address in addresses.values()} == {404}

    files.page.get_latest_revision().publish()

    for kind, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == 200, kind
        assert answer["Cache-Control"] == "public, max-age=0, must-revalidate", kind
        assert "Cookie" not in answer.get("Vary", ""), kind


def test_what_a_page_no_longer_shows_is_gone_at_once(client):
    files = FilesOnPage(live=True)
    addresses = files.addresses
    assert {client.get(address).status_code for address in addresses.values()} == {200}

    files.page.body = [paragraph("无图", own=True)]
    files.page.save_revision().publish()

    assert {client.get(address).status_code for address in addresses.values()} == {404}


def test_one_public_page_of_several_is_enough(client):
    files = of_a_private_page()
    make_practice(body=[figure(files.image), link_to(files.document)])

    assert {client.get(address).status_code for address in files.addresses.values()} == {200}


def test_an_unchanged_file_is_not_sent_twice(client):
    addresses = FilesOnPage(live=True).addresses

    picture = client.get(addresses["original"])
    seen = {"If-Modified-Since": picture["Last-Modified"]}
    assert client.get(addresses["original"], headers=seen).status_code == 304
    document = client.get(addresses["document"])
    assert client.get(addresses["document"], headers={"If-None-Match": document["ETag"]}).status_code == 304
    again = client.get(addresses["document"], headers={"If-Modified-Since": document["Last-Modified"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_file_costs_a_constant_number_of_queries(client, django_assert_max_num_queries):
    files = FilesOnPage(live=True)

    def queries():
        counts = []
        for address in files.addresses.values():
            list(client.get(address))
            with django_assert_max_num_queries(8) as captured:
                list(client.get(address))
            counts.append(len(captured))
        return counts

    on_one_page = queries()
    for _number in range(3):
        make_practice(body=[figure(files.image), link_to(files.document)])

    assert queries() == on_one_page


def test_a_document_is_offered_as_wagtail_offers_it(client):
    answer = client.get(FilesOnPage(live=True).addresses["document"])

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


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
