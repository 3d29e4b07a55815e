"""`make lock`: resolve the dependencies of pyproject.toml again into the hash-locked files.

Resolved for Debian 12's Python: a lock made for a newer patch release lacks packages that 3.11.2 needs, and is refused
there. The files hold names, versions and hashes, no address. Afterwards `outdated` shows where the resolver chose older
versions.
"""

import shutil
from pathlib import Path

from ops import processes
from ops.fault import Fault, main
from ops.places import MUTANTS_LOCK, RUN_LOCK, TEST_LOCK

OLDEST_PYTHON = "3.11.2"
COMPILE = ("pip", "compile", "pyproject.toml", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--upgrade")
# Extras are kept: where a package asks for another with an extra and only the bare one is pinned, pip refuses the
# hashes as soon as a newer one is out.
KEEP_EXTRAS = "--no-strip-extras"
NO_TRACES = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet")

TESTS = ("--extra", "test")
LOCKS: tuple[tuple[Path, tuple[str, ...]], ...] = (
    (RUN_LOCK, ()),
    (TEST_LOCK, (*TESTS, "--constraints", str(RUN_LOCK))),
    (MUTANTS_LOCK, (*TESTS, "--extra", "mutants", "--constraints", str(TEST_LOCK))),
)
"""Lock → what is in it beside what runs. Each is held to the versions of the one before."""


def _command() -> int:
    uv = shutil.which("uv")
    if uv is None:
        raise Fault("uv is missing. Install:\n  pip install uv")
    for lock, which in LOCKS:
        code, output = processes.printed([uv, *COMPILE, KEEP_EXTRAS, *NO_TRACES, *which, "--output-file", lock])
        if code:
            raise Fault(f"{lock.name} could not be resolved:\n{output}")
        if "://" in lock.read_text():
            raise Fault(f"{lock.name} holds an address: it must hold names, versions and hashes only")
        print(f"{lock.name} written", flush=True)
    print("After `make lint` has installed them: uv pip list --outdated, and a floor for whatever fell behind.")
    return 0


if __name__ == "__main__":
    main(_command)
