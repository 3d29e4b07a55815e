"""`kill -9` between any two steps that touch the folder of an embedded index, and damage to the files beside it."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.core.engine import Put, Remove, SearchUnavailable, State
from search.engines.tantivy import TantivyEngine
from search.engines.tantivy.home import Home
from tests.search import corpus

OLD, NEW = corpus.numbered(3), corpus.numbered(5)
LATER = corpus.record("later", ("节能", "正文"), None)
MOST_STEPS = 200


def ids(engine: TantivyEngine) -> set[str]:
    return {name for name, _ in engine.versions()}


@pytest.fixture
def built(root: Path) -> TantivyEngine:
    engine = TantivyEngine(root)
    corpus.build(engine, OLD)
    return engine


def killed_at(step: int, root: Path, work: Callable[[TantivyEngine], object]) -> bool:
    """Work in a child that ends by SIGKILL before its n-th touch of the folder; whether it came that far."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    left = [step]

    def count(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"):
            left[0] -= str(arguments[0]).startswith(str(root))
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        engine = TantivyEngine(root)
        sys.addaudithook(count)
        work(engine)
    finally:
        os._exit(0)


def copies(root: Path) -> Iterator[tuple[int, Path]]:
    """Step after step, each with a fresh copy of the folder."""
    for step in range(1, MOST_STEPS):
        yield step, shutil.copytree(root, root.with_name(f"killed-at-{step}"))
    pytest.fail("never came to its end")


def test_a_rebuild_killed_at_any_step_leaves_the_old_index_or_the_new_one(built: TantivyEngine, root: Path):
    served = []
    for step, copy in copies(root):
        if not killed_at(step, copy, lambda engine: corpus.build(engine, NEW, 9)):
            break
        engine = TantivyEngine(copy)
        status = engine.status()
        assert status.state is State.READY, step
        served.append(ids(engine))

        engine.apply([Put(LATER, 10)])
        assert LATER.id in ids(engine)
        corpus.build(engine, [*NEW, LATER], 10)
        assert ids(engine) == {LATER.id} | {record.id for record in NEW}
        assert [path.name for path in copy.iterdir() if path.is_dir()] == [Home(copy).serving()]

    swap = served.index({record.id for record in NEW})
    assert swap > 0
    assert served[:swap] == [{record.id for record in OLD}] * swap
    assert served[swap:] == [served[swap]] * (len(served) - swap)


def test_a_change_killed_at_any_step_is_made_whole_or_not_at_all(built: TantivyEngine, root: Path):
    changes = [Put(NEW[4], 9), Remove(OLD[0].id, 9)]
    after = {"n001", "n002", "n004"}
    for step, copy in copies(root):
        if not killed_at(step, copy, lambda engine: engine.apply(changes)):
            break
        engine = TantivyEngine(copy)
        assert engine.status().state is State.READY
        assert ids(engine) in ({record.id for record in OLD}, after), step
        engine.apply(changes)
        assert ids(engine) == after


RUBBISH = [b"", b"\xff\xfe\x00", b"../../etc", b"9" * 300]


@pytest.mark.parametrize("content", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_in_place_of_the_serving_name_is_reported_as_trouble_and_a_rebuild_heals(
    built: TantivyEngine, root: Path, content: bytes
):
    (root / "current").write_bytes(content)

    for engine in (built, TantivyEngine(root)):
        assert isinstance(engine.status().state, State)
        for call in (lambda: ids(engine), lambda: engine.apply([Put(NEW[4], 9)])):  # noqa: B023 called at once
            try:
                call()
            except SearchUnavailable:
                continue
    corpus.build(built, NEW, 10)

    assert built.status().state is State.READY
    assert ids(TantivyEngine(root)) == {record.id for record in NEW}


def test_a_file_where_the_folder_should_be_is_told_and_not_raised_by_the_status(root: Path):
    root.write_text("not a folder")
    engine = TantivyEngine(root)

    assert engine.status().state is State.DAMAGED
    with pytest.raises(SearchUnavailable):
        engine.rebuild()
