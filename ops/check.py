"""`make test` and `make lint`: what CI checks, on a fresh clone too.

Every check runs, also after one that failed, so that one run shows all there is to mend. The main test run comes last;
after it only what the tests reach of the code. Under `CI=true` nothing may be missing; elsewhere the tests that need it
skip.
"""

import argparse
import os
import secrets
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from ops import elasticsearch, environment, ports, postgresql, processes, tools
from ops.fault import Fault, main, report
from ops.places import TEST_LOCK, VENV, VENV_PYTHON
from ops.supervisor import Supervisor

PROGRAMS = VENV / "bin"
# Tests that share costly fixtures stay in one file and so on one of the two workers.
PARALLEL = ("-n", "2", "--dist", "loadfile")
LEAST_COVERAGE = "95"  # per cent of lines and branches
ON_POSTGRESQL = (
    "tests/portal/test_publishing.py",
    "tests/portal/test_translation.py",
    "tests/resilience",
    "tests/showcase/enterprises",
    "tests/showcase/lists",
    "tests/showcase/stories",
    "tests/showcase/vocabulary",
    "-m",
    "django_db and not browser and not elastic",
)


@dataclass(frozen=True)
class Check:
    """One command that must end with code 0."""

    title: str
    command: tuple[str | Path, ...]


MANAGE = (VENV_PYTHON, "manage.py")
QUICK = (
    Check("format", (PROGRAMS / "ruff", "format", "--check", "--quiet", ".")),
    Check("lint", (PROGRAMS / "ruff", "check", "--quiet", ".")),
    Check("template format", (PROGRAMS / "djangofmt", "--check", "templates")),
    Check("templates", (PROGRAMS / "djangofmt", "check", "templates")),
    Check("import arrows", (PROGRAMS / "lint-imports", "--no-logo")),
    Check("types", (PROGRAMS / "mypy",)),
    Check("migrations up to date", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Check("deployment check", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING")),
)


def settings(site_url: str, outer: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of the checks: a site in production at that address, without data of this machine."""
    return {
        **outer,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DEBUG": "False",
        "DEMO": "False",
        "SITE_URL": site_url,
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DATABASE_URL": "sqlite:///:memory:",
        "SEARCH_URL": "embedded:memory",
    }


def quick() -> bool:
    """The checks without tests, all of them; what holds for deployment is checked for a site behind TLS."""
    variables = settings("https://lujian.example")
    held = [run(check, variables) for check in QUICK]
    return all(held)


def run(check: Check, variables: Mapping[str, str]) -> bool:
    """Run one check; one line when it holds, all it printed when not."""
    begun = time.monotonic()
    code, text = processes.printed(check.command, environment=variables)
    print(f"{'✓' if code == 0 else '✗'} {check.title}  {time.monotonic() - begun:.1f} s", flush=True)
    if code:
        print(text, flush=True)
    return code == 0


def strict() -> bool:
    """Whether a missing service is a failure."""
    return os.environ.get("CI") == "true"


def install_tools() -> None:
    """Install what tests need; `Fault` under CI where something is still missing, else a word about it."""
    missing = tools.install(tools.FOR_TESTS)
    if not missing:
        return
    packages = [package for tool in missing for package in tool.packages]
    hint = f"missing: {', '.join(packages)}. Install:\n  {tools.install_command(packages)}"
    if strict():
        raise Fault(hint)
    print(f"The tests that need them skip. {hint}", flush=True)


def tests(title: str, arguments: Sequence[str], variables: Mapping[str, str], *under: str) -> bool:
    """Run pytest on our terminal, `under` another module's eyes; no test collected is a failure."""
    print(f"— {title}", flush=True)
    with processes.step([VENV_PYTHON, *under, "-m", "pytest", *arguments], environment=variables) as pytest:
        pass
    return pytest.returncode == 0


def postgresql_tests(supervisor: Supervisor, variables: Mapping[str, str]) -> bool:
    """The tests of models, publishing and lists that use the database, on a PostgreSQL of their own."""
    if tools.POSTGRESQL.found() is None:
        print(f"No tests on PostgreSQL. Install: {tools.install_command(tools.POSTGRESQL.packages)}", flush=True)
        return True
    cluster = postgresql.new_cluster()
    server = postgresql.start(cluster)
    supervisor.adopt("PostgreSQL", server)
    on_postgresql = {**variables, "DATABASE_URL": cluster.url}
    try:
        return tests("models and publishing on PostgreSQL", [*ON_POSTGRESQL, *PARALLEL, "-q"], on_postgresql)
    finally:
        supervisor.release("PostgreSQL")
        processes.stop(server)
        postgresql.remove(cluster)


def whole_suite(arguments: Sequence[str], variables: Mapping[str, str]) -> bool:
    """All tests, and how much of the code they reach; a selection is not measured."""
    title = "unit, contract, template, page and browser tests"
    if arguments:
        return tests(title, [*PARALLEL, *arguments], variables)
    with tempfile.TemporaryDirectory() as folder:
        measured = Path(folder) / "measured.json"
        measuring = ("-m", "slipcover", "--json", "--out", str(measured))
        held = tests(title, [*PARALLEL, "-q"], variables, *measuring)
        return run(covered(measured), variables) and held


def covered(measured: Path) -> Check:
    """That the tests reach enough. Apart from the run: there slipcover 1.1 forgets what xdist's workers measured."""
    report = ("-m", "slipcover", "--merge", str(measured), "--out", str(measured.with_name("whole.json")))
    return Check("lines and branches reached", (VENV_PYTHON, *report, "--fail-under", LEAST_COVERAGE))


def start_elasticsearch(supervisor: Supervisor) -> elasticsearch.Node | None:
    """Start a node for the tests; None (with the reason printed) where that cannot be and need not."""
    try:
        node = elasticsearch.node_at(ports.free(), "tests")
        supervisor.adopt("Elasticsearch", elasticsearch.start(node))
    except Fault as fault:
        if strict():
            raise
        report(fault)
        return None
    return node


@contextmanager
def seeding(variables: Mapping[str, str]) -> Iterator[None]:
    """Make the demonstration site that tests copy while other checks run, and wait for it at the end.

    Where it fails, the tests that need it try again and say why.
    """
    command: Sequence[str | Path] = (VENV_PYTHON, "-c", "from tests import sites; sites.seeded_once()")
    with tempfile.TemporaryFile() as output:
        child = processes.start(command, environment=variables, output=output)
        try:
            yield
            child.wait()
        finally:
            processes.stop(child)


def everything(arguments: Sequence[str]) -> bool:
    """All checks; whether all of them held."""
    install_tools()
    variables = settings("http://127.0.0.1")
    with Supervisor() as supervisor:
        node = start_elasticsearch(supervisor)  # it warms up while the quick checks run
        with nullcontext() if arguments else seeding(variables):
            held = [quick(), postgresql_tests(supervisor, variables)]
        if node:
            supervisor.wait_until(lambda: elasticsearch.healthy(node.url), elasticsearch.START_TIMEOUT)
            variables["TEST_ELASTIC_URL"] = node.url
        if not all(held):
            print("✗ Some checks above failed.", flush=True)
        held.append(whole_suite(arguments, variables))
    return all(held)


def _command() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m ops.check", description="What CI checks.")
    parser.add_argument("--quick", action="store_true", help="only format, lint, templates, types, arrows, migrations")
    known, for_pytest = parser.parse_known_args()
    if environment.ensure(TEST_LOCK):
        print("✓ Python environment and packages", flush=True)
    if known.quick:
        return 0 if quick() else 1
    return 0 if everything(for_pytest) else 1


if __name__ == "__main__":
    main(_command)
