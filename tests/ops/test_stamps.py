"""Steps run once for the same inputs, and again when they were interrupted."""

import stat
from pathlib import Path

import pytest

from ops import run, stamps


@pytest.fixture
def stamp(tmp_path: Path) -> Path:
    return tmp_path / "stamps" / "step"


def test_a_completed_step_is_not_done_again(stamp):
    done = []
    assert run.stamped(stamp, "v1", lambda: done.append(1)) is None
    assert run.stamped(stamp, "v1", lambda: done.append(2)) == "unchanged"
    assert done == [1]


def test_a_step_runs_again_when_its_inputs_change(stamp):
    done = []
    run.stamped(stamp, "v1", lambda: done.append(1))
    run.stamped(stamp, "v2", lambda: done.append(2))
    assert done == [1, 2]


def test_an_interrupted_step_has_no_stamp_left_not_even_the_old_one(stamp):
    run.stamped(stamp, "v1", lambda: None)

    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run.stamped(stamp, "v2", interrupted)
    assert not stamps.holds(stamp, "v1")
    assert not stamps.holds(stamp, "v2")


def test_a_stamp_that_was_cut_short_does_not_count(stamp):
    stamps.put(stamp, "abcdef")
    stamp.write_text("abc")
    assert not stamps.holds(stamp, "abcdef")


def test_a_leftover_of_a_killed_write_is_in_nobodys_way(stamp):
    stamp.parent.mkdir()
    stamp.with_name("step.unfinished").write_text("ab")
    stamps.put(stamp, "abcdef")
    assert stamps.holds(stamp, "abcdef")
    assert [file.name for file in stamp.parent.iterdir()] == ["step"]


def test_the_fingerprint_changes_with_content_name_and_number_of_files(tmp_path):
    folder = tmp_path / "static"
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "a.css").write_text("a{}")
    seen = {stamps.fingerprint([folder])}
    (folder / "css" / "a.css").write_text("b{}")
    seen.add(stamps.fingerprint([folder]))
    (folder / "css" / "a.css").rename(folder / "css" / "b.css")
    seen.add(stamps.fingerprint([folder]))
    (folder / "c.css").touch()
    seen.add(stamps.fingerprint([folder]))
    seen.add(stamps.fingerprint([folder], "3.11"))
    assert len(seen) == 5


def test_the_fingerprint_does_not_depend_on_the_order_of_its_inputs(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    assert stamps.fingerprint([one, two]) == stamps.fingerprint([two, one])


def test_compiled_python_does_not_change_the_fingerprint(tmp_path):
    before = stamps.fingerprint([tmp_path])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "x.pyc").write_bytes(b"0")
    assert stamps.fingerprint([tmp_path]) == before


def test_a_secret_is_never_readable_by_others(tmp_path):
    stamps.write_whole(tmp_path / "secret", "s", mode=0o600)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
