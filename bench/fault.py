"""A fault of a bench that the person who runs it can correct: one line on standard error, exit code 2."""

import signal
import sys
from collections.abc import Callable


class Fault(Exception):
    """The message says what is wrong and, where known, what helps."""


def run(command: Callable[[], None]) -> None:
    """Run a command; end the process with 2 and one line where it raises Fault.

    On TERM it first removes what it made, as after Ctrl-C.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        command()
    except Fault as fault:
        print(fault, file=sys.stderr)
        sys.exit(2)
