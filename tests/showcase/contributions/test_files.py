"""Pictures and Word files: checked by their content, without metadata, encrypted until taken over, erased in time."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow
from time_machine import travel

from showcase.contributions import files
from showcase.contributions.writing import views as contributions
from showcase.models import ContributionFile, Submission
from showcase.objections.storage import PrivateStorage
from tests.showcase.contributions.senders import begun, content_of, latest, picture, save, submitted, word_file

pytestmark = pytest.mark.django_db

RIGHTS = {"picture_shows": "换热器在定型机上方", "picture_credit": "示例摄影", "picture_rights": "on"}


@pytest.fixture(autouse=True)
def sealed_storage(settings, tmp_path):
    settings.OBJECTIONS_ROOT = str(tmp_path)


def stored() -> set[str]:
    root = Path(PrivateStorage().location) / "contributions"
    return {path.name for path in root.iterdir()} if root.exists() else set()


def test_a_picture_is_kept_without_metadata_and_encrypted():
    save(begun(), picture=picture(), **RIGHTS)

    row = ContributionFile.objects.get()
    with row.file.open("rb") as file:
        assert b"JFIF" not in file.read()
    with Pillow.open(io.BytesIO(row.content())) as kept:
        assert (kept.size, len(kept.getexif())) == ((400, 300), 0)
    (sent,) = content_of(latest())["pictures"]
    assert (sent["file"], sent["name"], sent["shows"]) == (row.pk, "定型机.jpg", RIGHTS["picture_shows"])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({**RIGHTS, "picture_rights": ""}, "Without the rights"),
        ({**RIGHTS, "picture_shows": ""}, "Say what the picture shows"),
        ({**RIGHTS, "picture": SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>")}, "damaged"),
        ({**RIGHTS, "picture": SimpleUploadedFile("a.exe", b"MZ")}, "picture"),
        ({"word": SimpleUploadedFile("a.docx", b"%PDF-1.7")}, "not a Word document"),
    ],
)
def test_a_file_without_rights_or_with_other_content_is_refused_and_the_texts_stay(fields, said):
    answer = save(begun(), **{"picture": picture(), **fields} if "word" not in fields else fields)

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert "先测废气含油量。" in answer.content.decode()
    assert not ContributionFile.objects.exists()


def test_a_file_that_is_too_large_is_refused_by_its_size():
    large = SimpleUploadedFile("a.jpg", picture().read() + b"\0" * 10_000_001)

    answer = save(begun(), picture=large, **RIGHTS)

    assert "The file is larger than 10 MB." in answer.content.decode()
    assert not ContributionFile.objects.exists()


def test_more_than_the_form_accepts_is_not_read(monkeypatch):
    monkeypatch.setattr(contributions, "MAX_BODY", 100)

    answer = save(begun())

    assert answer.status_code == 413
    assert latest().state == "writing"


def test_a_case_holds_ten_pictures_and_the_eleventh_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_PICTURES", 1)
    address = begun()
    save(address, picture=picture(), **RIGHTS)

    answer = save(address, picture=picture(), **RIGHTS)

    assert "at most 1 pictures" in answer.content.decode()
    assert ContributionFile.objects.count() == 1


def test_too_many_files_in_a_day_are_refused(monkeypatch):
    monkeypatch.setattr(files, "_LIMITS", ())
    address = begun()

    def too_often(_found):
        raise contributions.TooOften

    monkeypatch.setattr(files, "take_a_turn", too_often)
    answer = save(address, picture=picture(), **RIGHTS)

    assert answer.status_code == 429
    assert not ContributionFile.objects.exists()


def test_a_removed_picture_is_gone_from_disk(django_capture_on_commit_callbacks):
    address = begun()
    save(address, picture=picture(), **RIGHTS)
    key = ContributionFile.objects.get().pk

    with django_capture_on_commit_callbacks(execute=True):
        save(address, act=f"remove:{key}")

    assert content_of(latest())["pictures"] == []
    assert (ContributionFile.objects.count(), stored()) == (0, set())


def test_nobody_removes_a_file_of_another_contribution():
    save(begun(), picture=picture(), **RIGHTS)
    key = ContributionFile.objects.get().pk

    save(begun(email="b@factory.example", enterprise="示例二厂"), act=f"remove:{key}")

    assert ContributionFile.objects.filter(pk=key).exists()


def test_another_word_file_takes_the_place_of_the_first():
    address = begun()
    save(address, word=word_file("第一稿"))
    save(address, word=word_file("第二稿"))

    row = ContributionFile.objects.get()
    assert content_of(latest())["word"]["file"] == row.pk


@pytest.mark.parametrize("end", ["withdrawn", "erased"])
def test_files_go_with_the_contribution(django_capture_on_commit_callbacks, end):
    address = begun()
    save(address, picture=picture(), **RIGHTS)
    assert stored()

    with django_capture_on_commit_callbacks(execute=True):
        if end == "withdrawn":
            Client().post(f"{address}discard/")
        else:
            Submission.objects.all().delete()

    assert (ContributionFile.objects.count(), stored()) == (0, set())


def test_files_that_no_row_names_are_swept_after_a_day():
    submitted(picture=picture(), **RIGHTS)
    storage = PrivateStorage()
    (kept,) = stored()
    storage.save("contributions/left.sealed", io.BytesIO(b"left"))

    files.sweep()
    assert "left.sealed" in stored()
    with travel(timezone.now() + dt.timedelta(days=2)):
        files.sweep()

    assert stored() == {kept}
