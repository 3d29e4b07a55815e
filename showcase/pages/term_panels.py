"""The head of a term's page: its names in both languages, definition, aliases."""

from __future__ import annotations

from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.pages.cited_lines import cited_lines
from portal.text.formulas import with_small_digits
from showcase.panels import TermKind, TermPanel
from showcase.vocabulary.chips import industry_group_of
from showcase.vocabulary.choices import IndustryLevel
from showcase.vocabulary.models import CodedTerm, Industry, Region, Technique


def technique_panel(term: Technique) -> TermPanel:
    """Return the head of a technique's page, with its definition in the reader's language if there is one."""
    kind_label = _("Technique") if term.parent_id else _("Technique group")
    definition = term.definition_en if get_language() == "en" else term.definition_zh
    return _panel(term, "technique", kind_label, term.code.partition(".")[0], definition)


def industry_panel(term: Industry) -> TermPanel:
    """Return the head of an industry's page; a section has no icon, because it is outside the groups."""
    group = "" if term.level == IndustryLevel.SECTION else industry_group_of(term.code)
    panel = _panel(term, "industry", capfirst(str(IndustryLevel(term.level).label)), group)
    return replace(panel, profile=cited_lines(term.profile_en if get_language() == "en" else term.profile_zh))


def region_panel(term: Region) -> TermPanel:
    """Return the head of a region's page."""
    return _panel(term, "region", _("Place"))


def _panel(term: CodedTerm, kind: TermKind, kind_label: str, group: str = "", definition: str = "") -> TermPanel:
    """Return the term with its name in the other language, and all aliases of both."""
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
        aliases=tuple(dict.fromkeys(with_small_digits(name) for name in (*term.aliases_zh, *term.aliases_en))),
    )
