"""The embedded index on disk when files are damaged, processes killed or disks full."""

import shutil
import signal
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from search.core.clauses import Everything, Phrase, Term
from search.core.engine import EngineRequest, SearchUnavailable, State
from search.core.plan import search
from search.core.query import SearchQuery
from search.engines.tantivy import TantivyEngine
from search.engines.tantivy.trouble import trouble
from tests.search import corpus
from tests.search.engines.tantivy_samples import ids, put, run, serving

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
            engine.search([EngineRequest(Everything())])
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
    assert built.status().unfinished
    built.apply([put("meanwhile", 5)])
    other.send_signal(signal.SIGKILL)
    other.wait(60)
    status = built.status()
    assert (status.state, status.unfinished) == (State.READY, True)
    assert "meanwhile" in ids(built)
    corpus.build(built, corpus.numbered(2))
    assert ids(built) == {"n000", "n001"}
    assert not built.status().unfinished
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
        print(len(engine.search([EngineRequest(match=Everything(), limit=50)])[0].hits))
    """
    other = run(root, "from search.core.clauses import Everything\n" + textwrap.dedent(code))
    output, _ = other.communicate(timeout=60)
    assert output.splitlines()[-2:] == ["told failed", "8"]
    assert "big" not in ids(TantivyEngine(root))
    built.apply([put("after")])
    assert "after" in ids(built)


def test_a_panic_of_the_library_is_trouble_and_nothing_worse(built: TantivyEngine):
    with pytest.raises(SearchUnavailable) as told:
        built.search([EngineRequest(Phrase("match", ("one",)), limit=1)])
    assert told.value.reason == State.DAMAGED


def test_trouble_lets_an_interrupt_through():
    with pytest.raises(KeyboardInterrupt), trouble("failed"):
        raise KeyboardInterrupt


def test_answers_to_one_call_are_of_one_state(built: TantivyEngine):
    first, second = built.search(
        [EngineRequest(Everything()), EngineRequest(Term("match", "余热"), facets=("code_kind",))]
    )
    assert first.total == 8
    assert sum(second.counts["code_kind"].values()) == second.total
