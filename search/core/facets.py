"""The facets of a search, defined once.

The tuple `FACETS` drives parsing (`query`), what a record carries (`record`), the mapping of both engines (`fields`),
counting (`plan`) and the filter column (`search.page.filter_column`). The codes of a story are in
`showcase.stories.filter_codes`, the labels of the codes in `search.page.labels`. "Add a facet" in the README has the
steps. The register has facets of its own (`showcase.lists.register.query`).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from search.core.clauses import Clause, Codes
from showcase.choices import Standing, StoryKind
from showcase.enterprises.choices import EnterpriseSize


def no_parent(code: str) -> str | None:
    """Return None: in a flat facet no value stands above another."""
    return None


def industry_parent(code: str) -> str | None:
    """Return the code above by form: `C3841` → `C384` → `C38`; None for divisions and groups (see vocabulary)."""
    return code[:-1] if code[0] != "G" and len(code) > 3 else None


def technique_parent(code: str) -> str | None:
    """Return the code above: `T02.01` → `T02`; None for `T02`."""
    return code.partition(".")[0] if "." in code else None


def region_parent(code: str) -> str | None:
    """Return the code above in GB/T 2260: `350582` → `350500` → `350000`; None for a province."""
    if not code.endswith("00"):
        return code[:4] + "00"
    return code[:2] + "0000" if not code.endswith("0000") else None


@dataclass(frozen=True)
class Facet:
    """One way to narrow a search.

    `name` is also the URL parameter and the key in `Record.codes`; `index_field` is the engine's field; `pattern`
    is the form a code must have (the vocabulary knows whether a code of that form exists); `upper`: codes are upper
    case; `parent` gives the code above by form; `newest_first`: values go by code, largest first; `label` is an
    English msgid, marked for translation.
    """

    name: str
    label: str
    pattern: re.Pattern[str] = field(repr=False)
    upper: bool = False
    parent: Callable[[str], str | None] = field(default=no_parent, repr=False, compare=False)
    newest_first: bool = False

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
        """Return the field whose codes are counted; `widened` makes no difference here."""
        return self.index_field

    def clause(self, codes: Sequence[str], *, widened: bool = False) -> Clause:
        """Return the clause for records with any of these codes."""
        return Codes(self.index_field, tuple(codes))

    def parse(self, raw: str) -> str | None:
        """Return the code as indexed (`c17` gives `C17`), or None where `raw` does not have the form of one."""
        if len(raw) > 64:
            return None
        code = raw.strip()
        code = code.upper() if self.upper else code.lower()
        return code if self.pattern.fullmatch(code) else None


FACETS: tuple[Facet, ...] = (
    Facet("kind", _("Kind"), re.compile("|".join(StoryKind.values))),
    Facet("standing", _("Standing"), re.compile("|".join(Standing.values))),
    Facet("industry", _("Industry"), re.compile(r"G[0-9]{2}|[A-T]([0-9]{2,4})?"), upper=True, parent=industry_parent),
    Facet("technique", _("Technique"), re.compile(r"T[0-9]{2}(\.[0-9]{2})?"), upper=True, parent=technique_parent),
    Facet("region", _("Region"), re.compile(r"[0-9]{6}"), parent=region_parent),
    Facet("programme", _("Programme"), re.compile(r"[a-z][a-z0-9-]{0,40}")),
    Facet("level", _("Level"), re.compile(r"municipal|provincial|national")),
    Facet("year", _("Year"), re.compile(r"(19|20)[0-9]{2}"), newest_first=True),
    Facet("goal", _("Goal"), re.compile(r"(19|20)[0-9]{2}-[1-9]")),
    Facet("evidence", _("Evidence"), re.compile(r"[a-z]+(_[a-z]+)*")),
    Facet("scope", _("Scope of the figures"), re.compile(r"[a-z]+")),
    Facet("size", _("Enterprise size"), re.compile("|".join(EnterpriseSize.values))),
)

FACETS_BY_NAME: dict[str, Facet] = {facet.name: facet for facet in FACETS}
