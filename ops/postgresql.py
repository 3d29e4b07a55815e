"""A throw-away PostgreSQL for tests: Debian's server, a cluster of our own under var/, on 127.0.0.1 alone."""

import os
import secrets
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from ops import ports, processes, tools
from ops.account import Account, own, service_account, service_folder
from ops.fault import Fault

USER = "lujian"
DATABASE = "lujian"
START_TIMEOUT = 60
# Nothing here must survive a power cut.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Cluster:
    """One cluster, created at each start; its password is known to this process only."""

    port: int
    folder: Path
    account: Account | None
    password: str = field(default_factory=secrets.token_hex, repr=False)

    @property
    def url(self) -> str:
        """A DATABASE_URL; Django creates and drops its test databases beside the one named here."""
        return f"postgres://{USER}:{self.password}@{ports.LOOPBACK}:{self.port}/{DATABASE}"

    @property
    def log(self) -> Path:
        """What the server printed."""
        return self.folder / "server.log"


def new_cluster() -> Cluster:
    """Return a cluster on a free port, not created yet."""
    account = service_account()
    port = ports.free()
    return Cluster(port, service_folder("postgresql", account) / f"port-{port}", account)


def start(cluster: Cluster) -> subprocess.Popen[bytes]:
    """Create the cluster and start its server; return when it takes connections."""
    tools.require(tools.POSTGRESQL)
    programs = Path(tools.POSTGRESQL.found() or "").parent
    _initialise(cluster, programs)
    options = [f"--{option}" for option in (*QUICK, "unix_socket_directories=", "logging_collector=off")]
    data = cluster.folder / "data"
    with cluster.log.open("ab") as log:
        server = processes.start(
            [programs / "postgres", "-D", data, "-h", ports.LOOPBACK, "-p", str(cluster.port), *options],
            folder=cluster.folder,
            output=log,
            account=cluster.account,
        )
    _wait_until_ready(cluster, programs, server)
    return server


def _initialise(cluster: Cluster, programs: Path) -> None:
    for leftover in cluster.folder.parent.glob("port-*"):  # of runs that were killed
        if not (leftover / "data" / "postmaster.pid").exists():
            shutil.rmtree(leftover, ignore_errors=True)
    cluster.folder.mkdir(parents=True)
    password_file = cluster.folder / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(cluster.password)
    own(cluster.folder, cluster.account)
    how = ["--auth=scram-sha-256", f"--pwfile={password_file}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    with cluster.log.open("wb") as log:
        command: list[str | Path] = [programs / "initdb", "-D", cluster.folder / "data", "-U", USER, *how]
        made = processes.start(command, folder=cluster.folder, output=log, account=cluster.account).wait()
    password_file.unlink()
    if made:
        raise Fault(f"PostgreSQL's cluster could not be made:\n{processes.tail(cluster.log)}")


def _wait_until_ready(cluster: Cluster, programs: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_TIMEOUT
    question: list[str | Path] = [programs / "pg_isready", "-q", "-h", ports.LOOPBACK, "-p", str(cluster.port)]
    while processes.printed(question)[0] != 0:
        if server.poll() is not None or time.monotonic() > until:
            processes.stop(server)
            raise Fault(f"PostgreSQL did not start ({cluster.log}):\n{processes.tail(cluster.log)}")
        time.sleep(0.2)


def create_database(cluster: Cluster) -> None:
    """Create the empty database that `cluster.url` names."""
    program = Path(tools.POSTGRESQL.found() or "").with_name("createdb")
    command: list[str | Path] = [
        program,
        "--no-password",
        "-h",
        ports.LOOPBACK,
        "-p",
        str(cluster.port),
        "-U",
        USER,
        DATABASE,
    ]
    code, text = processes.printed(command, environment={**os.environ, "PGPASSWORD": cluster.password})
    if code:
        raise Fault(f"PostgreSQL's database could not be created:\n{text}")


def remove(cluster: Cluster) -> None:
    """Delete the cluster once its server has ended."""
    shutil.rmtree(cluster.folder, ignore_errors=True)
