"""Mail servers of the tests: one that takes mails, one that takes connections and says nothing."""

import socket
import threading
from email import message_from_bytes
from email.message import Message
from typing import Any

from ops.ports import LOOPBACK


class SilentServer:
    """Accepts every connection and never says a word."""

    def __init__(self) -> None:
        self._listener = socket.create_server((LOOPBACK, 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]

    def close(self) -> None:
        self._listener.close()


class MailServer:
    """Enough of SMTP to take mails; refuses recipients named in `unknown`."""

    def __init__(self, port: int = 0, unknown: tuple[str, ...] = ()) -> None:
        self.mails: list[Message] = []
        self._unknown = unknown
        self._listener = socket.create_server((LOOPBACK, port))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(client,), daemon=True).start()

    def _converse(self, client: socket.socket) -> None:
        with client, client.makefile("rwb") as stream:
            self._say(stream, "220 test")
            for line in stream:
                word = line.decode().strip().upper()
                if word == "DATA":
                    self._say(stream, "354 go on")
                    self.mails.append(message_from_bytes(b"".join(iter(stream.readline, b".\r\n"))))
                    self._say(stream, "250 taken")
                elif word == "QUIT":
                    self._say(stream, "221 bye")
                    return
                else:
                    refused = word.startswith("RCPT") and any(name.upper() in word for name in self._unknown)
                    self._say(stream, "550 unknown" if refused else "250 fine")

    @staticmethod
    def _say(stream: Any, text: str) -> None:
        stream.write(f"{text}\r\n".encode())
        stream.flush()
