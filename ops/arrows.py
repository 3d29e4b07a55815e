"""`make arrows`: draws who may import whom into docs/architecture.md.

The layers are those of pyproject.toml, which import-linter checks against the code; a test compares the page.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from ops.fault import Fault, main
from ops.places import ROOT

PAGE = ROOT / "docs" / "architecture.md"
_BLOCK = re.compile(r"```mermaid\n.*?```\n", re.DOTALL)


def picture() -> str:
    """Return the picture as a block of Mermaid: an arrow points at what is imported."""
    contracts: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    lines = ["```mermaid", "flowchart TB"]
    for contract in contracts:
        for room in contract.get("containers", ()):
            lines += [f"  subgraph {room}", *_room(room, contract["layers"]), "  end"]
    rooms = next(contract["layers"] for contract in contracts if contract["id"] == "arrow")
    lines += _arrows([[name] for name in rooms], "  ")
    return "\n".join([*lines, "```", ""])


def _room(room: str, layers: Sequence[str]) -> Iterator[str]:
    rows = [[name.strip() for name in layer.split("|")] for layer in layers]
    for name in (name for row in rows for name in row):
        yield f'    {room}.{name}["{name}"]'
    yield from _arrows([[f"{room}.{name}" for name in row] for row in rows], "    ")


def _arrows(rows: Sequence[Sequence[str]], indent: str) -> list[str]:
    """Draw each row to the next; that it may import those below as well goes without saying."""
    return [f"{indent}{' & '.join(above)} --> {' & '.join(below)}" for above, below in pairwise(rows)]


def _command() -> int:
    text = PAGE.read_text()
    if not _BLOCK.search(text):
        raise Fault(f"{PAGE.name} has no block of Mermaid to fill")
    PAGE.write_text(_BLOCK.sub(lambda _found: picture(), text))
    return 0


if __name__ == "__main__":
    main(_command)
