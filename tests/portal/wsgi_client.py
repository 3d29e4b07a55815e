"""Asks the WSGI application itself, with the path as a server hands it on: unquoted, and not tidied by any client."""

from contextlib import contextmanager
from io import BytesIO
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from portal.wsgi import application


def ask(path: str, **environ: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of `GET path`, percent signs and all."""
    target, _, query = path.partition("?")
    asked = {
        "PATH_INFO": unquote_to_bytes(target).decode("latin-1"),
        "QUERY_STRING": query,
        "REQUEST_METHOD": "GET",
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "127.0.0.1",
        **environ,
    }
    setup_testing_defaults(asked)
    asked["wsgi.input"] = BytesIO()
    seen = []
    with _connection_kept():
        body = application(asked, lambda status, headers, *_: seen.append((int(status[:3]), dict(headers))))
        content = b"".join(body)
        getattr(body, "close", lambda: None)()
    status, headers = seen[0]
    return status, headers, content


def followed(path: str) -> tuple[int, bytes]:
    """Status and body where `path` leads at last."""
    status, headers, content = ask(path)
    while status == 301:
        status, headers, content = ask(headers["Location"])
    return status, content


@contextmanager
def _connection_kept():
    """The end of a request closes the connection that the test's transaction lives on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
