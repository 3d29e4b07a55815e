"""The virtual environment in .venv, filled from a hash-locked requirements file, and only when that file changed."""

import importlib.util
import shutil
import sys
from collections import deque
from pathlib import Path

from ops import processes, stamps, tools
from ops.fault import Fault
from ops.places import MUTANTS_LOCK, RUN_LOCK, TEST_LOCK, VENV, VENV_PYTHON

OLDEST = (3, 11)
LOCKS = (RUN_LOCK, TEST_LOCK, MUTANTS_LOCK)
"""Each holds all that the one before it names, in the same versions."""

# Exists while pip works: an installation that was killed may have left half a package, which pip would take for whole.
INSTALLING = VENV / "lujian-installing"


def python_fault() -> str | None:
    """Say what is wrong with the Python that runs us; None = nothing."""
    if sys.version_info < OLDEST:
        return f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is {sys.version.split()[0]}"
    if importlib.util.find_spec("ensurepip") is None:
        return f"python3-venv is missing. Install:\n  {tools.install_command(['python3-venv'])}"
    return None


def ensure(lock: Path) -> bool:
    """Make .venv hold what `lock` names; a later one of `LOCKS` includes those before it.

    Return whether it had work to do.
    """
    value = stamps.fingerprint([lock], _version())
    if VENV_PYTHON.exists() and _works() and stamps.holds(_stamp(lock), value):
        return False
    _create()
    INSTALLING.touch()
    for installed in LOCKS:
        stamps.drop(_stamp(installed))
    _pip_install(lock)
    INSTALLING.unlink()
    included = LOCKS[: LOCKS.index(lock)] if lock in LOCKS else ()
    for held in included:
        stamps.put(_stamp(held), stamps.fingerprint([held], _version()))
    stamps.put(_stamp(lock), value)
    return True


def _stamp(lock: Path) -> Path:
    return VENV / f"lujian-{lock.stem}.stamp"


def _version() -> str:
    return ".".join(str(part) for part in sys.version_info[:2])


def _works() -> bool:
    return not INSTALLING.exists() and processes.printed([VENV_PYTHON, "-c", ""])[0] == 0


def _create() -> None:
    """Make an environment with pip: keep the existing one where it works, else create a new one."""
    if VENV_PYTHON.exists() and _works() and _has_pip():
        return
    fault = python_fault()
    if fault:
        raise Fault(fault)
    own = Path(sys.base_prefix) / "bin" / "python3"
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    INSTALLING.touch()
    code, output = processes.printed([own if own.exists() else sys.executable, "-m", "venv", VENV])
    if code:
        raise Fault(f".venv could not be made: {output}")


def _has_pip() -> bool:
    if processes.printed([VENV_PYTHON, "-m", "pip", "--version"])[0] == 0:
        return True
    return processes.printed([VENV_PYTHON, "-m", "ensurepip"])[0] == 0


def _pip_install(lock: Path) -> None:
    total = sum(1 for line in lock.read_text().splitlines() if line and line[0] not in " #")
    command: list[str | Path] = [
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-input",
        "--progress-bar=off",
    ]
    options: list[str | Path] = ["--disable-pip-version-check", "-r", lock]
    last: deque[str] = deque(maxlen=8)
    with processes.step([*command, *options], read=True) as pip:
        assert pip.stdout is not None
        seen = 0
        for line in pip.stdout:
            last.append(line.rstrip())
            seen += line.startswith("Collecting ")
            if sys.stdout.isatty():
                print(f"\r      {seen}/{total} packages", end="", flush=True)
    if sys.stdout.isatty():
        print("\r\x1b[K", end="", flush=True)
    if pip.returncode:
        raise Fault(f"pip could not install {lock.name}:\n  " + "\n  ".join(last))
