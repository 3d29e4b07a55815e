"""A cable to a server that a test can cut and mend: forwards TCP connections from a port of its own."""

import contextlib
import select
import socket
import threading
from urllib.parse import urlsplit

from ops.ports import LOOPBACK


class Forwarder:
    """Listens on `port` and passes every connection on to the host of `url`, while it is not cut."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._target = (address.hostname, address.port)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._is_cut = False
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break every connection, also those in the middle of an answer; new ones break at once."""
        with self._lock:
            self._is_cut = True
            for end in self._open:
                _close(end)
            self._open.clear()

    def mend(self) -> None:
        with self._lock:
            self._is_cut = False

    def close(self) -> None:
        self.cut()
        _close(self._listener)

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._forward, args=(near,), daemon=True).start()

    def _forward(self, near: socket.socket) -> None:
        with contextlib.suppress(OSError):
            far = socket.create_connection(self._target)
            with self._lock:
                self._open |= {near, far}
                is_cut = self._is_cut
            if not is_cut:
                _pump(near, far)
            with self._lock:
                self._open -= {near, far}
            _close(far)
        _close(near)


def _pump(near: socket.socket, far: socket.socket) -> None:
    other = {near: far, far: near}
    while True:
        readable, _, _ = select.select([near, far], [], [], 1)
        for end in readable:
            data = end.recv(65_536)
            if not data:
                return
            other[end].sendall(data)


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
