"""Records for tests of this engine alone, and a server that answers as told."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from elasticsearch import Elasticsearch

from search.core.clauses import Everything
from search.core.engine import EngineRequest, Put, SearchEngine
from search.core.record import Record, RecordText
from search.engines.elastic.layout import Layout


def record(number: int, title: str = "余热回收", body: str = "定型机 废气 余热 回收", **more: Any) -> Record:
    """A record whose id sorts by its number."""
    texts = {"zh-hans": RecordText(title=title, body=body), "en": RecordText(title=f"Case {number}", body="waste heat")}
    return Record(
        id=f"story-{number:04d}",
        texts=more.pop("texts", texts),
        codes={"kind": ("case",), **more.pop("codes", {})},
        date=more.pop("date", date(2024, 1, 1)),
        **more,
    )


def put(number: int, version: int = 1, **more: Any) -> Put:
    """A record and its version."""
    return Put(record(number, **more), version)


EVERY = EngineRequest(Everything(), limit=1000)


@contextmanager
def answering(
    status: int,
    body: bytes = b"{}",
    *,
    wait: float = 0.0,
    product: str = "Elasticsearch",
    tls: ssl.SSLContext | None = None,
    accounts: list[str | None] | None = None,
) -> Iterator[str]:
    """An address that answers every request with this, after `wait` seconds: states no real node can be brought to.

    `accounts` takes the Authorization header of each request.
    """

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline()
            if self.raw_requestline and self.parse_request():
                self.answer()
            else:
                self.close_connection = True

        def answer(self) -> None:
            if accounts is not None:
                accounts.append(self.headers.get("Authorization"))
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            time.sleep(wait)
            with suppress(OSError):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                if product:
                    self.send_header("X-Elastic-Product", product)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/site"
    finally:
        server.shutdown()
        server.server_close()


def closed_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def titles(engine: SearchEngine) -> dict[str, str]:
    """Id and Chinese title of every record."""
    return {found.record.id: found.record.texts["zh-hans"].title for found in engine.search([EVERY])[0].hits}


def indexes(client: Elasticsearch, address: str) -> list[str]:
    """Indexes of records a SEARCH_URL has in the cluster, serving or not."""
    layout = Layout(address.rpartition("/")[2])
    return [name for name in client.indices.get(index=layout.pattern).body if layout.built_as(name)]


def ids(response):
    return [found.record.id for found in response.hits]


def layout_of(address):
    return Layout(address.rpartition("/")[2])


def serving_index(client, address):
    (name,) = client.indices.get_alias(name=layout_of(address).serving).body
    return name


def elastic_title(engine):
    return engine.records(["story-0001"])["story-0001"].texts["zh-hans"].title
