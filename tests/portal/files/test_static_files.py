"""Static files are named by their content; a process looks each address up once."""

from pathlib import Path
from typing import Any

import pytest

from portal.files.static_files import StaticFiles, StaticFilesMiddleware


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.STATIC_ROOT, settings.DEBUG = str(tmp_path), False
    return tmp_path


def collected(folder: Path, content: str) -> StaticFiles:
    (folder / "a.css").write_text(content)
    storage = StaticFiles()
    list(storage.post_process({"a.css": (storage, "a.css")}))
    return storage


def test_an_address_carries_the_hash_of_the_content(folder: Path) -> None:
    first = collected(folder, "a { color: red }").url("a.css")
    second = collected(folder, "a { color: blue }").url("a.css")

    assert first.startswith("/static/a.")
    assert first != second


def test_an_address_is_looked_up_once_and_anew_after_collecting(folder: Path) -> None:
    storage = collected(folder, "a { color: red }")
    before = storage.url("a.css")
    storage.hashed_files.clear()
    assert storage.url("a.css") == before

    (folder / "a.css").write_text("a { color: blue }")
    list(storage.post_process({"a.css": (storage, "a.css")}))

    assert storage.url("a.css") != before


def test_while_developing_files_have_their_own_names(folder: Path, settings: Any) -> None:
    storage = collected(folder, "a { color: red }")
    settings.DEBUG = True

    assert storage.url("a.css") == "/static/a.css"


def test_looking_for_hashes_in_names_warns_of_nothing(folder: Path, monkeypatch: Any, caplog: Any) -> None:
    monkeypatch.setattr("portal.files.static_files.staticfiles_storage", collected(folder, "a { color: red }"))

    assert StaticFilesMiddleware.get_static_url("a.css") != "/static/a.css"
    assert StaticFilesMiddleware.get_static_url("a.css.txt") is None
    assert caplog.records == []
