"""Port numbers on the loopback interface."""

import errno
import socket

from ops.fault import Fault

LOOPBACK = "127.0.0.1"
HIGHEST = 65535


def parse(text: str, name: str = "PORT") -> int:
    """Return a port number from typed text: 1 … 65535, else raise `Fault`."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST):
        raise Fault(f"{name}={text} is no port number: give one from 1 to {HIGHEST}")
    return int(text)


def require_free(port: int, name: str = "PORT") -> None:
    """Raise `Fault` if none of our servers could listen on 127.0.0.1:`port`."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: a connection in TIME_WAIT does not make a port taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
            probe.listen(1)
        except OSError as error:
            raise Fault(_why(error, port, name)) from None


def _why(error: OSError, port: int, name: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program: stop it or choose another with {name}=…"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"port {port} needs root: choose one from 1024 up with {name}=…"
    return f"port {port} cannot be used ({error.strerror}): choose another with {name}=…"


def free() -> int:
    """Return a port that nobody listens on now, chosen by the kernel."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
