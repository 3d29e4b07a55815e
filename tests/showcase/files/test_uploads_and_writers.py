"""While a file that somebody uploaded is read, converted or hashed, everybody else can save."""

import hashlib
import io
import threading
from pathlib import Path

import pytest
import wagtail.documents.models
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import UploadedFile

import portal.files.media_forms
from portal.models import Document, Image
from showcase.lists.importing import flow, runs
from showcase.models import AnnouncementPage, ListAttachment, ListImport
from tests import factories
from tests.showcase.lists.importing import list_files as make

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [["企业名称", "所属地区"], ["示例纺织有限公司", "泉州市"]]
COMMAND = {"programme": "green-factory", "level": "provincial", "year": 2024, "kind": "final", "basis": "press"}
PATIENCE = 2.0  # seconds that another writer waits


def somebody_else_saves():
    """Whether another connection can write now; it gives up before the test that asks does."""
    saved = []

    def save():
        try:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
            saved.append(factories.make_user())
        finally:
            connections.close_all()

    thread = threading.Thread(target=save)
    thread.start()
    thread.join()
    return bool(saved)


@pytest.fixture
def slowly(monkeypatch):
    """Let another writer try while the named function runs; the list tells how that went."""
    seen = []

    def slow(owner, name):
        work = getattr(owner, name)

        def watched(*args, **kwargs):
            seen.append(somebody_else_saves())
            return work(*args, **kwargs)

        monkeypatch.setattr(owner, name, watched)
        return seen

    return slow


@pytest.fixture
def officer(client):
    factories.region("350582"), factories.programme(), factories.level(), factories.section("notices")
    client.force_login(factories.make_superuser())
    return client


def picture(name="a.png", colour="seagreen"):
    data = io.BytesIO()
    Pillow.new("RGB", (64, 48), colour).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def paper(text=b"a,b\n1,2\n"):
    return SimpleUploadedFile("a.csv", text, "text/csv")


def add_list(client):
    terms = {"programme": factories.programme().pk, "level": factories.level().pk}
    said = {**terms, "year": "2024", "kind": "final", "basis": "press"}
    return client.post(reverse("list_import_new"), {**said, "uploads": SimpleUploadedFile("a.xlsx", make.xlsx(ROWS))})


def _kept(model):
    return lambda: [row.title for row in model.objects.all()] == ["新"]


def _waits():
    """Several pictures at once wait for their alternative texts."""
    return UploadedFile.objects.count() == 1


def _started():
    return ListImport.objects.count() == 1


def edit_image(client):
    image = factories.make_image()
    address = reverse("wagtailimages:edit", args=[image.pk])
    fields = {"title": "新", "alt_zh": "色块", "collection": 1, "tags": "热"}
    return client.post(address, {**fields, "file": picture(colour="navy")})


def edit_document(client):
    client.post(reverse("wagtaildocs:add"), {"title": "旧", "collection": 1, "file": paper(b"x,y\n3,4\n"), "tags": ""})
    address = reverse("wagtaildocs:edit", args=[Document.objects.get().pk])
    return client.post(address, {"title": "新", "collection": 1, "file": paper(), "tags": "热"})


def _post(address, name, make_file, **fields):
    values = {"title": "新", "collection": 1, "tags": "热", **fields}
    return lambda client: client.post(reverse(address), {**values, name: make_file()})


READS_PICTURE = (portal.files.media_forms, "cleaned_picture")
HASHES_PAPER = (portal.files.media_forms, "hash_filelike")
ROUTES = {
    "list import": (add_list, (runs, "read_file"), _started),
    "matching of a list": (add_list, (flow, "match_rows"), _started),
    "image": (_post("wagtailimages:add", "file", picture, alt_zh="色块"), READS_PICTURE, _kept(Image)),
    "images": (_post("wagtailimages:add_multiple", "files[]", picture), READS_PICTURE, _waits),
    "image in a chooser": (
        _post("wagtailimages_chooser:create", "image-chooser-upload-file", picture,
              **{"image-chooser-upload-title": "新", "image-chooser-upload-alt_zh": "色块",
                 "image-chooser-upload-collection": 1}),
        READS_PICTURE,
        _kept(Image),
    ),
    "another file for an image": (edit_image, READS_PICTURE, _kept(Image)),
    "document": (_post("wagtaildocs:add", "file", paper), HASHES_PAPER, _kept(Document)),
    "documents": (_post("wagtaildocs:add_multiple", "files[]", paper), HASHES_PAPER, _kept(Document)),
    "document in a chooser": (
        _post("wagtaildocs_chooser:create", "document-chooser-upload-file", paper,
              **{"document-chooser-upload-title": "新", "document-chooser-upload-collection": 1}),
        HASHES_PAPER,
        _kept(Document),
    ),
    "another file for a document": (edit_document, HASHES_PAPER, _kept(Document)),
}  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_others_save_while_an_upload_is_read(officer, slowly, route):
    upload, work, is_kept = ROUTES[route]
    seen = slowly(*work)

    answer = upload(officer)

    assert answer.status_code < 400, answer.content.decode()
    assert set(seen) == {True}
    assert is_kept()


def test_a_document_is_hashed_once_and_never_while_its_row_is_written(officer, monkeypatch):
    monkeypatch.setattr(wagtail.documents.models, "hash_filelike", None)

    _post("wagtaildocs:add", "file", paper)(officer)

    assert Document.objects.get().file_hash == hashlib.sha1(b"a,b\n1,2\n", usedforsecurity=False).hexdigest()


def test_the_command_reads_its_files_before_it_writes_too(officer, slowly, tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(make.xlsx(ROWS))
    seen = slowly(runs, "read_file")

    call_command("import_list", file, **COMMAND)

    assert seen == [True]
    assert ListImport.objects.count() == 1


def stored():
    return [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file() and file.suffix == ".xlsx"]


class Dies(BaseException):
    """The process ends, wherever it is."""


@pytest.fixture
def dying(monkeypatch):
    def die(*args, **kwargs):
        raise Dies

    monkeypatch.setattr(runs.ImportRow.objects, "bulk_create", die)


def test_a_request_that_dies_in_the_middle_leaves_neither_rows_nor_files(officer, dying):
    before = stored()

    with pytest.raises(Dies):
        add_list(officer)

    assert stored() == before
    assert [model.objects.count() for model in (ListImport, ListAttachment, Document, AnnouncementPage)] == [0] * 4


def test_a_dry_run_and_a_refused_command_leave_neither_rows_nor_files(officer, tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(make.xlsx([*ROWS, ["示例纺织有限公司", "泉州市"]]))  # twice: a doubt that is refused
    before = stored()

    call_command("import_list", file, **COMMAND, dry_run=True, doubtful="accept")
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("import_list", file, **COMMAND)

    assert stored() == before
    assert [model.objects.count() for model in (ListImport, ListAttachment, Document, AnnouncementPage)] == [0] * 4


def test_what_was_read_is_not_started_where_the_notice_went_live_meanwhile(officer):
    notice = factories.make_announcement(entries=["示例单位"])
    upload = runs.Upload("a.xlsx", make.xlsx(ROWS))
    prepared = flow.prepare_import(flow.Request((upload,), factories.programme(), announcement=notice))
    notice.save_revision().publish()

    with pytest.raises(flow.RefusedError), transaction.atomic():
        flow.start_prepared(prepared)

    assert ListImport.objects.count() == 0


def test_the_same_files_read_twice_at_once_start_one_import(officer):
    notice = factories.make_announcement()
    upload = runs.Upload("a.xlsx", make.xlsx(ROWS))
    request = flow.Request((upload,), factories.programme(), announcement=notice)
    first, second = flow.prepare_import(request), flow.prepare_import(request)

    begun = [flow.start_prepared(first), flow.start_prepared(second)]

    assert [one.is_new for one in begun] == [True, False]
    assert ListImport.objects.count() == 1
