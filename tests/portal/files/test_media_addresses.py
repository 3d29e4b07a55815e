"""A file has one address; every other way of spelling it leads nowhere, at the WSGI application itself."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from portal.files.media import Document
from tests.factories import make_case, make_image
from tests.portal.wsgi_client import ask, followed

pytestmark = pytest.mark.django_db

SECRET = b"%PDF-1.7 only for officers"
SPELLINGS = [
    "/media/documents/{name}",
    "/media//documents/{name}",
    "/media///documents/{name}",
    "/media/./documents/{name}",
    "/media/x/../documents/{name}",
    "/media/images/../documents/{name}",
    "/media/original_images/../documents/{name}",
    "/media/%2e/documents/{name}",
    "/media/x/%2e%2e/documents/{name}",
    "/media/%2fdocuments/{name}",
    "/media/%2Fdocuments%2F{name}",
    "/media/documents%2f{name}",
    "/media/documents//{name}",
    "/media/documents/./{name}",
    "/media/%5cdocuments/{name}",
    "/media/documents%5c{name}",
    "/media/images/..%5cdocuments%5c{name}",
    "/media/Documents/{name}",
    "/media/DOCUMENTS/{name}",
    "/media/documents./{name}",
    "/media/documents/{name}.",
    "/media/documents/{name}/",
    "/media/documents%00/{name}",
    "/media/documents/{name}%00",
    "/media/images/%00/../../documents/{name}",
    "/media/{absolute}",
    "/media/%2f{absolute}",
    "/media/../documents/{name}",
    "/media/%2e%2e/documents/{name}",
    "/media/images/%2e%2e/%2e%2e/documents/{name}",
    "/media/%252e%252e/documents/{name}",
    "/media/wagtail_uploads/{name}",
    "/en/media/documents/{name}",
    "//media/documents/{name}",
]


def lay_down(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture
def document(settings, tmp_path):
    """A document at its place, and the same content wherever an older version or a mistake might have left it."""
    settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT = str(tmp_path / "media"), str(tmp_path / "documents")
    kept = Document.objects.create(title="名单", file=ContentFile(SECRET, name="pending.pdf"))
    for folder in ("documents", "wagtail_uploads", "Documents", "DOCUMENTS", "documents."):
        lay_down(tmp_path / "media", f"{folder}/{kept.file.name}", SECRET)
    lay_down(tmp_path / "media", "x/here.txt", b"a folder to step out of")
    lay_down(tmp_path / "media", "images/here.txt", b"another")
    return kept


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_media_address_leads_to_a_document(document, spelling):
    status, content = followed(spelling.format(name=document.file.name, absolute=document.file.path))

    assert status in {400, 404}
    assert SECRET not in content


@pytest.mark.parametrize(
    "spelling",
    [
        "/media//{name}",
        "/media/./{name}",
        "/media/x/../{name}",
        "/media/%2e/{name}",
        "/media/%2f{name}",
        "/media/{name}/",
        "/media/{name}.",
        "/media/{name}%00",
        "/media/{name}%20",
        "/media/{upper}",
        "/media/{backslash}",
        "/media/{absolute}",
    ],
)
def test_a_picture_has_one_address(settings, tmp_path, spelling):
    settings.MEDIA_ROOT = str(tmp_path)
    image = make_image()
    make_case(cover=image)
    name = image.file.name
    (tmp_path / "x").mkdir()
    assert ask(f"/media/{name}")[0] == 200
    asked = spelling.format(
        name=name, upper=name.upper(), backslash=name.replace("/", "%5c"), absolute=str(tmp_path / name)
    )

    assert followed(asked)[0] in {400, 404}


def test_documents_lie_outside_the_media_folder(document, settings):
    assert Path(document.file.path).is_relative_to(settings.DOCUMENTS_ROOT)
    assert not Path(document.file.path).is_relative_to(settings.MEDIA_ROOT)
    assert Path(document.file.path).stat().st_mode & 0o077 == 0


def test_the_address_of_a_document_comes_from_its_own_view(document):
    with pytest.raises(NotImplementedError):
        _ = document.file.url
    assert document.url == f"/documents/{document.pk}/{document.file.name}"
