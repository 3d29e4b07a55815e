"""`make bench`: run every benchmark in bench/ for which its data is here.

SEARCH_URL names the engine (default: the embedded one, where `make run` keeps its index; a bench never touches that).
Collections and records come from BENCH_DATA (default `../shared/data`).
"""

import os
from collections.abc import Iterator
from pathlib import Path

from ops import environment, processes, site
from ops.fault import Fault, main
from ops.places import ROOT, RUN_LOCK, VENV_PYTHON

Run = tuple[str, ...]
REPLAYED = "register_presence_2010_2023.csv.gz"


def runs(data: Path) -> Iterator[Run]:
    """Yield module and arguments of each bench whose data is in `data`."""
    for judged in sorted(data.glob("relevance/*/qrels.jsonl")):
        yield ("bench.relevance", str(judged.parent))
    yield ("bench.suggest",)
    yield ("bench.previews",)
    yield ("bench.editing",)
    yield ("bench.pages",)
    yield ("bench.flood",)
    if (data / "iac" / "recommendations.csv.gz").exists():
        yield ("bench.speed", "--data", str(data / "iac"))
        yield ("bench.hostile", "--data", str(data / "iac"))
        yield ("bench.for_your_plant", "--data", str(data / "iac"))
    yield ("bench.register", "--listings", "100000")
    if (data / REPLAYED).exists():
        yield ("bench.replay", str(data / REPLAYED))


def _command() -> int:
    data = Path(os.environ.get("BENCH_DATA") or ROOT.parent / "shared" / "data")
    found = list(runs(data))
    environment.ensure(RUN_LOCK)
    engine = os.environ.get("SEARCH_URL") or site.EMBEDDED_SEARCH
    failed = [run for run in found if not _ends_well(run, engine)]
    if failed:
        raise Fault(f"failed: {', '.join(' '.join(run) for run in failed)}")
    return 0


def _ends_well(run: Run, engine: str) -> bool:
    command = (*run, "--engine", engine, "--json")
    print(f"— {' '.join(command)}", flush=True)
    with processes.step([VENV_PYTHON, "-m", *command], environment=site.environment(8000, engine)) as bench:
        pass
    return bench.returncode == 0


if __name__ == "__main__":
    main(_command)
