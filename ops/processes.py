"""Child processes that never outlive us: started in a session of their own, stopped as a group, ended by the kernel if we are killed."""

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from ops.account import Account
from ops.places import ROOT

PR_SET_PDEATHSIG = 1

_LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int) -> None:
    """Ask the kernel to send us TERM when the process `parent`, our parent, ends however it ends."""
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
    """Start `command` in its own session, as `account` when given; `outlive=True` lets it stay when we end.

    Call it from the main thread only: the kernel's death signal is bound to the thread that forks.
    """
    parent = os.getpid()
    before: Callable[[], None] | None = None if outlive else lambda: die_with_parent(parent)
    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(environment) if environment is not None else None,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
        preexec_fn=before,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def stop(process: subprocess.Popen[bytes], *, grace: float = 20) -> int:
    """TERM, `grace` seconds to end well, then KILL to its whole group. Returns the exit code."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log, indented, for an error message."""
    text = log.read_text(errors="replace") if log.exists() else ""
    return "\n".join(f"  {line}" for line in text.splitlines()[-lines:])
