"""Who holds a lock, and whether that process still lives.

On the same machine that is known at once; of another machine only its heartbeat tells.
"""

import os
import socket
import time
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

SILENCE = 300.0
"""Seconds without a heartbeat after which an owner on another machine counts as dead: a batch may take a minute."""

_DEAD_STATES = ("Z", "X")


@dataclass(frozen=True)
class Owner:
    """One process on one machine; `started` tells it from a later process of the same number."""

    machine: str
    pid: int
    started: str

    @classmethod
    def here(cls) -> Self:
        """This process."""
        return cls(_machine(), os.getpid(), _started(os.getpid()))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The inverse of `to_dict`."""
        return cls(str(data["machine"]), int(data["pid"]), str(data["started"]))

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)

    def lives(self, heartbeat: float) -> bool:
        """Whether the process may still be at work; `heartbeat`: its last sign of life, in seconds since the epoch."""
        if self.machine and self.machine == _machine():
            return _started(self.pid) == self.started
        return time.time() - heartbeat < SILENCE


@cache
def _machine() -> str:
    """Names this boot of this machine and, within, the space of process numbers; empty where the system has none."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{socket.gethostname()} {boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When a process started, in ticks since boot; empty where there is none that runs."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if after_name[0] in _DEAD_STATES else after_name[19]
