"""What the codes of facets are called in the reader's language, and what stands above what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal import content_version
from search.facets import Facet
from search.scale.models import ScaleKind
from showcase.effects.models import Evidence, Scope
from showcase.enterprises.models import EnterpriseSize
from showcase.models import Goal, Industry, Level, Programme, Region, Technique
from showcase.stories.models import Standing, StoryKind
from showcase.vocabulary.trees import industry_group_overrides, region_parents

TERM_MODELS: dict[str, Any] = {
    "industry": Industry,
    "technique": Technique,
    "region": Region,
    "programme": Programme,
    "level": Level,
    "goal": Goal,
}
VALUES: dict[str, tuple[type[TextChoices], ...]] = {
    "kind": (StoryKind, ScaleKind),
    "standing": (Standing,),
    "evidence": (Evidence,),
    "scope": (Scope,),
    "size": (EnterpriseSize,),
}


@dataclass(frozen=True)
class Label:
    """A name and the language it is in."""

    text: str
    language: str = ""


def term_names(facet: str) -> Mapping[str, tuple[str, str]]:
    """Code → Chinese and English name of every term of a facet, kept until the content changes."""
    rows = TERM_MODELS[facet].objects.values_list("code", "zh", "en")
    return content_version.kept_in_process(
        f"search.names.{facet}", content_version.current(), lambda: {code: (zh, en) for code, zh, en in rows}
    )


def labels(facet: str, codes: Iterable[str]) -> dict[str, Label]:
    """Code → label for those of the codes that exist; no query while the content stays."""
    wanted = set(codes)
    if not wanted:
        return {}
    if facet in TERM_MODELS:
        names, english = term_names(facet), get_language() == "en"
        return {code: _label(facet, code, *names[code], english=english) for code in wanted & names.keys()}
    if facet in VALUES:
        choices = [choice for named in VALUES[facet] for choice in named.choices]
        return {str(value): Label(str(text)) for value, text in choices if value in wanted}
    return {code: Label(code) for code in wanted}


def _label(facet: str, code: str, zh: str, en: str, *, english: bool) -> Label:
    """The English name where the reader wants it and there is one."""
    if english and en:
        return Label(_shown(facet, code, en), "en")
    return Label(_shown(facet, code, zh), "zh-hans")


def _shown(facet: str, code: str, name: str) -> str:
    """Divisions and classes are known by their codes too, goals by the year of their standard; the rest are not."""
    if facet == "goal":
        return f"{name} ({code[:4]})"
    is_division = facet == "industry" and len(code) >= 3 and not (code[0] == "G" and len(code) == 3)
    return f"{name} {code}" if is_division else name


def parent_of(facet: Facet) -> Callable[[str], str | None]:
    """The code that stands above one in the filter column: the industry group above the division, too."""
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
    """The facet's own name in the reader's language."""
    return _(facet.label)


def _facet_labels() -> tuple[str, ...]:
    """Named once for makemessages, which reads literals only."""
    return (
        _("Kind"),
        _("Standing"),
        _("Industry"),
        _("Technique"),
        _("Region"),
        _("Programme"),
        _("Level"),
        _("Year"),
        _("Goal"),
        _("Evidence"),
        _("Scope of the figures"),
        _("Enterprise size"),
    )
