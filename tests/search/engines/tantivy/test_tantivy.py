"""The embedded index on disk: its address, other processes, forks, waiting writers."""

import os
import time
from pathlib import Path

import pytest

from search.core.engine import SearchUnavailable
from search.core.plan import search
from search.core.query import SearchQuery
from search.engines import open_engine
from search.engines.tantivy import TantivyEngine
from search.engines.tantivy.engine import WRITE_WAIT
from search.engines.tantivy.home import Home
from tests.search import corpus
from tests.search.engines.tantivy_samples import ids, put, run


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


def test_a_process_that_did_not_open_the_index_opens_it_itself(built: TantivyEngine, monkeypatch: pytest.MonkeyPatch):
    """As a forked child does.

    Forking here hung one CI run: a thread of tantivy in this process held the lock of the index at that moment, and the
    child waited for its own copy of it. Sites fork before they open anything (ops/gunicorn.conf.py).
    """
    assert search(built, SearchQuery(text="余热")).total > 0
    opened = built._opened
    monkeypatch.setattr(os, "getpid", lambda: 1)
    assert search(built, SearchQuery(text="余热")).total > 0
    assert built._opened is not opened


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
    assert WRITE_WAIT <= time.monotonic() - began < WRITE_WAIT + 30
