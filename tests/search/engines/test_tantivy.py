"""The embedded index on disk: other processes, damage, kills, full disks."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from search.clauses import Everything, Phrase, Term
from search.engines import open_engine
from search.engines.base import Ask, Put, Remove, SearchEngine, SearchUnavailable, State
from search.engines.tantivy import TantivyEngine
from search.engines.tantivy.engine import WRITE_WAIT
from search.engines.tantivy.home import Home
from search.engines.tantivy.trouble import trouble
from search.plan import search
from search.query import SearchQuery
from tests.search import corpus


def put(name: str, version: int = 1, text: str = "节能") -> Put:
    return Put(corpus.record(name, (text, "正文"), None), version)


def ids(engine: SearchEngine) -> set[str]:
    return {name for name, _ in engine.versions()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def built(root: Path) -> TantivyEngine:
    engine = TantivyEngine(root)
    corpus.build(engine, corpus.STORIES)
    return engine


def serving(root: Path) -> Path:
    return root / (root / "current").read_text().strip()


def run(root: Path, code: str, **popen: object) -> subprocess.Popen[str]:
    """Another process with an engine on the same folder as `engine`."""
    opening = f"""
        import os, sys, time
        from search.engines.tantivy import TantivyEngine
        from search.engines.base import *
        from tests.search import corpus
        from pathlib import Path
        engine = TantivyEngine(Path({str(root)!r}))
    """
    script = textwrap.dedent(opening) + textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **popen
    )


def test_opening_touches_nothing_before_the_first_call(root: Path):
    open_engine(f"embedded://{root}").close()
    assert not root.exists()


@pytest.mark.parametrize("url", ["embedded:relative/path", "embedded://host/path", "embedded:", "redis://x", "/path"])
def test_an_address_that_is_none_is_refused(url: str):
    with pytest.raises(ValueError, match="embedded"):
        open_engine(url)


def test_a_path_may_have_spaces_and_chinese(tmp_path: Path):
    engine = open_engine(f"embedded://{tmp_path}/a%20b/搜索")
    corpus.build(engine, corpus.STORIES)
    assert (tmp_path / "a b" / "搜索" / "current").exists()


def test_two_indexes_in_memory_are_two_and_go_with_their_engines():
    one, two = open_engine("embedded:memory"), open_engine("embedded:memory")
    corpus.build(one, corpus.STORIES)
    corpus.build(two, [])
    assert (one.status().records, two.status().records) == (8, 0)
    assert isinstance(one, TantivyEngine)
    folder = one._home.root
    del one
    assert not folder.exists()


def test_what_another_process_commits_is_seen_at_the_next_search(built: TantivyEngine, root: Path):
    assert search(built, SearchQuery(text="变频器")).total == 0
    other = run(root, 'engine.apply([Put(corpus.record("x", ("变频器", "正文"), None), 5)])')
    assert other.wait(60) == 0, other.communicate()
    assert search(built, SearchQuery(text="变频器")).total == 1


def test_an_index_rebuilt_by_another_process_is_the_one_that_is_searched(built: TantivyEngine, root: Path):
    assert search(built, SearchQuery()).total == 8
    other = run(root, "corpus.build(engine, corpus.numbered(3))")
    assert other.wait(60) == 0, other.communicate()
    assert search(built, SearchQuery()).total == 3


def test_a_forked_child_opens_the_index_itself(built: TantivyEngine):
    assert search(built, SearchQuery(text="余热")).total > 0
    opened = built._opened
    child = os.fork()
    if child == 0:
        found = search(built, SearchQuery(text="余热")).total
        os._exit(0 if found and built._opened is not opened else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_four_processes_that_write_at_once_lose_nothing(built: TantivyEngine, root: Path):
    code = """
        for n in range(6):
            while True:
                try:
                    engine.apply([Put(corpus.record(f"{sys.argv[0]}{NAME}-{n}", ("节能", "正文"), None), 1)])
                    break
                except SearchUnavailable as trouble:
                    assert trouble.reason == "busy", trouble
    """
    others = [run(root, code.replace("{sys.argv[0]}{NAME}", f"p{number}")) for number in range(4)]
    assert [other.wait(120) for other in others] == [0] * 4
    assert {f"p{p}-{n}" for p in range(4) for n in range(6)} <= ids(built)


def test_while_another_process_writes_an_editor_waits_about_a_second_and_is_told(built: TantivyEngine):
    with Home(built._home.root).writing(1.0):
        began = time.monotonic()
        with pytest.raises(SearchUnavailable) as told:
            built.apply([put("a")])
    assert told.value.reason == "busy"
    assert WRITE_WAIT <= time.monotonic() - began < WRITE_WAIT + 1


KINDS = ["store", "fast", "term", "idx", "pos", "fieldnorm"]
Damage = Callable[[Path], object]


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [flip, halve, Path.unlink, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_noticed_when_opened_and_a_rebuild_heals(
    built: TantivyEngine, root: Path, kind: str, damage: Damage
):
    built.close()
    damage(next(serving(root).glob(f"*.{kind}")))
    with pytest.raises(SearchUnavailable) as told:
        search(built, SearchQuery(text="余热"))
    assert told.value.reason == State.DAMAGED
    assert built.status().state is State.DAMAGED
    corpus.build(built, corpus.STORIES)
    assert built.status().state is State.READY
    assert search(built, SearchQuery(text="余热")).total > 0


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"segments": [{}]}', "\x00"])
def test_a_damaged_list_of_segments_is_noticed(built: TantivyEngine, root: Path, content: str):
    (serving(root) / "meta.json").write_text(content)
    for engine in (built, TantivyEngine(root)):
        with pytest.raises(SearchUnavailable) as told:
            engine.ask([Ask(Everything())])
        assert told.value.reason == State.DAMAGED


def test_damage_is_seen_by_the_status_of_a_process_that_has_the_index_open(built: TantivyEngine, root: Path):
    assert search(built, SearchQuery()).total == 8
    next(serving(root).glob("*.store")).unlink()
    assert built.status().state is State.DAMAGED


def test_an_index_that_was_deleted_is_missing_and_can_be_built_again(built: TantivyEngine, root: Path):
    assert search(built, SearchQuery()).total == 8
    shutil.rmtree(root)
    with pytest.raises(SearchUnavailable) as told:
        search(built, SearchQuery())
    assert told.value.reason == State.MISSING
    corpus.build(built, corpus.STORIES)
    assert search(built, SearchQuery()).total == 8


def test_an_index_of_another_analysis_is_outdated_until_rebuilt(built: TantivyEngine, root: Path):
    old = serving(root)
    old.rename(root / "0123456789ab-000009")
    (root / "current").write_text("0123456789ab-000009")
    with pytest.raises(SearchUnavailable) as told:
        search(built, SearchQuery())
    assert told.value.reason == State.OUTDATED
    status = built.status()
    assert (status.state, status.built) == (State.OUTDATED, "0123456789ab")
    assert status.identity != status.built
    with pytest.raises(SearchUnavailable):
        built.apply([put("a")])
    corpus.build(built, corpus.STORIES)
    assert built.status().state is State.READY
    assert [path.name for path in root.iterdir() if path.is_dir()] == [serving(root).name]


def test_a_rebuild_that_was_killed_is_noticed_and_swept_by_the_next(built: TantivyEngine, root: Path):
    code = """
        session = engine.rebuild()
        session.add(Put(record, 9) for record in corpus.numbered(50))
        print("ready", flush=True)
        time.sleep(60)
    """
    other = run(root, code)
    assert other.stdout
    assert other.stdout.readline() == "ready\n"
    assert built.status().rebuilding
    built.apply([put("meanwhile", 5)])
    other.send_signal(signal.SIGKILL)
    other.wait(60)
    status = built.status()
    assert (status.state, status.rebuilding, status.interrupted) == (State.READY, False, True)
    assert "meanwhile" in ids(built)
    corpus.build(built, corpus.numbered(2))
    assert ids(built) == {"n000", "n001"}
    assert not built.status().interrupted
    assert sorted(path.name for path in root.iterdir() if path.is_dir()) == [serving(root).name]


@pytest.mark.parametrize("after", [0.0, 0.01, 0.03, 0.06, 0.12, 0.25])
def test_a_writer_killed_at_any_moment_leaves_an_index_that_works(built: TantivyEngine, root: Path, after: float):
    code = """
        print("ready", flush=True)
        for n in range(1, 10_000):
            engine.apply([Put(corpus.record(f"k{n}", ("节能", "正文"), None), n), Remove(f"k{n - 1}", 10_000 + n)])
            print(n, flush=True)
    """
    other = run(root, code)
    assert other.stdout
    other.stdout.readline()
    time.sleep(after)
    other.send_signal(signal.SIGKILL)
    done = [int(line) for line in other.stdout.read().split()]
    other.wait(60)
    fresh = TantivyEngine(root)
    assert fresh.status().state is State.READY
    left = ids(fresh) - {record.id for record in corpus.STORIES}
    last = max(done, default=0)
    assert left in ({f"k{last}"} if last else set(), {f"k{last + 1}"})
    fresh.apply([put("after", 1)])
    assert "after" in ids(fresh)


def test_a_full_disk_is_told_and_the_old_state_still_serves(built: TantivyEngine, root: Path):
    code = """
        import resource
        engine.status()
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
        try:
            engine.apply([Put(corpus.record("big", ("满", "文字" * 9_000), None), 5)])
        except SearchUnavailable as trouble:
            print("told", trouble.reason)
        print(len(engine.ask([Ask(match=Everything(), limit=50)])[0].hits))
    """
    other = run(root, "from search.clauses import Everything\n" + textwrap.dedent(code))
    output, _ = other.communicate(timeout=60)
    assert output.splitlines()[-2:] == ["told failed", "8"]
    assert "big" not in ids(TantivyEngine(root))
    built.apply([put("after")])
    assert "after" in ids(built)


def test_removals_are_forgotten_after_a_day(built: TantivyEngine, root: Path):
    built.apply([Remove("a", 7), Remove("b", 7)])
    kept = serving(root) / "removed.json"
    versions = json.loads(kept.read_text())
    versions["a"][1] -= 90_000
    kept.write_text(json.dumps(versions))
    built.apply([put("other")])
    built.apply([put("a", 6), put("b", 6)])
    assert ids(built) & {"a", "b"} == {"a"}


def test_a_panic_of_the_library_is_trouble_and_nothing_worse(built: TantivyEngine):
    with pytest.raises(SearchUnavailable) as told:
        built.ask([Ask(Phrase("match", ("one",)), limit=1)])
    assert told.value.reason == State.DAMAGED


def test_trouble_lets_an_interrupt_through():
    with pytest.raises(KeyboardInterrupt), trouble("failed"):
        raise KeyboardInterrupt


def test_answers_to_one_call_are_of_one_state(built: TantivyEngine):
    first, second = built.ask([Ask(Everything()), Ask(Term("match", "余热"), facets=("code_kind",))])
    assert first.total == 8
    assert sum(second.counts["code_kind"].values()) == second.total
