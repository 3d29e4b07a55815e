"""Folders of a clone. `VAR` is git-ignored: it holds what belongs to this machine or can be made again."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
RUN_LOCK = ROOT / "requirements.txt"
TEST_LOCK = ROOT / "requirements-test.txt"
MUTANTS_LOCK = ROOT / "requirements-mutants.txt"
