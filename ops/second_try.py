"""Runs the few tests again that failed, one after the other, and names those that pass then.

A test that fails beside eight thousand others and passes alone is a fault of the test, or a race in the product. Both
are to be corrected, but they say nothing against the change that is checked: so such tests are printed as UNSTABLE and
do not fail the run. More than `MOST` failures are never tried again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from ops.places import ROOT

MOST = 3
FAILED = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
TESTS_FAILED = 1  # pytest's exit code; any other one is not about tests


def forget(kept: Path = FAILED) -> None:
    """Delete what earlier runs left behind."""
    kept.unlink(missing_ok=True)


def failed(kept: Path = FAILED) -> list[str]:
    """Return the tests that failed in the last run, as pytest names them."""
    return sorted(json.loads(kept.read_text())) if kept.exists() else []


def passes_alone(code: int, run: Callable[[Sequence[str]], int], kept: Path = FAILED) -> bool:
    """Return whether every failed test of a run that ended with `code` passes in a second run without others.

    `run` takes the names of tests and returns pytest's exit code.
    """
    names = failed(kept)
    if code != TESTS_FAILED or not 0 < len(names) <= MOST:
        return False
    print(f"— again, alone: {', '.join(names)}", flush=True)
    held = run(names) == 0
    for name in names if held else ():
        print(f"⚠ UNSTABLE, passes alone and is to be corrected: {name}", flush=True)
    return held
