"""The head of a term's page: its names in both languages, what it is, what else it is called."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from showcase.panels import TermPanel
from showcase.vocabulary.chips import industry_group_of
from showcase.vocabulary.models import CodedTerm, Industry, IndustryLevel, Region, Technique


def technique_panel(term: Technique) -> TermPanel:
    """Head of a technique's page, with its definition in the reader's language where there is one."""
    kind_label = _("Technique") if term.parent_id else _("Technique group")
    definition = term.definition_en if get_language() == "en" else term.definition_zh
    group = term.code.partition(".")[0]
    return TermPanel("technique", term.code, term.label, kind_label, group, definition=definition, **_names(term))


def industry_panel(term: Industry) -> TermPanel:
    """Head of an industry's page; a section letter wears no icon, it stands outside the groups."""
    kind_label = str(IndustryLevel(term.level).label)
    group = "" if term.level == IndustryLevel.SECTION else industry_group_of(term.code)
    return TermPanel("industry", term.code, term.label, kind_label[:1].upper() + kind_label[1:], group, **_names(term))


def region_panel(term: Region) -> TermPanel:
    """Head of a region's page."""
    return TermPanel("region", term.code, term.label, _("Place"), **_names(term))


def _names(term: CodedTerm) -> dict[str, object]:
    """The name in the other language, and every alias of both."""
    english = term.label_language == "en"
    other = term.zh if english else term.en
    return {
        "language": term.label_language,
        "other_name": other if other != term.label else "",
        "other_language": "zh-hans" if english else "en",
        "aliases": (*term.aliases_zh, *term.aliases_en),
    }
