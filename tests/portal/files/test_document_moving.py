"""Documents of an older installation come out of MEDIA_ROOT, whole, whenever the move is killed."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from portal.files import document_moving
from portal.files.media import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def former(settings, tmp_path):
    """The folder of the older version, with two documents that rows name and one file that none names."""
    settings.MEDIA_ROOT, settings.DOCUMENTS_ROOT = str(tmp_path / "media"), str(tmp_path / "documents")
    folder = tmp_path / "media" / "documents"
    folder.mkdir(parents=True)
    for name in ("a.pdf", "b.xlsx"):
        (folder / name).write_bytes(name.encode())
        Document.objects.create(title=name, file=name)
    return folder


def contents(settings):
    found = {}
    for document in Document.objects.order_by("title"):
        with document.open_file() as file:
            found[document.title] = file.read()
    return found


WHOLE = {"a.pdf": b"a.pdf", "b.xlsx": b"b.xlsx"}


def test_migrating_moves_what_rows_name(former, settings):
    call_command("migrate", verbosity=0)

    assert contents(settings) == WHOLE
    assert not former.exists()


def test_moving_twice_changes_nothing(former, settings):
    assert document_moving.move_documents() == []
    assert document_moving.move_documents() == []
    assert contents(settings) == WHOLE


@pytest.mark.parametrize("step", ["copyfile", "replace", "unlink"])
def test_killed_in_the_middle_it_goes_on_the_next_time(former, settings, monkeypatch, step):
    target = document_moving.shutil if step == "copyfile" else document_moving.Path
    before = getattr(target, step)

    def killed(*args, **kwargs):
        if step == "copyfile":
            before(*args, **kwargs)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(target, step, killed)
        with pytest.raises(KeyboardInterrupt):
            document_moving.move_documents()

    assert document_moving.move_documents() == []
    assert contents(settings) == WHOLE
    assert sorted(path.name for path in (former.parent.parent / "documents").iterdir()) == ["a.pdf", "b.xlsx"]


def test_a_file_that_no_row_names_stays_where_it_is(former):
    (former / "stray.txt").write_text("whose?")

    document_moving.move_documents()

    assert [path.name for path in former.iterdir()] == ["stray.txt"]


def test_two_different_files_of_one_name_are_both_kept_and_named(former, settings, caplog):
    folder = former.parent.parent / "documents"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"another")

    assert document_moving.move_documents() == ["a.pdf"]
    assert (former / "a.pdf").read_bytes() == b"a.pdf"
    assert (folder / "a.pdf").read_bytes() == b"another"
    assert "a.pdf" in caplog.text


def test_the_names_in_the_database_lose_the_folder_once():
    migration = import_module("portal.migrations.0005_documents_outside_media")
    Document.objects.create(title="old", file="documents/old.pdf")
    Document.objects.create(title="new", file="new.pdf")

    for _turn in range(2):
        migration.drop_folder(apps, SimpleNamespace(connection=connection))

    assert dict(Document.objects.values_list("title", "file")) == {"old": "old.pdf", "new": "new.pdf"}
