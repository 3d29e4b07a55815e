"""Whatever the format, a file is read in a process of its own, which has bounds and knows none of our secrets."""

import sys

import pytest

from showcase.lists.importing.reading import child as reading_child
from showcase.lists.importing.reading import limits
from showcase.lists.importing.reading import process as reading
from showcase.lists.importing.reading.process import read_sheets
from showcase.lists.importing.reading.sheets import FileRefused
from tests.showcase.lists.importing import list_files as make
from tests.showcase.lists.importing.pdf_writing import pdf, ruled

ROWS = [["序号", "企业名称", "所属地区"], ["1", "Example Textile", "Quanzhou"]]
FILES = {
    "a.xlsx": make.xlsx(ROWS),
    "a.xls": make.xls(ROWS),
    "a.csv": make.csv_file(ROWS),
    "a.docx": make.docx_file(ROWS),
    "a.pdf": pdf([ruled([["No.", "Name"], ["1", "Example Textile"]])]),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("does", "fault"),
    [
        ("import os; os.kill(os.getpid(), 11)", "too_hard"),
        ("while True: pass", "too_hard"),
        ("import sys; print('{\"done\": 1, \"total\": 1}'); sys.exit('unexpected')", "damaged"),
        ("print('x' * 2_000, end='')", "too_hard"),
    ],
    ids=["crashes", "never ends", "breaks off", "says too much"],
)
def test_a_reader_that_fails_takes_only_its_file_with_it(monkeypatch, name, does, fault):
    monkeypatch.setattr(reading, "_CHILD", (sys.executable, "-c", does))
    monkeypatch.setattr(reading, "MAX_WAIT", 1.0)
    monkeypatch.setattr(reading, "MAX_ANSWER_BYTES", 1_000)

    with pytest.raises(FileRefused, match=fault):
        read_sheets(name, FILES[name])


def test_the_reader_has_bounds_and_none_of_our_secrets():
    asked = (
        "import io, os, resource, sys, types; from showcase.lists.importing.reading import child as reading_child;"
        "sys.argv = ['', 'a.csv']; sys.stdin = types.SimpleNamespace(buffer=io.BytesIO(b'a')); reading_child.main();"
        "held = [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)];"
        "print(repr((held, sorted(os.environ))).encode())"
    )
    assert reading_child.__name__ in reading._CHILD
    child = reading.start((sys.executable, "-c", asked))
    held = child.communicate()[0].decode()

    assert f"[{limits.MAX_MEMORY}, {limits.MAX_SECONDS}]" in held
    assert "SECRET_KEY" not in held
