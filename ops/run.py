"""`make run`: from a fresh clone to a served, filled site.

PORT (8000) and SEARCH (embedded | elastic, then also ES_PORT) come from the environment. Every step that is complete is
stamped and skipped the next time; an interrupted one runs again.
"""

import contextlib
import fcntl
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ops import elasticsearch, environment, ports, processes, site, stamps
from ops.fault import Fault, main
from ops.places import ROOT, RUN_LOCK, VAR, VENV_PYTHON
from ops.supervisor import Supervisor

ROOMS = ("portal", "showcase", "search")
FINDERS = "search/finders/demo.py"
ENGINES = ("embedded", "elastic")
DATABASE_STAMP = stamps.FOLDER / "database"
DEMO_STAMP = stamps.FOLDER / "demo"
ACCOUNTS_STAMP = stamps.FOLDER / "demo_accounts"
STATIC_STAMP = stamps.FOLDER / "static"


@dataclass(frozen=True)
class Order:
    """What the command line asks for."""

    port: int
    engine: str
    es_port: int | None

    @property
    def search_url(self) -> str:
        """The SEARCH_URL of the chosen engine."""
        if self.engine == "embedded":
            return site.EMBEDDED_SEARCH
        return f"http://{ports.LOOPBACK}:{self.es_port}/lujian"


def order_from(variables: Mapping[str, str]) -> Order:
    """Read PORT, SEARCH and ES_PORT; raise `Fault` for an invalid value. Without ES_PORT a free port is taken."""
    engine = variables.get("SEARCH") or "embedded"
    if engine not in ENGINES:
        raise Fault(f"SEARCH={engine} is unknown: choose {' or '.join(ENGINES)}")
    given = variables.get("ES_PORT")
    es_port = None
    if engine == "elastic":
        es_port = ports.parse(given, "ES_PORT") if given else ports.free()
    return Order(ports.parse(variables.get("PORT") or "8000"), engine, es_port)


@contextlib.contextmanager
def only_one_run() -> Iterator[None]:
    """Hold the lock of this clone's state: two servers must not write one index and database."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Fault(
                f"`make run` is at work in this folder already ({lock.read().strip()}): stop it first"
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}")
        lock.flush()
        yield


class Steps:
    """Runs the steps of a start, each with its line on the terminal."""

    def __init__(self, total: int) -> None:
        self._number, self._total = 0, total

    def take(self, title: str, work: Callable[[], str | None]) -> None:
        """Do one step; `work` returns the note for its line where nothing needed doing."""
        self._number += 1
        print(f"[{self._number}/{self._total}] {title} …", flush=True)
        remark = work()
        if remark:
            print(f"      {remark}", flush=True)


def stamped(stamp: Path, value: str, work: Callable[[], None]) -> str | None:
    """Do `work` unless its stamp holds `value`; stamp it afterwards."""
    if stamps.holds(stamp, value):
        return "unchanged"
    stamps.drop(stamp)
    work()
    stamps.put(stamp, value)
    return None


def manage(variables: Mapping[str, str], *arguments: str) -> None:
    """Run a management command to its end; `Fault` where it fails."""
    with processes.step([VENV_PYTHON, "manage.py", *arguments], environment=variables) as command:
        pass
    if command.returncode:
        raise Fault(
            f"`manage.py {arguments[0]}` ended with code {command.returncode}; the next start goes on from here"
        )


def database(variables: Mapping[str, str]) -> str | None:
    """Migrate. For a new database file, the stamps of the later steps are dropped too."""
    if not site.DATABASE.exists():
        for stamp in (DATABASE_STAMP, DEMO_STAMP, ACCOUNTS_STAMP):
            stamps.drop(stamp)
    migrations = stamps.fingerprint([*(ROOT / room / "migrations" for room in ROOMS), RUN_LOCK])
    return stamped(DATABASE_STAMP, migrations, lambda: manage(variables, "migrate", "--verbosity=0"))


def demonstration(variables: Mapping[str, str]) -> str | None:
    """Load the vocabulary and the demonstration content; seeding again leaves alone what an editor changed."""
    content = stamps.fingerprint([ROOT / "showcase" / "demo", ROOT / "showcase" / "vocabulary", ROOT / FINDERS])
    return stamped(DEMO_STAMP, content, lambda: seed(variables))


def seed(variables: Mapping[str, str]) -> None:
    """Load the content, then the searches over it."""
    manage(variables, "seed_demo")
    manage(variables, "seed_finders")


def accounts(variables: Mapping[str, str]) -> str | None:
    """Create the administrator of the demonstration and a contributor, with generated passwords."""
    kept = {"create_demo_admin": site.ADMIN_PASSWORD, "create_demo_contributor": site.CONTRIBUTOR_PASSWORD}
    value = " ".join(kept)
    if stamps.holds(ACCOUNTS_STAMP, value):
        return f"passwords in {' and '.join(str(path.relative_to(ROOT)) for path in kept.values())}"

    def create() -> None:
        for command, path in kept.items():
            manage(variables, command, f"--password-file={path}")

    stamped(ACCOUNTS_STAMP, value, create)
    return None


def static_files(variables: Mapping[str, str]) -> str | None:
    """Hash and compress the static files, once per version."""
    version = stamps.fingerprint([ROOT / "static", *(ROOT / room / "static" for room in ROOMS), RUN_LOCK])
    # --clear: a file that was half copied is newer than its source and would be taken for whole.
    return stamped(
        STATIC_STAMP, version, lambda: manage(variables, "collectstatic", "--noinput", "--clear", "--verbosity=0")
    )


def answers(url: str) -> bool:
    """Say whether the site answers its health check; a degraded part is allowed."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{url}/healthz", timeout=10):
            return True
    except urllib.error.HTTPError as error:
        return error.code == 503
    except OSError:
        return False


def prepare(order: Order, supervisor: Supervisor, steps: Steps) -> Mapping[str, str]:
    """Do every step before serving; return the environment to serve in."""
    steps.take(
        "Python environment and packages (the first time: some minutes)",
        lambda: None if environment.ensure(RUN_LOCK) else "unchanged",
    )
    variables = site.environment(order.port, order.search_url)
    node = elasticsearch.node_at(order.es_port, "run") if order.es_port else None
    if node:
        steps.take(
            f"Elasticsearch on port {node.port}", lambda: supervisor.adopt("Elasticsearch", elasticsearch.start(node))
        )
    steps.take("Database", lambda: database(variables))
    if node:
        supervisor.wait_until(lambda: elasticsearch.healthy(node.url), elasticsearch.START_TIMEOUT)
    # Before the content, which is published into it.
    steps.take(f"Search index ({order.engine})", lambda: manage(variables, "search_rebuild", "--if-needed"))
    steps.take("Vocabulary and demonstration content", lambda: demonstration(variables))
    steps.take("Accounts", lambda: accounts(variables))
    steps.take("Static files", lambda: static_files(variables))
    return variables


def serve(order: Order, supervisor: Supervisor, variables: Mapping[str, str]) -> None:
    """Run the WSGI server and the worker of production until interrupted."""
    ports.require_free(order.port)
    gunicorn = [str(VENV_PYTHON), "-m", "gunicorn", "-c", "ops/gunicorn.conf.py", "portal.wsgi:application"]
    supervisor.start("the server", gunicorn, variables)
    supervisor.start("the worker", [str(VENV_PYTHON), "manage.py", "worker"], variables)
    url = site.address(order.port)
    supervisor.wait_until(lambda: answers(url), 120)
    print(f"\n绿鉴 Lüjian   {url}/   {url}/en/\nEditing      {url}/admin/   Ctrl-C stops the site.", flush=True)
    supervisor.wait()


def _command() -> int:
    if "MAKELEVEL" in os.environ:
        # `make` killed outright passes nothing on; started by hand in the background, we may outlive the shell.
        processes.die_with_parent(os.getppid())
    order = order_from(os.environ)
    ports.require_free(order.port)
    if order.es_port:
        ports.require_free(order.es_port, "ES_PORT")
    fault = environment.python_fault() if not VENV_PYTHON.exists() else None
    if fault:
        raise Fault(fault)
    with only_one_run(), Supervisor() as supervisor:
        variables = prepare(order, supervisor, Steps(7 if order.es_port else 6))
        with contextlib.suppress(KeyboardInterrupt):
            serve(order, supervisor, variables)
    print("The site is stopped.", flush=True)
    return 0


if __name__ == "__main__":
    main(_command)
