"""The server as `make run` and production start it."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from ops import ports, processes

APPLICATION = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["QUERY_STRING"].encode("latin-1")]
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("application")
    (folder / "echo.py").write_text(APPLICATION)
    number = ports.free()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "ops/gunicorn.conf.py",
        "--pythonpath",
        folder,
        "echo:application",
    ]
    variables = {**os.environ, "BIND": f"127.0.0.1:{number}", "SECRET_KEY": "x", "WEB_CONCURRENCY": "1"}
    server = processes.start(command, environment=variables)
    for _ in range(150):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                break
        time.sleep(0.1)
    yield number
    processes.stop(server)


def answer(port: int, target: bytes) -> bytes:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as client:
        client.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        return b"".join(iter(lambda: client.recv(65536), b""))


def test_chinese_letters_that_nobody_encoded_arrive_as_utf_8(port):
    got = answer(port, "/search/?q=余热回收".encode())
    assert got.startswith(b"HTTP/1.1 200")
    assert "q=余热回收".encode() in got.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("target", [b"/\x01", b"/a\tb", b"/\x7f"], ids=repr)
def test_control_characters_are_refused(port, target):
    assert answer(port, target).startswith(b"HTTP/1.1 400")


def test_an_endless_address_is_refused(port):
    assert answer(port, b"/?q=" + b"a" * 10_000).startswith(b"HTTP/1.1 414")
