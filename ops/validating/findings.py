"""What a check found, and how it is printed."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

_SHOWN = 12


@dataclass(frozen=True)
class Finding:
    """A fault and an address at which it was seen."""

    address: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """A check that has run: its name, how many things it looked at, and what it found."""

    name: str
    asked: int
    findings: Sequence[Finding]

    @property
    def line(self) -> str:
        """The line that is printed for the check."""
        mark = "✗" if self.findings else "✓"
        return f"{mark} {self.name:<24} {self.asked:>6} checked {len(self.findings):>6} faults"

    def as_data(self) -> dict[str, Any]:
        """Return what `--json` prints of it."""
        return {"name": self.name, "checked": self.asked, "findings": [asdict(one) for one in self.findings]}


def examples(findings: Iterable[Finding]) -> list[str]:
    """Return one line for each text with its number and first address, the most frequent first, a dozen at most."""
    places: dict[str, list[str]] = {}
    for finding in findings:
        places.setdefault(finding.text, []).append(finding.address)
    ordered = sorted(places.items(), key=lambda item: -len(item[1]))
    lines = [f"    {len(addresses)} × {text}  ({addresses[0]})" for text, addresses in ordered[:_SHOWN]]
    return [*lines, f"    … and {len(ordered) - _SHOWN} more"] if len(ordered) > _SHOWN else lines
