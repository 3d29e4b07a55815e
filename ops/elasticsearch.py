"""A real Elasticsearch node for tests and development, from Maven: an ordinary artifact, run as a process on 127.0.0.1.

    python3 -m ops.elasticsearch start [--port 9200] [--daemon]
    python3 -m ops.elasticsearch stop [--port 9200]

The distribution is unpacked once under var/elasticsearch; each port has its own configuration, data and logs beside it,
so several nodes run at the same time. It holds the core only: no plugin, no painless, no banner at `/`.
"""

import argparse
import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ops import ports, processes, tools
from ops.account import Account, own, service_account, service_folder
from ops.fault import Fault, main
from ops.supervisor import Supervisor

VERSION = "8.19.21"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
COPY_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
DEFAULT_PORT = 9200
HEAP = "512m"
START_TIMEOUT = 240

SETTINGS = """\
cluster.name: lujian-{port}
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
path.data: {folder}/data
path.logs: {folder}/logs
xpack.security.enabled: false
# A nearly full disk would make every index read-only in the middle of a test.
cluster.routing.allocation.disk.threshold_enabled: false
"""

# No proxy of the environment stands between us and our own machine.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Node:
    """One node: its port and the folder that holds its configuration, data, logs and process number."""

    port: int
    folder: Path
    account: Account | None

    @property
    def url(self) -> str:
        """The address without a path, as `SEARCH_URL` starts."""
        return f"http://{ports.LOOPBACK}:{self.port}"

    @property
    def log(self) -> Path:
        """What the node printed since its last start."""
        return self.folder / "console.log"

    @property
    def pid_file(self) -> Path:
        """Holds the process number of a node started with `--daemon`."""
        return self.folder / "daemon.pid"


def node_at(port: int, name: str | None = None) -> Node:
    """Return the node of a port; `name` gives it a folder that stays the same when the port changes."""
    account = service_account()
    return Node(port, service_folder("elasticsearch", account) / (name or f"port-{port}"), account)


def healthy(url: str) -> bool:
    """Say whether the node answers `/_cluster/health`."""
    try:
        with _direct.open(f"{url}/_cluster/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def start(node: Node, *, daemon: bool = False) -> subprocess.Popen[bytes]:
    """Unpack if need be and start the node; returns at once, `wait_until_healthy` tells when it serves."""
    tools.require(tools.JAVA, tools.MAVEN)
    ports.require_free(node.port, "ES_PORT")
    home = _distribution(node.folder.parent, node.account)
    _configure(node, home)
    with node.log.open("wb") as log:
        process = processes.start(
            [home / "bin" / "elasticsearch"],
            environment=_environment(node),
            folder=node.folder,
            output=log,
            account=node.account,
            outlive=daemon,
        )
    if daemon:
        node.pid_file.write_text(str(process.pid))
    return process


def wait_until_healthy(node: Node, process: subprocess.Popen[bytes]) -> None:
    """Return when the node answers; raise `Fault` with its last lines if it ends or takes too long."""
    until = time.monotonic() + START_TIMEOUT
    while not healthy(node.url):
        if process.poll() is not None:
            raise Fault(f"Elasticsearch ended with code {process.returncode} ({node.log}):\n{processes.tail(node.log)}")
        if time.monotonic() > until:
            processes.stop(process)
            raise Fault(
                f"Elasticsearch did not answer within {START_TIMEOUT} s ({node.log}):\n{processes.tail(node.log)}"
            )
        time.sleep(0.5)


def stop_daemon(node: Node) -> bool:
    """Stop the node that `--daemon` left running on this port; False where there is none."""
    try:
        pid = int(node.pid_file.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return False
    if "elasticsearch" not in command:  # the number was given to another program since
        return False
    os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + 30
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > until:
            os.killpg(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        time.sleep(0.2)
    node.pid_file.unlink(missing_ok=True)
    return True


def _distribution(folder: Path, account: Account | None) -> Path:
    """Return the unpacked server: complete or absent, even if a run is interrupted or another runs at the same time."""
    home = folder / f"elasticsearch-{VERSION}"
    with _one_at_a_time(folder):
        if not home.exists():
            print(f"Fetching Elasticsearch {VERSION} by Maven (107 MB) …", flush=True)
            unpacked = _unpack(_download(folder), folder / "unpacking")
            own(unpacked, account)
            unpacked.rename(home)
    return home


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _download(folder: Path) -> Path:
    command = ["mvn", "-q", "-B", COPY_GOAL, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder / 'download'}"]
    code, said = processes.printed(command)
    if code:
        reason = next((line for line in said.splitlines() if "ERROR" in line), said)
        raise Fault(f"Maven could not fetch Elasticsearch {VERSION}: {reason[:400]}")
    return folder / "download" / f"elasticsearch-{VERSION}.zip"


def _unpack(archive: Path, into: Path) -> Path:
    shutil.rmtree(into, ignore_errors=True)
    with zipfile.ZipFile(archive) as content:
        content.extractall(into)
        for entry in content.infolist():
            # zipfile drops the permission bits, kept in the upper half; the start scripts need theirs.
            mode = entry.external_attr >> 16 & 0o777
            (into / entry.filename).chmod(mode | 0o444 if mode else 0o755 if entry.is_dir() else 0o644)
    archive.unlink()
    return into / f"elasticsearch-{VERSION}"


def _configure(node: Node, home: Path) -> None:
    for part in ("data", "logs", "tmp"):
        (node.folder / part).mkdir(parents=True, exist_ok=True)
    config = node.folder / "config"
    shutil.rmtree(config, ignore_errors=True)
    shutil.copytree(home / "config", config)
    (config / "elasticsearch.yml").write_text(SETTINGS.format(port=node.port, folder=node.folder))
    options = config / "jvm.options"
    kept = [line for line in options.read_text().splitlines() if not line.startswith(("-Xlog:gc", "-XX:+HeapDump"))]
    options.write_text("\n".join(kept) + "\n")
    own(node.folder, node.account)


def _environment(node: Node) -> dict[str, str]:
    java = tools.JAVA.found()
    assert java is not None, "start() requires it"
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(node.folder),
        "ES_JAVA_HOME": str(Path(java).resolve().parent.parent),
        "ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}",
        "ES_PATH_CONF": str(node.folder / "config"),
        "ES_TMPDIR": str(node.folder / "tmp"),
    }


def _serve(node: Node) -> int:
    """Run in the foreground until interrupted or terminated."""
    with Supervisor() as supervisor, contextlib.suppress(KeyboardInterrupt):
        process = start(node)
        supervisor.adopt("Elasticsearch", process)
        wait_until_healthy(node, process)
        print(f"Elasticsearch {VERSION} answers at {node.url} (Ctrl-C stops it).", flush=True)
        supervisor.wait()
    print("Elasticsearch is stopped.", flush=True)
    return 0


def _command() -> int:
    parser = argparse.ArgumentParser(
        prog="python3 -m ops.elasticsearch", description="A real Elasticsearch node on 127.0.0.1."
    )
    parser.add_argument("action", choices=("start", "stop"))
    parser.add_argument(
        "--port", default=os.environ.get("ES_PORT") or str(DEFAULT_PORT), help="HTTP port (default: ES_PORT or 9200)"
    )
    parser.add_argument("--daemon", action="store_true", help="start: return when it answers and leave it running")
    arguments = parser.parse_args()
    node = node_at(ports.parse(arguments.port, "ES_PORT"))
    if arguments.action == "stop":
        stopped = stop_daemon(node)
        print(f"Elasticsearch on port {node.port} is {'stopped' if stopped else 'not running as a daemon'}.")
        return 0
    if not arguments.daemon:
        return _serve(node)
    wait_until_healthy(node, start(node, daemon=True))
    print(
        f"Elasticsearch {VERSION} answers at {node.url} until `python3 -m ops.elasticsearch stop --port {node.port}`."
    )
    return 0


if __name__ == "__main__":
    main(_command)
