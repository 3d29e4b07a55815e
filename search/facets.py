"""The facets of a search, defined once.

The tuple `FACETS` drives parsing (`query`), what a record carries (`record`), the mapping of both engines (`fields`),
counting (`plan`) and the filter column of the page (template). A new facet is a new entry here and codes in the source.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from search.clauses import Clause, Codes


def no_parent(code: str) -> str | None:
    """A flat facet: no value stands above another."""
    return None


def industry_parent(code: str) -> str | None:
    """`C3841` → `C384` → `C38`; a division and a group have no parent by form (groups: vocabulary)."""
    return code[:-1] if code[0] != "G" and len(code) > 3 else None


def technique_parent(code: str) -> str | None:
    """`T02.01` → `T02`."""
    return code.partition(".")[0] if "." in code else None


def region_parent(code: str) -> str | None:
    """`350582` → `350500` → `350000` (GB/T 2260)."""
    if not code.endswith("00"):
        return code[:4] + "00"
    return code[:2] + "0000" if not code.endswith("0000") else None


@dataclass(frozen=True)
class Facet:
    """One way to narrow a search.

    `name` is also the URL parameter and the key in `Record.codes`; `index_field` is the engine's field;
    `pattern` is the form a code must have (whether a code of that form exists is the vocabulary's to tell);
    `parent` gives the code above by form; `label` is an English msgid.
    """

    name: str
    label: str
    pattern: re.Pattern[str] = field(repr=False)
    upper: bool = False
    parent: Callable[[str], str | None] = field(default=no_parent, repr=False, compare=False)

    @property
    def parameter(self) -> str:
        """Name in the query string; may be given several times."""
        return self.name

    @property
    def index_field(self) -> str:
        """Name of the field of exact codes in both engines."""
        return f"code_{self.name}"

    @property
    def hierarchical(self) -> bool:
        """Whether values stand above others, so that a parent includes its children."""
        return self.parent is not no_parent

    def counted(self, *, widened: bool = False) -> str:
        """Name of the field whose codes are counted; the same however the reader widens the figures."""
        return self.index_field

    def clause(self, codes: Sequence[str], *, widened: bool = False) -> Clause:
        """Records with any of these codes."""
        return Codes(self.index_field, tuple(codes))

    def parse(self, raw: str) -> str | None:
        """The code as indexed, or None where `raw` has not the form of one. `c17` gives `C17`."""
        if len(raw) > 64:
            return None
        code = raw.strip()
        code = code.upper() if self.upper else code.lower()
        return code if self.pattern.fullmatch(code) else None


FACETS: tuple[Facet, ...] = (
    Facet("kind", "Kind", re.compile(r"case|technology|practice|scale")),
    Facet("standing", "Standing", re.compile(r"listed|proposed|press_statement|reference|compiled")),
    Facet("industry", "Industry", re.compile(r"G[0-9]{2}|[A-T]([0-9]{2,4})?"), upper=True, parent=industry_parent),
    Facet("technique", "Technique", re.compile(r"T[0-9]{2}(\.[0-9]{2})?"), upper=True, parent=technique_parent),
    Facet("region", "Region", re.compile(r"[0-9]{6}"), parent=region_parent),
    Facet("programme", "Programme", re.compile(r"[a-z][a-z0-9-]{0,40}")),
    Facet("level", "Level", re.compile(r"municipal|provincial|national")),
    Facet("year", "Year", re.compile(r"(19|20)[0-9]{2}")),
    Facet("goal", "Goal", re.compile(r"(19|20)[0-9]{2}-[1-9]")),
    Facet("evidence", "Evidence", re.compile(r"[a-z]+(_[a-z]+)*")),
    Facet("scope", "Scope of the figures", re.compile(r"[a-z]+")),
    Facet("size", "Enterprise size", re.compile(r"large|medium|small|micro")),
)

FACETS_BY_NAME: dict[str, Facet] = {facet.name: facet for facet in FACETS}
