"""Several processes that live and end together."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Self

from ops import processes
from ops.fault import Fault

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Holds named children and ends all of them when its context is left, in any way.

    Inside the context Ctrl-C, TERM and HUP all raise KeyboardInterrupt.
    """

    def __init__(self) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        for number in ENDING_SIGNALS:
            signal.signal(number, _interrupt)
        return self

    def __exit__(self, *_raised: object) -> None:
        for number in ENDING_SIGNALS:  # an impatient second Ctrl-C must leave no child behind
            signal.signal(number, signal.SIG_IGN)
        for child in self._children.values():
            if child.poll() is None:
                child.terminate()
        for child in self._children.values():
            processes.stop(child)

    def start(self, name: str, command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
        """Start a child under a name that a person understands."""
        self.adopt(name, processes.start(command, environment=environment))

    def adopt(self, name: str, child: subprocess.Popen[bytes]) -> None:
        """Supervise a child that was started elsewhere."""
        self._children[name] = child

    def release(self, name: str) -> None:
        """Stop supervising a child that its caller is about to stop."""
        self._children.pop(name, None)

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Wait for `ready()`; `Fault` when a child ends first or the time is over."""
        until = time.monotonic() + seconds
        while not ready():
            self._raise_if_one_ended()
            if time.monotonic() > until:
                raise Fault(f"{' and '.join(self._children)}: no answer within {seconds:.0f} s")
            time.sleep(0.2)

    def wait(self) -> None:
        """Wait until interrupted; raise `Fault`, naming the child, when one ends by itself."""
        while True:
            self._raise_if_one_ended()
            time.sleep(0.2)

    def _raise_if_one_ended(self) -> None:
        for name, child in self._children.items():
            code = child.poll()
            if code is not None:
                others = [other for other in self._children if other != name]
                stopping = f": stopping {' and '.join(others)} too" if others else ""
                raise Fault(f"{name} ended by itself with code {code}{stopping}")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
