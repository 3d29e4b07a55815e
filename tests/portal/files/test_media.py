"""A document is judged by its content; files are served with the headers they need."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from wagtail.documents.forms import get_document_form
from wagtail.models import Collection

from portal.files.media import Document, Image
from portal.files.media_forms import DocumentForm
from tests.factories import make_image, make_user

pytestmark = pytest.mark.django_db


def _drawing(content: str) -> SimpleUploadedFile:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><title>热 heat</title>{content}</svg>'
    return SimpleUploadedFile("sketch.svg", text.encode(), content_type="image/svg+xml")


def _document(name: str, content: bytes) -> DocumentForm:
    form = get_document_form(Document)()
    form.cleaned_data = {"file": SimpleUploadedFile(name, content)}
    return form


@pytest.mark.parametrize(
    ("name", "content"),
    [("list.pdf", b"%PDF-1.7\n%"), ("list.csv", "序号,企业名称\n1,示例企业甲\n".encode())],
)
def test_a_document_that_is_what_it_says_is_kept(name: str, content: bytes) -> None:
    assert _document(name, content).clean_file().name == name


@pytest.mark.parametrize(
    ("name", "content"),
    [("list.pdf", b"<html><script>1</script></html>"), ("list.csv", b"%PDF-1.7\n%"), ("list.xlsx", b"MZ\x90\x00")],
)
def test_a_document_that_is_something_else_is_refused(name: str, content: bytes) -> None:
    with override("en"), pytest.raises(ValidationError, match="content"):
        _document(name, content).clean_file()


def test_a_drawing_says_its_size_in_whole_pixels_also_when_it_has_just_been_made() -> None:
    drawing = Image.objects.create(title="sketch", file=_drawing("<rect/>"))

    made = drawing.get_rendition("width-10|preserve-svg")

    assert 'height="5"' in made.img_tag()
    assert 'width="10"' in made.img_tag()


@pytest.mark.django_db
def test_an_image_has_its_alternative_text_in_the_readers_language() -> None:
    image = make_image(alt_zh="厂区", alt_en="The site")

    with override("en"):
        assert image.default_alt_text == "The site"
    with override("zh-hans"):
        assert image.default_alt_text == "厂区"
    image.alt_en = ""
    with override("en"):
        assert image.default_alt_text == "厂区"


@pytest.fixture
def editor(client: Client) -> Client:
    """Whoever may choose a picture sees it, used or not; tests/showcase/files/test_private_files.py has the rest."""
    client.force_login(make_user("editor"))
    return client


def _stored(folder: Path, name: str, content: bytes) -> str:
    """The address of an image whose file was put there by no form."""
    (folder / "images").mkdir()
    (folder / "images" / name).write_bytes(content)
    root = Collection.get_first_root_node()
    Image.objects.bulk_create([Image(title=name, file=f"images/{name}", width=1, height=1, collection=root)])
    return f"/media/images/{name}"


def test_pictures_are_served_and_never_sniffed(editor: Client) -> None:
    response = editor.get(make_image().file.url)

    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "attachment" not in response.get("Content-Disposition", "")


def test_a_drawing_on_its_own_address_runs_nothing(editor: Client, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)

    response = editor.get(_stored(tmp_path, "sketch.svg", _drawing("").read()))

    assert "attachment" not in response.get("Content-Disposition", "")
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in response["Content-Security-Policy"]


def test_what_is_not_an_image_is_offered_as_a_download(editor: Client, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)

    address = _stored(tmp_path, "page.html", b"<script>1</script>")

    assert editor.get(address)["Content-Disposition"] == "attachment"


@pytest.mark.parametrize("path", ["../portal/settings.py", "%2e%2e/portal/settings.py", "none.png"])
def test_nothing_outside_the_media_folder_is_served(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404
