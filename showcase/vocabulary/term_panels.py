"""The head of a term's page: its names in both languages, what it is, what else it is called."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.cited_lines import cited_lines
from showcase.panels import TermPanel
from showcase.vocabulary.chips import industry_group_of
from showcase.vocabulary.models import CodedTerm, Industry, IndustryLevel, Region, Technique

TermKind = Literal["technique", "industry", "region"]


def technique_panel(term: Technique) -> TermPanel:
    """Head of a technique's page, with its definition in the reader's language where there is one."""
    kind_label = _("Technique") if term.parent_id else _("Technique group")
    definition = term.definition_en if get_language() == "en" else term.definition_zh
    return _panel(term, "technique", kind_label, term.code.partition(".")[0], definition)


def industry_panel(term: Industry) -> TermPanel:
    """Head of an industry's page; a section letter wears no icon, it stands outside the groups."""
    group = "" if term.level == IndustryLevel.SECTION else industry_group_of(term.code)
    panel = _panel(term, "industry", capfirst(str(IndustryLevel(term.level).label)), group)
    return replace(panel, profile=cited_lines(term.profile_en if get_language() == "en" else term.profile_zh))


def region_panel(term: Region) -> TermPanel:
    """Head of a region's page."""
    return _panel(term, "region", _("Place"))


def _panel(term: CodedTerm, kind: TermKind, kind_label: str, group: str = "", definition: str = "") -> TermPanel:
    """The term with its name in the other language, and every alias of both."""
    english = term.label_language == "en"
    other = term.zh if english else term.en
    return TermPanel(
        kind=kind,
        code=term.code,
        label=term.label,
        kind_label=kind_label,
        group=group,
        language=term.label_language,
        other_name=other if other != term.label else "",
        other_language="zh-hans" if english else "en",
        definition=definition,
        aliases=(*term.aliases_zh, *term.aliases_en),
    )
