"""Another file takes the place of the former once all is saved; a save that is refused or fails leaves no file."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models.signals import post_save
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import Collection, UploadedFile

from portal.files.media import Document, Image
from portal.refusals import RefusedError
from portal.storages import unnamed_files_removed
from tests.factories import make_image, make_superuser
from tests.showcase.lists.importing.starting import FILE, begun
from tests.showcase.stored_files import PDF, files_below, guide, list_original

pytestmark = pytest.mark.django_db(transaction=True)

OTHER_PDF = b"%PDF-1.7\n% another"


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT = str(tmp_path / "media"), str(tmp_path / "documents")


@pytest.fixture
def admin(client):
    client.force_login(make_superuser())
    return client


def edit_document(client, document, title="名单", content=OTHER_PDF, name="other.pdf"):
    data = {"title": title, "file": SimpleUploadedFile(name, content), "collection": document.collection_id}
    return client.post(reverse("wagtaildocs:edit", args=[document.pk]), data)


def test_another_file_for_a_published_list_is_refused_at_the_field_and_the_original_is_served(admin, client):
    document = list_original()

    answer = edit_document(admin, document)

    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    client.logout()
    served = client.get(document.url)
    assert served.status_code == 200
    assert b"".join(served.streaming_content) == FILE.data


def test_a_refused_edit_leaves_no_upload_behind(admin, settings):
    document = list_original()
    before = files_below(settings.DOCUMENTS_ROOT)

    edit_document(admin, document)

    assert files_below(settings.DOCUMENTS_ROOT) == before


def test_code_that_gives_a_list_another_file_changes_nothing_on_the_disk(settings):
    document = list_original()
    before = files_below(settings.DOCUMENTS_ROOT)
    document.file = ContentFile(OTHER_PDF, name="other.pdf")

    with pytest.raises(RefusedError), unnamed_files_removed(), transaction.atomic():
        document.save()

    assert files_below(settings.DOCUMENTS_ROOT) == before


@pytest.fixture
def plain():
    return guide()


def test_a_form_with_another_fault_changes_nothing(admin, plain, settings):
    assert edit_document(admin, plain, title="").status_code == 200

    assert [path.read_bytes() for path in files_below(settings.DOCUMENTS_ROOT)] == [PDF]


def test_a_document_may_have_another_file_and_the_former_one_goes(admin, plain, settings):
    assert edit_document(admin, plain).status_code == 302

    assert [path.read_bytes() for path in files_below(settings.DOCUMENTS_ROOT)] == [OTHER_PDF]


def test_the_same_outside_of_the_admins_transaction(plain, settings):
    from wagtail.documents.forms import get_document_form

    form = get_document_form(Document)(
        {"title": "指南", "collection": plain.collection_id},
        {"file": SimpleUploadedFile("other.pdf", OTHER_PDF)},
        instance=plain,
        user=make_superuser(),
    )
    form.save()

    assert [path.read_bytes() for path in files_below(settings.DOCUMENTS_ROOT)] == [OTHER_PDF]


@pytest.fixture
def failing_save():
    """Something behind the row that fails, when all is written."""

    def fail(instance, **kwargs):
        raise RefusedError("not today")

    yield lambda model: post_save.connect(fail, sender=model, weak=False, dispatch_uid="tests.failing")
    for model in (Document, Image):
        post_save.disconnect(sender=model, dispatch_uid="tests.failing")


def test_an_edit_that_fails_when_all_is_written_keeps_the_former_file_alone(admin, plain, failing_save, settings):
    failing_save(Document)

    edit_document(admin, plain)

    assert [path.read_bytes() for path in files_below(settings.DOCUMENTS_ROOT)] == [PDF]
    assert Document.objects.get().file.name == plain.file.name


def test_a_picture_edit_that_fails_keeps_picture_and_renditions(admin, failing_save, settings):
    image = make_image()
    image.get_rendition("width-20")
    before = files_below(settings.MEDIA_ROOT)
    failing_save(Image)
    data = {"title": "x", "file": SimpleUploadedFile("b.png", make_png()), "collection": image.collection_id}

    admin.post(reverse("wagtailimages:edit", args=[image.pk]), data)

    assert files_below(settings.MEDIA_ROOT) == before
    assert image.renditions.count() == 1


def make_png():
    data = io.BytesIO()
    Pillow.new("RGB", (30, 20), "seagreen").save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize("view", ["wagtailimages:add", "wagtaildocs:add"])
def test_an_upload_that_fails_when_all_is_written_leaves_no_file(admin, failing_save, settings, view):
    file = SimpleUploadedFile("b.png", make_png()) if "images" in view else SimpleUploadedFile("a.pdf", PDF)
    for model in (Document, Image):
        failing_save(model)

    admin.post(reverse(view), {"title": "x", "file": file, "collection": Collection.get_first_root_node().pk})

    assert files_below(settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT) == []


def test_an_import_that_fails_leaves_no_file(monkeypatch, settings):
    from showcase.lists.importing import runs

    def fail(*args, **kwargs):
        raise RefusedError("not today")

    monkeypatch.setattr(runs, "_rows", fail)
    with pytest.raises(RefusedError):
        begun()

    assert files_below(settings.DOCUMENTS_ROOT) == []


def test_an_upload_that_waited_for_its_title_leaves_one_file(admin, settings):
    root = Collection.get_first_root_node().pk
    fields = {"title": "", "collection": root, "files[]": SimpleUploadedFile("b.png", make_png())}
    admin.post(reverse("wagtailimages:add_multiple"), fields)
    waiting = UploadedFile.objects.get().pk
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting])
    completed = {"title": "x", "alt_zh": "色块", "collection": root}
    admin.post(address, {f"uploaded-image-{waiting}-{name}": value for name, value in completed.items()})

    assert [path.parent.name for path in files_below(settings.MEDIA_ROOT)] == ["original_images"]


def test_a_collection_that_moves_takes_no_file_along(admin, plain):
    collection = Collection.get_first_root_node().add_child(name="Own")
    action = reverse("wagtail_bulk_action", args=["portal", "document", "add_to_collection"])

    admin.post(f"{action}?id={plain.pk}", {"collection": collection.pk})

    plain.refresh_from_db()
    assert plain.collection_id == collection.pk
    assert Path(plain.file.path).read_bytes() == PDF
