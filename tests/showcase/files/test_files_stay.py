"""No refused or undone deletion takes a file off the disk: it goes after the commit, when nothing names it."""

from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Collection

from portal.files.media import Document, Image
from portal.storages import unnamed_files_removed
from tests.factories import make_case, make_image, make_superuser
from tests.showcase.lists.importing.starting import begun
from tests.showcase.stored_files import PDF, files_below, guide, list_original

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT = str(tmp_path / "media"), str(tmp_path / "documents")


@pytest.fixture
def admin(client):
    client.force_login(make_superuser())
    return client


@pytest.fixture
def plain():
    return guide()


# What is protected ---------------------------------------------------------------------------------------


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
    document = guide()
    link = f'<p><a linktype="document" id="{document.pk}">指南</a></p>'
    make_case(body=[("text", link)])
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
