"""A real Redis of a test's own, which it can kill, halt and start again. `conftest.redis` gives one."""

import os
import signal
import socket
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ops import ports, processes


@dataclass
class RedisServer:
    """redis-server on a free port of the loopback interface; keeps nothing on disk."""

    program: str
    folder: Path
    port: int = field(default_factory=ports.free)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """As CACHE_URL takes it."""
        return f"rediscache://{ports.LOOPBACK}:{self.port}/0"

    def start(self) -> None:
        flags = ["--port", str(self.port), "--bind", ports.LOOPBACK, "--save", "", "--dir", str(self.folder)]
        with (self.folder / "redis.log").open("ab") as log:
            self._process = processes.start([self.program, *flags], output=log)
        until = time.monotonic() + 20
        while not self._answers():
            assert time.monotonic() < until, processes.tail(self.folder / "redis.log")
            time.sleep(0.05)

    def kill(self) -> None:
        """Connections are refused from now on."""
        if self._process:
            self.go_on()
            self._process.kill()
            self._process.wait(10)

    def halt(self) -> None:
        """Connections are taken, nothing is answered."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            os.kill(self._process.pid, number)

    def _answers(self) -> bool:
        with closing(socket.socket()) as probe:
            return probe.connect_ex((ports.LOOPBACK, self.port)) == 0
