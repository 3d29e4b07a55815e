"""A site of the bench's own: a database and an index, deleted when it ends, and the production server over them."""

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.fault import Fault
from ops import ports, processes
from ops.places import ROOT

START_SECONDS = 120


@contextmanager
def scratch_folder(keep: Path | None) -> Iterator[Path]:
    """Yield `keep`, created if missing, or a temporary folder."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="lujian-bench-") as folder:
        yield Path(folder)


def set_up(folder: Path, search_url: str) -> None:
    """Make this process a process of the site in `folder`. Call it once, before anything of Django."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "SECRET_KEY": "only for a bench",
        "DEBUG": "False",
        "DEMO": "True",
        "SITE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "CACHE_URL": "locmemcache://bench",
        "SEARCH_URL": search_url,
        "MEDIA_ROOT": str(folder / "media"),
        "DOCUMENTS_ROOT": str(folder / "documents"),
        "STATIC_ROOT": str(folder / "static"),
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, run_syncdb=True)
    call_command("load_vocabulary", verbosity=0)


@dataclass(frozen=True)
class Server:
    """Gunicorn as production starts it."""

    process: subprocess.Popen[bytes]
    port: int

    def connect(self) -> http.client.HTTPConnection:
        """Return a connection that stays open, as a browser keeps it."""
        return http.client.HTTPConnection(ports.LOOPBACK, self.port, timeout=60)

    def workers(self) -> list[int]:
        """Return the process numbers of the workers."""
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def worker_seconds(self) -> float:
        """Return the processor seconds of the workers so far."""
        ticks = 0
        for pid in self.workers():
            after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(after_name[11]) + int(after_name[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def worker_megabytes(self) -> dict[str, float]:
        """Return megabytes of the largest worker: `resident`, `share`, `own` and `anonymous`.

        `share` divides memory that several processes share among them (PSS), `own` leaves it out (USS). Both contain
        pages of the index and of the database, which the system takes back when it needs them; `anonymous` does not.
        """
        largest = max((_memory(pid) for pid in self.workers()), key=lambda memory: memory["Rss"])
        own = largest["Private_Clean"] + largest["Private_Dirty"]
        found = {"resident": largest["Rss"], "share": largest["Pss"], "own": own, "anonymous": largest["Anonymous"]}
        return {name: round(kilobytes / 1024, 1) for name, kilobytes in found.items()}


@contextmanager
def served() -> Iterator[Server]:
    """Yield the production server over the site that `set_up` made. Raises Fault where it doesn't start."""
    _static_files(dict(os.environ))
    with gunicorn(sys.executable, "portal.wsgi:application", dict(os.environ), ROOT, "/healthz") as server:
        yield server


@contextmanager
def gunicorn(python: str, application: str, variables: dict[str, str], folder: Path, ready: str) -> Iterator[Server]:
    """Yield an application in `folder` served as production serves ours, once the address `ready` answers."""
    port = ports.free()
    address = {"BIND": f"{ports.LOOPBACK}:{port}", "SITE_URL": f"http://{ports.LOOPBACK}:{port}"}
    command = [python, "-m", "gunicorn", "-c", str(ROOT / "ops" / "gunicorn.conf.py"), application]
    process = processes.start(command, environment={**variables, **address}, folder=folder)
    try:
        server = Server(process, port)
        _wait_for(server, ready)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _static_files(variables: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, env=variables, cwd=ROOT, check=True)


def _wait_for(server: Server, ready: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        connection = server.connect()
        try:
            connection.request("GET", ready)
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()
    raise Fault(f"the server did not answer within {START_SECONDS} s")


def _memory(pid: int) -> dict[str, int]:
    """Return kilobytes by kind."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) for line in lines}
