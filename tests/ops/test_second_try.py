"""Which failed tests are run again, and what counts as passed then."""

import json
from pathlib import Path

import pytest

from ops import second_try


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "lastfailed"


def having_failed(kept: Path, *names: str) -> Path:
    kept.write_text(json.dumps(dict.fromkeys(names, True)))
    return kept


def test_one_that_passes_alone_is_named_and_does_not_fail_the_run(kept, capsys):
    ran = []
    assert second_try.passes_alone(1, lambda names: ran.append(names) or 0, having_failed(kept, "tests/a.py::test_b"))
    assert ran == [["tests/a.py::test_b"]]
    assert "UNSTABLE, passes alone and is to be corrected: tests/a.py::test_b" in capsys.readouterr().out


def test_one_that_fails_again_fails_the_run(kept, capsys):
    assert not second_try.passes_alone(1, lambda _names: 1, having_failed(kept, "tests/a.py::test_b"))
    assert "UNSTABLE" not in capsys.readouterr().out


@pytest.mark.parametrize(("code", "names"), [(1, "abcd"), (1, ""), (2, "a"), (3, "a")])
def test_many_failures_and_other_endings_are_not_tried_again(kept, code, names):
    ran = []
    assert not second_try.passes_alone(code, lambda names: ran.append(names) or 0, having_failed(kept, *names))
    assert ran == []


def test_what_an_earlier_run_left_is_forgotten(kept):
    having_failed(kept, "tests/a.py::test_b")
    second_try.forget(kept)
    second_try.forget(kept)
    assert second_try.failed(kept) == []
