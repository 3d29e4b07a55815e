"""What every test stands on: a database made once and copied, plain storages, a real search node, a real browser.

`TEST_DB_SUFFIX` keeps the databases of several people (or runs) in one checkout apart. `TEST_DB_TEMPLATE` names a
migrated database of the server that the test database begins as a copy of. What a test needs and the machine lacks
makes the test skip, naming the command that helps; under `CI=true` it fails instead.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import TestCase, TransactionTestCase, override_settings
from django.utils import translation

from ops import tools
from ops.places import VAR
from tests import database
from tests.redis_server import RedisServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer
    from pytest_django.plugin import DjangoDbBlocker

django_settings.SECRET_KEY = os.environ.get("SECRET_KEY") or "only for tests"
django_settings.MAKE_PDFS = False  # by a process beside the worker, which would write to another database

REAL_TRANSACTIONS = {"transactional_db", "live_server", "django_db_reset_sequences"}
# CI tries fewer examples of a property than a developer's machine: it has half an hour for everything.
hypothesis.settings.register_profile("ci", max_examples=25)
if os.environ.get("CI") == "true":
    hypothesis.settings.load_profile("ci")
SUFFIX = os.environ.get("TEST_DB_SUFFIX", "tests")

BROWSER_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # A page that asks another host fails at once instead of waiting for a name server.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def unavailable(reason: str) -> NoReturn:
    """Skip with the reason, or fail with it where nothing may be missing (`CI=true`)."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def need(tool: tools.Tool) -> str:
    """The path of a tool, or a skip that names the installing command."""
    path = tool.found()
    return path or unavailable(f"{tool.packages[0]} is missing: {tools.install_command(tool.packages)}")


# Order ---------------------------------------------------------------------------------------------------

LONG = ("browser/test_public_pages", "resilience/", "demo/test_seeding", "browser/")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Begin with the files that take minutes: whoever has the last one works alone meanwhile.

    After pytest-randomly has shuffled; workers get files in this order (`--no-loadscope-reorder`).
    """
    yield
    places = {part: place for place, part in enumerate(LONG)}
    items.sort(key=lambda item: next((places[part] for part in LONG if part in str(item.path)), len(LONG)))


def pytest_collection_finish() -> None:
    """Have the garbage collector leave out all that was imported, and look less often.

    With half a million objects that never go, each look at all of them took a tenth of a second, one of the ten or
    twenty of a file.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


# Databases -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """`gw0`, `gw1` … under xdist, else `main`; keeps apart what parallel workers make."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, worker: str) -> None:
    """Name the test database; an SQLite one is a file, so that threads and processes have connections of their own."""
    configured = django_settings.DATABASES["default"]
    if database.is_sqlite():
        configured["TEST"]["NAME"] = str(VAR / "test" / f"{SUFFIX}-{worker}.sqlite3")
        return
    configured["TEST"]["TEMPLATE"] = os.environ.get("TEST_DB_TEMPLATE")
    if "TEST_DB_SUFFIX" in os.environ:
        name = configured["TEST"]["NAME"] or f"test_{configured['NAME']}"
        configured["TEST"]["NAME"] = f"{name}_{SUFFIX}"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """An SQLite file arrives migrated, as a copy; PostgreSQL is made anew unless --reuse-db is given."""
    return database.is_sqlite() or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_createdb(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None, django_db_use_migrations: bool
) -> bool:
    """Lay the migrated copy in place; `--create-db` migrates anew."""
    anew = bool(request.config.getvalue("create_db"))
    if not database.is_sqlite():
        return anew
    if anew:
        database.forget_template()
    database.restore(Path(django_settings.DATABASES["default"]["TEST"]["NAME"]), database.template())
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """On a server, also keep a copy of the migrated database."""
    if database.is_sqlite():
        yield
        return
    with django_db_blocker.unblock():
        database.keep_server_template()
    yield
    database.drop_server_template()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """After a test with real transactions bring back what migrations laid down, in place of Django's flush.

    Not after the last one: the test database is gone by then.
    """
    try:
        return (yield)
    finally:
        if nextitem is not None and _had_real_transactions(item):
            if database.is_sqlite():
                database.restore(Path(django_settings.DATABASES["default"]["NAME"]), database.template())
            else:
                database.restore_from_server_template()


# It empties every table and writes down all permissions again, which took longer than many a test; see the hook above.
TransactionTestCase._fixture_teardown = lambda _case: None


def _had_real_transactions(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    by_mark = mark is not None and bool(mark.kwargs.get("transaction") or (mark.args and mark.args[0]))
    case = getattr(item, "cls", None)
    by_class = isinstance(case, type) and issubclass(case, TransactionTestCase) and not issubclass(case, TestCase)
    return by_mark or by_class or bool(REAL_TRANSACTIONS & set(getattr(item, "fixturenames", ())))


# Settings ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Own folders and locks, search index in memory, quick passwords, static files without a manifest."""
    with override_settings(
        VAR_DIR=tmp_path_factory.mktemp("var"),
        MEDIA_ROOT=str(tmp_path_factory.mktemp("media")),
        DOCUMENTS_ROOT=str(tmp_path_factory.mktemp("documents")),
        OBJECTIONS_ROOT=str(tmp_path_factory.mktemp("objections")),
        SEARCH_URL="embedded:memory",
        SITE_URL="http://127.0.0.1",
        ALLOWED_HOSTS=["127.0.0.1", "localhost", "testserver"],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        WHITENOISE_AUTOREFRESH=True,
        STORAGES={
            "default": {"BACKEND": "portal.storages.MediaStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


@pytest.fixture(autouse=True)
def nothing_left_by_others() -> None:
    """No test sees what another one left in the cache, nor the language it spoke, nor a request that it left open."""
    from portal.caching import content_version

    cache.clear()
    content_version.forget()
    content_version._end()  # a streamed answer that nobody closed
    translation.deactivate()


@pytest.fixture(scope="module", autouse=True)
def no_index_of_another_file() -> None:
    """No file of tests sees the index that another one built: what a commit then does depends on it."""
    from search.index import current

    current.forget()


# Services ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def elastic_node() -> str:
    """The address of a real Elasticsearch node, without a path (`make test` starts one and sets TEST_ELASTIC_URL)."""
    url = os.environ.get("TEST_ELASTIC_URL")
    return url or unavailable(
        "no Elasticsearch: run `make elasticsearch` beside the tests and set TEST_ELASTIC_URL=http://127.0.0.1:9200"
    )


@pytest.fixture(scope="session")
def elastic_url(elastic_node: str, worker: str) -> str:
    """A SEARCH_URL on the real node whose index prefix belongs to this worker alone."""
    return f"{elastic_node.rstrip('/')}/{SUFFIX}-{worker}".lower()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A running Redis of this test's own; `redis.url` is its CACHE_URL."""
    server = RedisServer(need(tools.REDIS), tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def browser(settings_for_tests: None) -> Iterator["Browser"]:
    """Debian's Chromium, driven by Playwright; the one without windows where it is there."""
    from playwright.sync_api import sync_playwright

    flags = [*BROWSER_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else BROWSER_FLAGS
    path = need(tools.CHROMIUM)
    # Playwright keeps an event loop running in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: "LiveServer") -> "LiveServer":
    """pytest-django's, started once the test database has its name.

    Started before, it takes the database for one in memory and lets all its threads use one connection: a segmentation
    fault inside sqlite3 wherever such a test came first.
    """
    return live_server


@pytest.fixture
def console_errors() -> list[str]:
    """What the pages of this test wrote to the console as errors; a test that expects some empties the list."""
    return []


@pytest.fixture
def foreign_requests() -> list[str]:
    """Addresses of other hosts that the pages of this test asked for."""
    return []


@pytest.fixture
def page(
    browser: "Browser", live_server: "LiveServer", console_errors: list[str], foreign_requests: list[str]
) -> Iterator["Page"]:
    """A page of a fresh visitor on the live server (`page.goto("/search/")`); no console error, no other host."""
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    tab = context.new_page()
    tab.on("console", lambda message: console_errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: console_errors.append(str(error)))
    own = (live_server.url, "data:", "blob:", "about:")
    tab.on("request", lambda asked: None if asked.url.startswith(own) else foreign_requests.append(asked.url))
    yield tab
    context.close()
    assert foreign_requests == []
    assert console_errors == []
