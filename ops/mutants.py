"""`make mutants`: change the code a little, thousands of times, and see whether a test notices (mutmut).

It works on a copy in var/mutants. What is changed, and by which tests it is judged, stands in `[tool.mutmut]` of
pyproject.toml; survivors that are known, each with its reason, in docs/mutants.toml. ONLY='search.core.query.*' runs
again what it names and keeps the other results. A run that was interrupted goes on where it stopped.
"""

import argparse
import ast
import difflib
import fnmatch
import os
import shutil
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ops import environment, processes, stamps
from ops.fault import Fault, main
from ops.places import MUTANTS_LOCK, ROOT, VAR, VENV
from ops.undecorated import PREFIX, undecorated

LEAST_SCORE = 80  # per cent
FOLDER = VAR / "mutants"
KNOWN = ROOT / "docs" / "mutants.toml"
STAMP = FOLDER / "stamp"

KILLED = {"killed", "timeout", "segfault"}


@dataclass(frozen=True)
class Mutant:
    """A changed function.

    `name`: mutmut's, `search.core.query.x_parse__mutmut_3`; `status`: mutmut's word.
    """

    name: str
    status: str

    @property
    def module(self) -> str:
        """Dotted name of the module."""
        return self.name.rpartition(".")[0]

    @property
    def function(self) -> str:
        """Name as one reads it: `parse`, `Range.code`."""
        name = self.name.rpartition(".")[2].partition("__mutmut_")[0]
        parts = name.split("ǁ")[1:] if "ǁ" in name else [name.removeprefix("x_")]
        return ".".join(part.removeprefix(PREFIX) for part in parts)


@dataclass(frozen=True)
class Score:
    """How many mutants of a module, or of all, were killed."""

    killed: int
    survived: int

    @property
    def per_cent(self) -> float:
        """100 where there is nothing to kill."""
        total = self.killed + self.survived
        return 100 * self.killed / total if total else 100.0


def configuration() -> dict[str, Any]:
    """Return `[tool.mutmut]` of pyproject.toml."""
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"])


def mutated_files() -> list[Path]:
    """Return the files that are changed, relative to the project."""
    config = configuration()
    files = {path.relative_to(ROOT) for pattern in config["only_mutate"] for path in ROOT.glob(pattern)}
    left_out = config.get("do_not_mutate", [])
    return sorted(path for path in files if not any(fnmatch.fnmatch(str(path), pattern) for pattern in left_out))


# The copy ------------------------------------------------------------------------------------------------


def lay_copy() -> None:
    """Copy the project to var/mutants, with decorators written as calls in the files that are changed."""
    code, listed = processes.printed(["git", "ls-files", "--cached", "--others", "--exclude-standard"])
    if code:
        raise Fault(f"git does not say which files there are:\n{listed}")
    changed = set(mutated_files())
    for path in (Path(line) for line in listed.splitlines() if (ROOT / line).is_file()):
        content = (ROOT / path).read_bytes()
        _write(FOLDER / path, undecorated(content.decode()).encode() if path in changed else content)
    # Tests that are gone must not judge.
    shutil.rmtree(FOLDER / "mutants" / "tests", ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return  # mutmut keeps the results of files that are as old as they were
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def fingerprint() -> str:
    """Return what the results of a whole run depend on."""
    folders = ("portal", "showcase", "search", "tests", "pyproject.toml", MUTANTS_LOCK.name)
    return stamps.fingerprint(ROOT / name for name in folders)


def prepare(only: Sequence[str]) -> None:
    """Empty the copy before a whole run over other files than the last; then bring it up to date."""
    value = fingerprint()
    if only:
        stamps.drop(STAMP)
    elif not stamps.holds(STAMP, value):
        shutil.rmtree(FOLDER, ignore_errors=True)
        stamps.put(STAMP, value)
    lay_copy()


def run(only: Sequence[str], jobs: int) -> None:
    """Run mutmut over everything, or over the mutants named by patterns."""
    variables = {
        **os.environ,
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "DATABASE_URL": "sqlite:///:memory:",
        "SEARCH_URL": "embedded:memory",
    }
    command = ["mutmut", "run", "--max-children", str(jobs), *(f"{pattern}*" for pattern in only)]
    with processes.step(["env", "-C", FOLDER, *command], environment=variables) as mutmut:
        pass
    if mutmut.returncode:
        raise Fault("mutmut could not run: the tests must pass first, and every mutated module must import")


# The result ----------------------------------------------------------------------------------------------


def results(only: Sequence[str]) -> list[Mutant]:
    """Return every mutant with its status, or those named by patterns."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = ["env", "-C", str(FOLDER), "mutmut", "results", "--all", "true"]
    code, text = processes.printed(command, environment={**os.environ, "PATH": path})
    if code:
        raise Fault(f"mutmut shows no results:\n{text}")
    pairs = (line.strip().rpartition(": ") for line in text.splitlines() if "__mutmut_" in line)
    mutants = [Mutant(name, status) for name, _, status in pairs]
    return [mutant for mutant in mutants if not only or any(fnmatch.fnmatch(mutant.name, f"{p}*") for p in only)]


def score(mutants: Iterable[Mutant]) -> Score:
    """Count what was killed and what lived; a mutant that no test calls lives."""
    statuses = Counter(mutant.status for mutant in mutants)
    killed = sum(statuses[status] for status in KILLED)
    return Score(killed, statuses.total() - killed)


def survivors(mutants: Iterable[Mutant]) -> Iterator[str]:
    """Yield each survivor as one line: `search.core.query parse: - the line + the line as it was changed`."""
    for mutant in mutants:
        if mutant.status not in KILLED:
            yield f"{mutant.module} {mutant.function}: {_change(mutant)}"


def _change(mutant: Mutant) -> str:
    functions = _functions(FOLDER / "mutants" / f"{mutant.module.replace('.', '/')}.py")
    name = mutant.name.rpartition(".")[2]
    original = f"{name.partition('__mutmut_')[0]}__mutmut_orig"
    before, after = (
        [line.replace(f"def {found}(", "def (") for line in functions[found]] for found in (original, name)
    )
    compared = difflib.ndiff(before, after)
    return " ".join(f"{line[0]} {line[2:].strip()}" for line in compared if line[0] in "-+")


@cache
def _functions(path: Path) -> dict[str, list[str]]:
    text = path.read_text()
    lines = text.splitlines()
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    return {node.name: lines[node.lineno - 1 : node.end_lineno] for node in functions}


def known() -> dict[str, str]:
    """Return the survivors of docs/mutants.toml: line → reason."""
    groups = tomllib.loads(KNOWN.read_text())["survivors"]
    return {line: group["reason"] for group in groups for line in group["mutants"]}


def show(mutants: Sequence[Mutant], reasons: Mapping[str, str]) -> Score:
    """Print the score of each module and the survivors that nobody gave a reason for; return the score of all."""
    by_module: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_module[mutant.module].append(mutant)
    for module, its in sorted(by_module.items()):
        print(f"{score(its).per_cent:6.1f} %  {score(its).killed:5} of {len(its):5}  {module}")
    new = [line for line in survivors(mutants) if line not in reasons]
    print("\n".join(["", f"{len(new)} survivors without a reason in docs/mutants.toml:", *new]) if new else "")
    whole = score(mutants)
    print(f"{whole.per_cent:.1f} % of {whole.killed + whole.survived} mutants killed", flush=True)
    return whole


def _command() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m ops.mutants", description="Mutation tests.")
    parser.add_argument("only", nargs="*", help="patterns of mutants, as search.core.query.*")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--show", action="store_true", help="only show the results there are")
    asked = parser.parse_args()
    if not asked.show:
        environment.ensure(MUTANTS_LOCK)
        prepare(asked.only)
        run(asked.only, asked.jobs)
    whole = show(results(asked.only), known())
    return 0 if whole.per_cent >= LEAST_SCORE else 1


if __name__ == "__main__":
    main(_command)
