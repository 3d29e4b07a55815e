"""Every way into the site cleans a picture alike, and says at the field why it takes one not; none ends in an error."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import Collection, UploadedFile

from portal.files.media import Document, Image
from tests.factories import make_image, make_user
from tests.portal.pictures import GPS_TAG, SECRET, case, moving, photo, upload

pytestmark = pytest.mark.django_db

SCRIPT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><script>1</script><rect width="3" height="3"/></svg>'
)


@pytest.fixture
def editor(client):
    client.force_login(make_user("editor"))
    return client


def _fields(**fields):
    return {"title": "厂区", "alt_zh": "厂区大门", "collection": Collection.get_first_root_node().pk, **fields}


def add(client, file):
    return client.post(reverse("wagtailimages:add"), _fields(file=file))


def choose(client, file):
    fields = {f"image-chooser-upload-{name}": value for name, value in _fields(file=file).items()}
    return client.post(reverse("wagtailimages_chooser:create"), fields)


def edit(client, file):
    image = make_image()
    return client.post(reverse("wagtailimages:edit", args=[image.pk]), _fields(file=file, title="新图"))


def add_multiple(client, file):
    """Several at once: the file waits, and becomes an image once its title and alternative text are sent."""
    answer = client.post(reverse("wagtailimages:add_multiple"), {**_fields(), "files[]": file})
    waiting = UploadedFile.objects.first()
    if waiting is None:
        return answer
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    fields = {f"uploaded-image-{waiting.pk}-{name}": value for name, value in _fields().items()}
    return client.post(address, fields)


ROUTES = [add, add_multiple, choose, edit]


def taken(client, route, file):
    """The image that came in this way: a new row, or the edited one with its new title."""
    known = set(Image.objects.values_list("pk", flat=True))
    answer = route(client, file)
    assert answer.status_code == (302 if route in {add, edit} else 200), told(answer)
    image = Image.objects.exclude(pk__in=known).get()
    assert image.title == ("新图" if route is edit else "厂区")
    return image


def told(answer):
    """What the editor reads: the page, or the answer to a script."""
    text = answer.content.decode()
    return json.dumps(json.loads(text), ensure_ascii=False) if text.startswith("{") else text


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
@pytest.mark.parametrize("extension", [e for e in django_settings.WAGTAILIMAGES_EXTENSIONS if e != "svg"])
def test_a_photo_comes_in_clean(editor, route, extension):
    image = taken(editor, route, upload(f"IMG_1.{extension}", photo(extension)))

    content = Path(image.file.path).read_bytes()
    assert SECRET.encode() not in content
    assert not Pillow.open(io.BytesIO(content)).getexif().get_ifd(GPS_TAG)
    assert Pillow.open(io.BytesIO(content)).format != "HEIF"
    assert image.get_rendition("width-20").width == 20


@pytest.mark.parametrize("size", [(1, 3000), (3000, 1), (1, 1)])
def test_a_thin_picture_has_every_rendition(editor, size):
    for route in (add, choose):
        image = taken(editor, route, upload("thin.png", photo("png", size=size)))
        for spec in ("max-165x165", "width-1080", "fill-640x360"):
            assert image.get_rendition(spec).width >= 1


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_a_drawing_comes_in_clean(editor, route):
    content = Path(taken(editor, route, upload("a.svg", SCRIPT)).file.path).read_bytes()
    assert b"<rect" in content
    assert b"script" not in content


def _svg(attributes):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect width="3" height="3"/></svg>'.encode()


REFUSED = {
    "truncated.jpg": lambda: photo("jpg", size=(400, 300))[:1500],
    "truncated.png": lambda: photo("png", size=(400, 300))[:-200],
    "truncated.heic": lambda: photo("heic")[:300],
    "truncated.avif": lambda: photo("avif")[:200],
    "empty.jpg": lambda: b"",
    "empty.svg": lambda: b"",
    "page.png": lambda: b"<html></html>",
    "wrong.png": lambda: photo("jpg"),
    "wrong.svg": lambda: photo("jpg"),
    "drawing.png": lambda: SCRIPT,
    "moving.webp": lambda: moving("webp"),
    "moving.png": lambda: moving("png"),
    "program.exe": lambda: b"MZ",
    "no_extension": lambda: photo("jpg"),
    "broken.svg": lambda: b"<svg",
    "deep.svg": lambda: _svg("")[:-6] + b"<g>" * 5000 + b"</g>" * 5000 + b"</svg>",
    "width.svg": lambda: _svg('width="abc" height="1"'),
    "viewbox.svg": lambda: _svg('viewBox="0 0 nan 1"'),
    "flat.svg": lambda: _svg('viewBox="0 0 0 0"'),
    "vast.svg": lambda: _svg('viewBox="0 0 99999999 99999999"'),
}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_what_is_no_sound_picture_is_refused_in_words_at_every_route(editor, route):
    for name, content in REFUSED.items():
        before = Image.objects.count() + (route is edit)

        answer = route(editor, upload(name, content()))

        assert answer.status_code == 200, name
        assert Image.objects.count() == before, name
        assert not UploadedFile.objects.exists(), name
        errors = answer.context["form"].errors.get("file") if answer.context else None
        assert errors or '"success": false' in told(answer), name


@pytest.mark.parametrize("name", ["BX70_truncated.jpg", "BX72_truncated.png"])
def test_the_photos_that_ended_in_an_error_are_refused_in_words(editor, name):
    answer = add(editor, upload(name, case(name)))

    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_the_photo_of_a_phone_that_was_refused_is_taken(editor):
    assert add(editor, upload("IN23.heic", case("IN23.heic"))).status_code == 302
    assert Image.objects.get().file.name.endswith(".jpg")


def test_a_picture_of_too_many_bytes_is_not_decoded(editor, monkeypatch):
    monkeypatch.setattr("portal.files.media_forms.cleaned_image", lambda _upload: pytest.fail("decoded"))

    answer = add(editor, upload("a.jpg", photo("jpg") + b"\0" * 11_000_000))

    assert "10" in " ".join(answer.context["form"].errors["file"])


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_a_picture_without_its_alternative_text_is_asked_for_it(editor, route, monkeypatch):
    monkeypatch.setattr(f"{__name__}._fields", lambda **fields: {"title": "厂区", "collection": 1, **fields})
    before = Image.objects.count() + (route is edit)

    answer = route(editor, upload("a.jpg", photo("jpg")))

    assert Image.objects.count() == before
    if route is add_multiple:
        assert "alt_zh" in told(answer)
    else:
        assert answer.context["form"].errors["alt_zh"]


# Documents -----------------------------------------------------------------------------------------------


def add_document(client, file):
    return client.post(reverse("wagtaildocs:add"), _fields(file=file))


def add_documents(client, file):
    return client.post(reverse("wagtaildocs:add_multiple"), _fields(**{"files[]": file}))


def choose_document(client, file):
    fields = {f"document-chooser-upload-{name}": value for name, value in _fields(file=file).items()}
    return client.post(reverse("wagtaildocs_chooser:create"), fields)


@pytest.mark.parametrize("route", [add_document, add_documents, choose_document], ids=lambda route: route.__name__)
def test_a_document_of_too_many_bytes_is_refused_in_words_and_not_kept(editor, route, monkeypatch):
    monkeypatch.setattr(
        "wagtail.documents.fields.WagtailDocumentField.check_document_file_size",
        _with_bound(1_000_000),
    )
    with override_settings(MAX_UPLOAD_BYTES=3_000_000):
        answer = route(editor, upload("a.pdf", b"%PDF-1.7\n" + b"\0" * 4_000_000))

    assert answer.status_code == 200
    assert "MB" in told(answer)
    assert not Document.objects.exists()


def _with_bound(most):
    """Wagtail reads the setting when a field is made, which is once a process."""
    from wagtail.documents.fields import WagtailDocumentField

    check = WagtailDocumentField.check_document_file_size

    def bounded(self, file):
        self.max_upload_size = most
        check(self, file)

    return bounded


def test_documents_have_a_bound():
    assert django_settings.WAGTAILDOCS_MAX_UPLOAD_SIZE == django_settings.MAX_UPLOAD_BYTES


def test_of_a_file_over_the_bound_nothing_is_kept_but_its_size(settings):
    from portal.files.upload_bounds import BoundedTemporaryFile

    settings.MAX_UPLOAD_BYTES = 1000
    handler = BoundedTemporaryFile()
    handler.new_file("file", "a.pdf", "application/pdf", None)
    for start in range(0, 10_000, 500):
        handler.receive_data_chunk(b"x" * 500, start)
    file = handler.file_complete(10_000)

    assert file.size == 10_000
    assert Path(file.temporary_file_path()).stat().st_size == 0
