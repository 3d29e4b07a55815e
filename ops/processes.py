"""Child processes that never outlive us: however we end (`kill -9` included), the kernel ends them too.

All of this belongs to the main thread: the kernel's death signal is bound to the thread that forks.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from ops.account import Account
from ops.places import ROOT

PR_SET_PDEATHSIG = 1

_LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int) -> None:
    """Ask the kernel to send us TERM when the process `parent`, our parent, ends in any way."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def start(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    output: IO[bytes] | None = None,
    account: Account | None = None,
    outlive: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a server: in a session of its own, as `account` when given; `outlive=True` lets it stay when we end."""
    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(environment) if environment is not None else None,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
        preexec_fn=None if outlive else _bound_to_us(),  # noqa: PLW1509 - the main thread alone starts processes
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


@contextlib.contextmanager
def step(
    command: Sequence[str | Path], *, environment: Mapping[str, str] | None = None, read: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """Run a step that we wait for: Ctrl-C reaches it as it reaches us, and an error on our side ends it.

    `read=True` lets the caller read what it prints (errors included) from `stdout`; else it prints to our terminal.
    """
    child = subprocess.Popen(
        [str(part) for part in command],
        env=dict(environment) if environment is not None else None,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if read else None,
        stderr=subprocess.STDOUT if read else None,
        text=True,
        errors="replace",
        preexec_fn=_bound_to_us(),  # noqa: PLW1509 - the main thread alone starts processes
    )
    try:
        yield child
        child.wait()
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()


def printed(command: Sequence[str | Path], *, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run a step to its end; return its exit code and its whole output."""
    with step(command, environment=environment, read=True) as child:
        text = child.communicate()[0]
    return child.returncode, text.strip()


def _bound_to_us() -> Callable[[], None]:
    parent = os.getpid()
    return lambda: die_with_parent(parent)


def stop(process: subprocess.Popen[bytes], *, grace: float = 20) -> int:
    """Send TERM, wait `grace` seconds, then send KILL to the whole group. Return the exit code."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def tail(log: Path, lines: int = 15) -> str:
    """Return the last lines of a log, indented, for an error message."""
    text = log.read_text(errors="replace") if log.exists() else ""
    return "\n".join(f"  {line}" for line in text.splitlines()[-lines:])
