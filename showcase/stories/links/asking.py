"""Asks an address whether it is there: HEAD, then GET where that failed; no body is read."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urljoin

import certifi
from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, SSLError
from urllib3.util import Url, parse_url

from showcase.stories.links.policy import PUBLIC_WEB, WEB, AskingPolicy, RefusedAddressError
from showcase.stories.links.rules import Answer, LinkState, answer_of

REDIRECTS = 3
_MOVED = frozenset({301, 302, 303, 307, 308})


def ask(address: str, policy: AskingPolicy = PUBLIC_WEB) -> Answer:
    """Return what an address answers now; raises nothing. Takes `policy.in_all` seconds at most, beside DNS."""
    ends = time.monotonic() + policy.in_all
    answer = Answer(LinkState.NO_ANSWER)
    for method in ("HEAD", "GET"):
        answer = _asked(method, address, policy, ends)
        if answer.state in (LinkState.OK, LinkState.REFUSED):
            break
    return answer


def _asked(method: str, address: str, policy: AskingPolicy, ends: float) -> Answer:
    try:
        for _step in range(REDIRECTS + 1):
            status, location = _one_request(method, parse_url(address), policy, ends)
            if status not in _MOVED or not location:
                return answer_of(status)
            address = urljoin(address, location)
    except RefusedAddressError:
        return Answer(LinkState.REFUSED)
    except (ssl.SSLError, SSLError):
        # Browsers fetch missing certificates and accept old ciphers: a reader may well see the page.
        return Answer(LinkState.KEPT_OUT)
    except (HTTPError, http.client.HTTPException, OSError, ValueError):
        return Answer(LinkState.NO_ANSWER)
    return Answer(LinkState.NO_ANSWER)


def _one_request(method: str, url: Url, policy: AskingPolicy, ends: float) -> tuple[int, str]:
    """Return status and target of a redirect (may be empty); connects to the IP address that the policy has seen."""
    scheme, host = url.scheme or "", (url.host or "").strip("[]")
    if scheme not in WEB or not host or url.auth:
        raise RefusedAddressError(scheme)
    port = url.port or WEB[scheme]
    ip = policy.ip_of(scheme, host, port)
    seconds = min(policy.seconds, ends - time.monotonic())
    if seconds <= 0:
        raise TimeoutError
    connection = _connection(scheme, host, ip, port, seconds)
    with _ended_by(connection, ends):
        headers = {"Host": url.netloc or host, "User-Agent": user_agent(), "Accept": "*/*"}
        headers |= {"Accept-Encoding": "identity", "Connection": "close"}
        connection.request(method, url.request_uri, headers=headers, preload_content=False)
        response = connection.getresponse()
        if time.monotonic() >= ends:  # cut off amid the headers, which reads like their end
            raise TimeoutError
        return int(response.status), response.headers.get("Location", "")


def _connection(scheme: str, host: str, ip: str, port: int, seconds: float) -> HTTPConnection:
    if scheme == "http":
        return HTTPConnection(ip, port, timeout=seconds)
    return HTTPSConnection(
        ip,
        port,
        timeout=seconds,
        server_hostname=host,
        assert_hostname=host,
        cert_reqs=ssl.CERT_REQUIRED,
        ca_certs=certifi.where(),
    )


@contextmanager
def _ended_by(connection: HTTPConnection, ends: float) -> Iterator[None]:
    """Close the connection at the end, and at the moment `ends` at the latest: an answer that drips has no timeout."""
    timer = threading.Timer(max(ends - time.monotonic(), 0), _cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _cut(connection: HTTPConnection) -> None:
    """End a connection that another thread reads from."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def user_agent() -> str:
    """Return how the worker introduces itself to other sites."""
    return f"LujianLinkCheck/1.0 (+{settings.SITE_URL})"
