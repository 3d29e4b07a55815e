"""`make mutants`: what it changes and asks is there, decorators written as calls mean the same, the score counts."""

import fnmatch
from pathlib import Path

import pytest

from ops import mutants
from ops.mutants import Mutant, Score
from ops.places import ROOT
from ops.undecorated import undecorated

DECORATED = '''
from functools import cache, cached_property

@cache
def doubled(number):
    """Twice."""
    return 2 * number

class Square:
    def __init__(self, side):
        self.side = side

    @property
    def area(self):
        return self.side ** 2

    @cached_property
    def around(self):
        return 4 * self.side

    @classmethod
    def of(cls, area):
        return cls(area ** 0.5)

    @area.setter
    def area(self, value):
        self.side = value ** 0.5
'''


def test_the_configuration_names_files_and_tests_that_are_there():
    config = mutants.configuration()
    tests = [name for name in config["pytest_add_cli_args_test_selection"] if name.startswith("tests/")]
    named = [*config["source_paths"], *config["also_copy"], *tests]

    assert [name for name in named if not (ROOT / name).exists()] == []
    assert [pattern for pattern in config["only_mutate"] if not list(ROOT.glob(pattern))] == []
    assert {path.parts[0] for path in mutants.mutated_files()} <= set(config["source_paths"])


def test_every_known_survivor_is_of_a_module_that_is_changed_and_has_a_reason():
    modules = {".".join(path.with_suffix("").parts) for path in mutants.mutated_files()}

    for line, reason in mutants.known().items():
        assert line.partition(" ")[0] in modules
        assert len(reason.split()) > 3


def test_decorators_written_as_calls_mean_the_same():
    plain: dict[str, object] = {}
    without_setter = DECORATED.partition("    @area.setter")[0]
    text = undecorated(without_setter)

    exec(text, plain)  # noqa: S102 - the text stands above

    assert "@property" not in text
    assert plain["doubled"](3) == plain["doubled"](3) == 6
    assert plain["doubled"].cache_info().hits == 1
    square = plain["Square"].of(9)
    assert (square.area, square.around, vars(square)) == (9, 12, {"side": 3, "around": 12})


def test_a_decorator_that_needs_its_place_keeps_it():
    text = undecorated(DECORATED)

    assert "    @area.setter\n    def area(self, value):" in text
    assert "    @classmethod\n    def of(cls, area):" in text


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("search.core.query.x_clean_text__mutmut_3", "clean_text"),
        ("search.core.query.x__page__mutmut_1", "_page"),
        ("search.core.ranges.xǁRangeǁundecorated_code__mutmut_12", "Range.code"),
    ],
)
def test_a_mutant_is_named_as_the_code_names_it(name: str, function: str):
    mutant = Mutant(name, "survived")

    assert mutant.function == function
    assert fnmatch.fnmatch(name, f"{mutant.module}.*")


def test_the_score_counts_what_no_test_calls_as_alive():
    statuses = ["killed", "killed", "timeout", "survived", "no tests"]

    score = mutants.score(Mutant("a.x_b__mutmut_1", status) for status in statuses)

    assert score == Score(killed=3, survived=2)
    assert score.per_cent == 60


def test_only_survivors_without_a_reason_are_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys):
    folder = tmp_path / "mutants" / "search"
    folder.mkdir(parents=True)
    (folder / "sum.py").write_text(
        "def x_add__mutmut_orig(a, b):\n    total = a + b\n    return total\n\n"
        "def x_add__mutmut_1(a, b):\n    total = a - b\n    return total\n\n"
        "def x_add__mutmut_2(a, b):\n    total = None\n    return total\n"
    )
    monkeypatch.setattr(mutants, "FOLDER", tmp_path)
    two = [Mutant(f"search.sum.x_add__mutmut_{number}", "survived") for number in (1, 2)]
    known = {"search.sum add: - total = a + b + total = None": "nobody reads the total"}

    mutants.show(two, known)

    shown = capsys.readouterr().out
    assert "search.sum add: - total = a + b + total = a - b" in shown
    assert "1 survivors without a reason" in shown
    assert "total = None" not in shown
