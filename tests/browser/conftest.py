"""Readers of the served demonstration site, with every kind of browser a reader may have."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from search.index import current, drain
from search.index.rebuild import rebuild
from tests import sites

Visit = Callable[..., Page]

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def served_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration site under gunicorn. Its readers change nothing, so all tests share it."""
    site = sites.seeded(tmp_path_factory.mktemp("served"))
    with site.serving(workers=2):
        yield site.url


@pytest.fixture
def visit(
    browser: Browser, served_site: str, console_errors: list[str], foreign_requests: list[str]
) -> Iterator[Visit]:
    """Open an address in a new browser window: `visit("/search/", java_script_enabled=False)`.

    Further keywords are those of a browser context. At the end of the test no window has seen an error or asked
    another host for anything.
    """
    contexts = []

    def opened(address: str, **options: Any) -> Page:
        context = browser.new_context(**{"base_url": served_site, "viewport": DESK, "locale": "zh-CN", **options})
        contexts.append(context)
        context.set_default_timeout(20_000)
        tab = context.new_page()
        tab.on("console", lambda message: console_errors.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: console_errors.append(str(error)))
        own = (served_site, "data:", "blob:", "about:")
        tab.on("request", lambda asked: None if asked.url.startswith(own) else foreign_requests.append(asked.url))
        tab.answer = tab.goto(address)  # type: ignore[attr-defined]
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert foreign_requests == []
    assert console_errors == []


@pytest.fixture
def index(live_server: LiveServer) -> Iterator[None]:
    """The live server's index, empty and ready."""
    current.forget()
    drain._quiet_until = 0.0
    rebuild()
    yield
    current.forget()
