"""A web server that tests may ask."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from tests.showcase.stories.links.other_site import HERE, Handler, OtherSite


@pytest.fixture
def site() -> Iterator[OtherSite]:
    handler = type("OwnHandler", (Handler,), {})
    server = ThreadingHTTPServer((HERE, 0), handler)
    server.daemon_threads = True
    handler.site = other = OtherSite(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield other
    other.stopping.set()
    server.shutdown()
    server.server_close()
    thread.join()
