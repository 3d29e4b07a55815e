"""Records, and other processes with an engine on the same folder."""

import subprocess
import sys
import textwrap
from pathlib import Path

from search.core.engine import Put, SearchEngine
from tests.search import corpus


def put(name: str, version: int = 1, text: str = "节能") -> Put:
    return Put(corpus.record(name, (text, "正文"), None), version)


def ids(engine: SearchEngine) -> set[str]:
    return {name for name, _ in engine.versions()}


def serving(root: Path) -> Path:
    return root / (root / "current").read_text().strip()


def run(root: Path, code: str, **popen: object) -> subprocess.Popen[str]:
    """Another process with an engine on the same folder as `engine`."""
    opening = f"""
        import os, sys, time
        from search.engines.tantivy import TantivyEngine
        from search.core.engine import *
        from tests.search import corpus
        from pathlib import Path
        engine = TantivyEngine(Path({str(root)!r}))
    """
    script = textwrap.dedent(opening) + textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **popen
    )
