"""`make test` and `make lint`: what CI checks, on a fresh clone too.

Every check runs, also after one that failed, so that one run shows everything to correct. The main test run comes last;
only the check of the coverage follows it. Under `CI=true` nothing may be missing; elsewhere tests that need something
missing are skipped.
"""

import argparse
import os
import secrets
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from ops import elasticsearch, environment, ports, postgresql, processes, second_try, tools
from ops.fault import Fault, main, report
from ops.places import TEST_LOCK, VENV, VENV_PYTHON
from ops.postgresql import Cluster
from ops.selected_tests import NOT_TWICE, ON_POSTGRESQL
from ops.supervisor import Supervisor

PROGRAMS = VENV / "bin"
# Three workers for two cores: each waits a third of its time for a browser, a server or Elasticsearch. Tests that share
# costly fixtures stay in one file and so on one worker; the order is tests/conftest.py's.
PARALLEL = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
LEAST_COVERAGE = "95"  # per cent of lines and branches


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
    # The bench's settings install all that the product's do.
    Check("migrations up to date", (*MANAGE, "makemigrations", "--check", "--dry-run", "--settings", "bench.settings")),
    Check("deployment check", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING")),
)


def settings(site_url: str, outer: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of the checks: a production site at that address, without data of this machine."""
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
    """Run all checks without tests; deployment settings are checked for a site behind TLS. True = all passed."""
    variables = settings("https://lujian.example")
    held = [run(check, variables) for check in QUICK]
    return all(held)


def run(check: Check, variables: Mapping[str, str]) -> bool:
    """Run one check; print one line when it passes, its whole output when not."""
    begun = time.monotonic()
    code, text = processes.printed(check.command, environment=variables)
    print(f"{'✓' if code == 0 else '✗'} {check.title}  {time.monotonic() - begun:.1f} s", flush=True)
    if code:
        print(text, flush=True)
    return code == 0


def strict() -> bool:
    """Say whether a missing service is a failure."""
    return os.environ.get("CI") == "true"


def install_tools() -> None:
    """Install what tests need; under CI raise `Fault` where something is still missing, else print a note."""
    missing = tools.install(tools.FOR_TESTS)
    if not missing:
        return
    packages = [package for tool in missing for package in tool.packages]
    hint = f"missing: {', '.join(packages)}. Install:\n  {tools.install_command(packages)}"
    if strict():
        raise Fault(hint)
    print(f"The tests that need them skip. {hint}", flush=True)


def tests(title: str, arguments: Sequence[str], variables: Mapping[str, str], *under: str) -> bool:
    """Run pytest on our terminal, under the module and arguments `under`; no test collected is a failure.

    Under CI a few failed tests are run again (`second_try`).
    """
    print(f"— {title}", flush=True)
    second_try.forget()
    code = _pytest([*arguments], variables, *under)
    return code == 0 or (strict() and second_try.passes_alone(code, lambda names: _pytest([*names, "-q"], variables)))


def _pytest(arguments: Sequence[str], variables: Mapping[str, str], *under: str) -> int:
    """Return the exit code of pytest."""
    with processes.step([VENV_PYTHON, *under, "-m", "pytest", *arguments], environment=variables) as pytest:
        pass
    return int(pytest.returncode)


@contextmanager
def postgresql_cluster(supervisor: Supervisor) -> Iterator[Cluster | None]:
    """Start a PostgreSQL of our own with an empty database; None, with a note printed, where it is not installed."""
    if tools.POSTGRESQL.found() is None:
        print(f"No tests on PostgreSQL. Install: {tools.install_command(tools.POSTGRESQL.packages)}", flush=True)
        yield None
        return
    cluster = postgresql.new_cluster()
    server = postgresql.start(cluster)
    supervisor.adopt("PostgreSQL", server)
    try:
        postgresql.create_database(cluster)
        yield cluster
    finally:
        supervisor.release("PostgreSQL")
        processes.stop(server)
        postgresql.remove(cluster)


def postgresql_tests(cluster: Cluster, variables: Mapping[str, str]) -> bool:
    """Run the tests of what can differ between databases; each worker begins with a copy of the migrated database."""
    on_postgresql = {**variables, "DATABASE_URL": cluster.url, "TEST_DB_TEMPLATE": postgresql.DATABASE}
    return tests("models and publishing on PostgreSQL", [*ON_POSTGRESQL, *PARALLEL, "-q"], on_postgresql)


def whole_suite(arguments: Sequence[str], variables: Mapping[str, str]) -> bool:
    """Run all tests and measure their coverage; a selection is not measured."""
    title = "unit, contract, template, page and browser tests"
    if arguments:
        return tests(title, [*PARALLEL, *arguments], variables)
    with tempfile.TemporaryDirectory() as folder:
        measured = Path(folder) / "measured.json"
        measuring = ("-m", "slipcover", "--json", "--out", str(measured))
        held = tests(
            title, [*PARALLEL, *(NOT_TWICE if strict() else ()), "-q", "-p", "tests.measured"], variables, *measuring
        )
        return run(covered(measured), variables) and held


def covered(measured: Path) -> Check:
    """Return the check that the tests reach enough lines.

    It is separate: slipcover 1.1 forgets there what xdist measured.
    """
    report = ("-m", "slipcover", "--merge", str(measured), "--out", str(measured.with_name("whole.json")))
    return Check("lines and branches reached", (VENV_PYTHON, *report, "--fail-under", LEAST_COVERAGE))


def start_elasticsearch(supervisor: Supervisor) -> elasticsearch.Node | None:
    """Start a node for the tests; return None, with the reason printed, where that fails and CI does not need it."""
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
def meanwhile(title: str, command: Sequence[str | Path], variables: Mapping[str, str]) -> Iterator[None]:
    """Run a command while other checks run, and wait for it at the end; print what it printed where it failed."""
    with tempfile.TemporaryFile() as output:
        child = processes.start(command, environment=variables, output=output)
        try:
            yield
            if child.wait():
                output.seek(0)
                print(f"✗ {title}\n{output.read().decode(errors='replace')}", flush=True)
        finally:
            processes.stop(child)


def seeding(variables: Mapping[str, str]) -> AbstractContextManager[None]:
    """Make the demonstration site that tests copy; where it fails, the tests that need it try again."""
    command = (VENV_PYTHON, "-c", "from tests import sites; sites.seeded_once()")
    return meanwhile("demonstration site", command, variables)


def migrating(cluster: Cluster, variables: Mapping[str, str]) -> AbstractContextManager[None]:
    """Migrate the database that each worker's test database is a copy of."""
    command = (*MANAGE, "migrate", "--verbosity=0", "--skip-checks")
    return meanwhile("migrations on PostgreSQL", command, {**variables, "DATABASE_URL": cluster.url})


def early_checks(supervisor: Supervisor, variables: Mapping[str, str]) -> list[bool]:
    """Run the quick checks, while PostgreSQL migrates, and the tests on PostgreSQL; return which passed."""
    with postgresql_cluster(supervisor) as cluster:
        with migrating(cluster, variables) if cluster else nullcontext():
            held = [quick()]
        if cluster:
            held.append(postgresql_tests(cluster, variables))
    return held


def everything(arguments: Sequence[str]) -> bool:
    """Run all checks; return whether all of them passed."""
    install_tools()
    variables = settings("http://127.0.0.1")
    with Supervisor() as supervisor:
        node = start_elasticsearch(supervisor)  # it warms up while the quick checks run
        with nullcontext() if arguments else seeding(variables):
            held = early_checks(supervisor, variables)
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
