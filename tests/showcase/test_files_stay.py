"""No refused, failed or undone action takes a file off the disk: it goes after the commit, when nothing names it."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.signals import post_save
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import Collection, UploadedFile

from portal.media import Document, Image
from portal.refusals import RefusedError
from portal.storages import unnamed_files_removed
from tests.factories import make_case, make_image, make_superuser
from tests.showcase.lists.importing.starting import FILE, begun, decide

pytestmark = pytest.mark.django_db(transaction=True)

PDF, OTHER_PDF = b"%PDF-1.7\n% one", b"%PDF-1.7\n% another"


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT = str(tmp_path / "media"), str(tmp_path / "documents")


@pytest.fixture
def admin(client):
    client.force_login(make_superuser())
    return client


def files_below(*folders):
    return sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file())


# What is protected ---------------------------------------------------------------------------------------


def list_original():
    started = begun().list_import
    decide(started, "keep")
    started.announcement.get_latest_revision().publish()
    return started.attachments.get().document


def pending_original():
    return begun().list_import.attachments.get().document


def cover_of_a_live_story():
    image = make_image()
    make_case(cover=image)
    return image


def figure_of_a_draft():
    image = make_image()
    make_case(live=False, body=[("figure", {"image": image, "caption": ""})])
    return image


def figure_in_the_draft_of_a_live_story():
    image = make_image()
    page = make_case()
    page.body = [("figure", {"image": image, "caption": ""})]
    page.save_revision()
    return image


def linked_document():
    document = Document.objects.create(title="指南", file=ContentFile(PDF, name="guide.pdf"))
    link = f'<p><a linktype="document" id="{document.pk}">指南</a></p>'
    make_case(body=[("paragraph", {"text": link, "sources": [], "own": True})])
    return document


PROTECTED = [
    list_original,
    pending_original,
    cover_of_a_live_story,
    figure_of_a_draft,
    figure_in_the_draft_of_a_live_story,
    linked_document,
]


# How somebody may try to be rid of it ----------------------------------------------------------------------


def address(row, view):
    kind = "image" if isinstance(row, Image) else "document"
    name = {"delete": "delete", "multiple": "delete_multiple"}[view]
    return reverse(f"wagtail{'images' if kind == 'image' else 'docs'}:{name}", args=[row.pk])


def delete_view(client, row):
    client.post(address(row, "delete"))


def delete_after_a_multiple_upload(client, row):
    client.post(address(row, "multiple"), headers={"X-Requested-With": "XMLHttpRequest"})


def bulk_delete(client, row):
    action = reverse("wagtail_bulk_action", args=["portal", row._meta.model_name, "delete"])
    client.post(f"{action}?id={row.pk}")


def delete_of_its_collection(client, row):
    row.collection = Collection.get_first_root_node().add_child(name="Own")
    row.save()
    client.post(reverse("wagtailadmin_collections:delete", args=[row.collection_id]))


def by_code(delete):
    with pytest.raises(ProtectedError), transaction.atomic():
        delete()


def delete_by_code(client, row):
    by_code(row.delete)


def delete_of_a_queryset(client, row):
    by_code(type(row).objects.filter(pk=row.pk).delete)


def delete_of_its_collection_by_code(client, row):
    row.collection = Collection.get_first_root_node().add_child(name="Own")
    row.save()
    by_code(Collection.objects.get(pk=row.collection_id).delete)


ROUTES = [
    delete_view,
    delete_after_a_multiple_upload,
    bulk_delete,
    delete_of_its_collection,
    delete_by_code,
    delete_of_a_queryset,
    delete_of_its_collection_by_code,
]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_what_is_in_use_outlives_every_way_of_deleting_it(admin, route, settings):
    for make in PROTECTED:
        row = make()
        before = Path(row.file.path).read_bytes()

        route(admin, row)

        assert type(row).objects.filter(pk=row.pk).exists(), make.__name__
        assert Path(row.file.path).read_bytes() == before, make.__name__


def test_the_editor_is_told_what_uses_the_picture(admin):
    image = make_image()
    make_case("有图的案例", cover=image)

    answer = admin.post(address(image, "delete"), follow=True)

    assert "有图的案例" in answer.content.decode()


# Another file for the same row -----------------------------------------------------------------------------


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
    return Document.objects.create(title="指南", file=ContentFile(PDF, name="guide.pdf"))


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


# Deleting what may go ------------------------------------------------------------------------------------


def test_what_nothing_uses_goes_with_its_file(admin, plain, settings):
    image = make_image()
    image.get_rendition("width-20")

    bulk_delete(admin, plain)
    bulk_delete(admin, image)

    assert files_below(settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT) == []


def test_a_deletion_that_is_rolled_back_keeps_the_files(plain, settings):
    image = make_image()
    image.get_rendition("width-20")
    before = files_below(settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT)

    with pytest.raises(RuntimeError), transaction.atomic():
        Document.objects.all().delete()
        Image.objects.all().delete()
        raise RuntimeError

    assert files_below(settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT) == before


def test_a_file_that_another_row_names_stays(plain, settings):
    Document.objects.create(title="Another row", file=plain.file.name)

    Document.objects.get(pk=plain.pk).delete()

    assert [path.read_bytes() for path in files_below(settings.DOCUMENTS_ROOT)] == [PDF]


def test_a_file_that_is_deleted_before_its_row_is_saved_goes_in_the_end(plain, settings):
    with unnamed_files_removed():
        plain.file.delete()  # with no transaction open, as a view may that reads long before it writes

    assert files_below(settings.DOCUMENTS_ROOT) == []


def test_what_must_not_be_kept_can_be_erased_under_its_row(plain, settings):
    plain.file.storage.erase(plain.file.name)

    assert files_below(settings.DOCUMENTS_ROOT) == []


def test_an_upload_that_waited_for_its_title_leaves_one_file(admin, settings):
    root = Collection.get_first_root_node().pk
    fields = {"title": "", "collection": root, "files[]": SimpleUploadedFile("b.png", make_png())}
    admin.post(reverse("wagtailimages:add_multiple"), fields)
    waiting = UploadedFile.objects.get().pk
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting])
    admin.post(address, {f"uploaded-image-{waiting}-title": "x", f"uploaded-image-{waiting}-collection": root})

    assert [path.parent.name for path in files_below(settings.MEDIA_ROOT)] == ["original_images"]


def test_a_collection_that_moves_takes_no_file_along(admin, plain):
    collection = Collection.get_first_root_node().add_child(name="Own")
    action = reverse("wagtail_bulk_action", args=["portal", "document", "add_to_collection"])

    admin.post(f"{action}?id={plain.pk}", {"collection": collection.pk})

    plain.refresh_from_db()
    assert plain.collection_id == collection.pk
    assert Path(plain.file.path).read_bytes() == PDF
