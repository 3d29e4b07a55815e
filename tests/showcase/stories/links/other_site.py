"""A small web server on this machine, and a policy that may ask it: no setting of the site could."""

import ipaddress
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from showcase.stories.links.policy import AskingPolicy, is_public_ip

HERE = "127.0.0.1"
INNER = {"inner.example": "10.0.0.7", "metadata.example": "169.254.169.254"}


@dataclass
class OtherSite:
    """Another site, run by these tests.

    `answers`: path → status, or status and target of a redirect; `asked`: method, path and headers of each request.
    """

    port: int
    answers: dict[str, int | tuple[int, str]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def address(self, path: str, host: str = "www.example") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def policy(self) -> AskingPolicy:
        """Allow this server as if it were public; other hosts are as private as they are."""
        return AskingPolicy(
            resolve=lambda host, _port: [INNER.get(host, HERE)],
            allows_ip=lambda ip: ip == ipaddress.ip_address(HERE) or is_public_ip(ip),
            allows_port=lambda scheme, port: scheme == "http" and port in (80, self.port),
            seconds=0.3,
            in_all=1,
        )

    @property
    def requests(self) -> list[tuple[str, str]]:
        return [(method, path) for method, path, _headers in self.asked]


class Handler(BaseHTTPRequestHandler):
    site: OtherSite

    def do_GET(self) -> None:
        site = self.site
        site.asked.append((self.command, self.path, dict(self.headers)))
        if self.path == "/silent":
            site.stopping.wait(10)
        elif self.path == "/drips":
            self._drip()
        elif self.path == "/endless":
            self._stream()
        elif self.path == "/get-only" and self.command == "HEAD":
            self._plain(405)
        else:
            self._plain(site.answers.get(self.path, 200))

    do_HEAD = do_GET  # noqa: N815 - http.server's name

    def _plain(self, answer: int | tuple[int, str]) -> None:
        status, target = answer if isinstance(answer, tuple) else (answer, "")
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        self.end_headers()

    def _drip(self) -> None:
        """Send a header without end, each byte well within any timeout."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.site.stopping.wait(0.05):
            self.wfile.write(b"x")

    def _stream(self) -> None:
        """Refuse HEAD, and send a body without end to GET, until nobody reads it."""
        if self.command == "HEAD":
            self._plain(500)
            return
        self.send_response(200)
        self.end_headers()
        while not self.site.stopping.is_set():
            self.wfile.write(b"x" * 65536)

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True  # who asked has gone

    def log_message(self, *_args: object) -> None:
        """Say nothing."""
