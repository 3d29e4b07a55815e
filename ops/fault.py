"""The one error these modules raise on purpose, and how a command ends with it."""

import sys
from collections.abc import Callable
from io import TextIOWrapper


class Fault(Exception):
    """Something a person can correct; its text is one clear line (a second line may hold the command that helps)."""


def report(fault: Fault) -> None:
    """Print the fault to standard error, marked so that it stands out among progress lines."""
    print(f"✗ {fault}", file=sys.stderr, flush=True)


def main(command: Callable[[], int]) -> None:
    """Run `command` and exit with its code: 1 after a `Fault`, 130 when interrupted half way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Chinese letters must not stop anything
    try:
        code = command()
    except Fault as fault:
        report(fault)
        code = 1
    except KeyboardInterrupt:
        print("\nInterrupted: the next run goes on from here.", file=sys.stderr, flush=True)
        code = 130
    sys.exit(code)
