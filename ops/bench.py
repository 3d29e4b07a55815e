"""`make bench`: run the benchmarks in bench/, or say how."""

import os

from ops import environment, processes, site
from ops.fault import Fault, main
from ops.places import ROOT, RUN_LOCK, VENV_PYTHON

FOLDER = ROOT / "bench"


def _command() -> int:
    modules = sorted(file.stem for file in FOLDER.glob("*.py") if '__name__ == "__main__"' in file.read_text())
    if not modules:
        print("No benchmark is there yet: they will be modules in bench/, run as `python -m bench.<name> --help`.")
        return 0
    environment.ensure(RUN_LOCK)
    engine = os.environ.get("SEARCH_URL") or site.EMBEDDED_SEARCH
    failed = []
    for module in modules:
        print(f"— bench.{module} --engine {engine} --json", flush=True)
        variables = site.environment(8000, engine)
        with processes.step(
            [VENV_PYTHON, "-m", f"bench.{module}", "--engine", engine, "--json"], environment=variables
        ) as bench:
            pass
        failed += [module] if bench.returncode else []
    if failed:
        raise Fault(f"failed: {', '.join(failed)}")
    return 0


if __name__ == "__main__":
    main(_command)
