"""The labels of facet values in the reader's language, and which value stands above which.

Each facet of `search.core.facets` is in one of three tables: its codes are terms (TERM_MODELS), values of an
enumeration (VALUES), or their own labels (OWN_LABELS).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.caching import content_version
from search.core.facets import Facet
from showcase.choices import Evidence, Standing, StoryKind
from showcase.effects.choices import Scope
from showcase.enterprises.choices import EnterpriseSize
from showcase.models import Goal, Industry, Level, Programme, Region, Technique
from showcase.vocabulary.trees import industry_group_overrides, region_parents

TERM_MODELS: dict[str, Any] = {
    "industry": Industry,
    "technique": Technique,
    "region": Region,
    "programme": Programme,
    "level": Level,
    "goal": Goal,
}
VALUES: dict[str, type[TextChoices]] = {
    "kind": StoryKind,
    "standing": Standing,
    "evidence": Evidence,
    "scope": Scope,
    "size": EnterpriseSize,
}
OWN_LABELS = ("year",)


@dataclass(frozen=True)
class Label:
    """A name and the language it is in."""

    text: str
    language: str = ""


def term_names(facet: str) -> Mapping[str, tuple[str, str]]:
    """Return code → (Chinese, English name) of every term of a facet, cached until the content changes."""
    rows = TERM_MODELS[facet].objects.values_list("code", "zh", "en")
    return content_version.kept_in_process(
        f"search.names.{facet}", content_version.current(), lambda: {code: (zh, en) for code, zh, en in rows}
    )


def labels(facet: str, codes: Iterable[str]) -> dict[str, Label]:
    """Return code → label for those codes that exist; no query while the content stays the same.

    Raises KeyError for a facet that is in none of the tables.
    """
    wanted = set(codes)
    if not wanted:
        return {}
    if facet in TERM_MODELS:
        names, english = term_names(facet), get_language() == "en"
        return {code: _label(facet, code, *names[code], english=english) for code in wanted & names.keys()}
    if facet in OWN_LABELS:
        return {code: Label(code) for code in wanted}
    return {str(value): Label(str(capfirst(text))) for value, text in VALUES[facet].choices if value in wanted}


def _label(facet: str, code: str, zh: str, en: str, *, english: bool) -> Label:
    """Return the English name where the reader wants English and there is one."""
    if english and en:
        return Label(_shown(facet, code, en), "en")
    return Label(_shown(facet, code, zh), "zh-hans")


def _shown(facet: str, code: str, name: str) -> str:
    """Add the code to divisions and classes, and the year of the standard to goals."""
    if facet == "goal":
        return f"{name} ({code[:4]})"
    is_division = facet == "industry" and len(code) >= 3 and not (code[0] == "G" and len(code) == 3)
    return f"{name} {code}" if is_division else name


def parent_of(facet: Facet) -> Callable[[str], str | None]:
    """Return a function: code → the code above it in the filter column; above a division stands its industry group."""
    if facet.name == "industry":
        groups = industry_group_overrides()
        return lambda code: _industry_parent(code, groups)
    if facet.name == "region":
        parents = region_parents()
        return lambda code: parents.get(code) or None
    return facet.parent


def _industry_parent(code: str, groups: Mapping[str, str]) -> str | None:
    if code in groups.values():
        return None
    if code in groups:
        return groups[code]
    return code[:-1] if len(code) > 3 else groups.get(code[0])


def facet_label(facet: Facet) -> str:
    """Return the facet's own name in the reader's language."""
    return _(facet.label)
