"""The cases of an import as the editor sees and decides them, and the report on what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from showcase.effects.display import format_quantity
from showcase.enterprises.models import Enterprise
from showcase.lists.importing.choosing import (
    GROUPS,
    Option,
    chosen_words,
    decide,
    decide_rows_of,
    options_of,
    posted_rows,
    units_of,
)
from showcase.lists.importing.deciding import Decision
from showcase.lists.importing.matching import Match
from showcase.lists.importing.models import MATCH_LABELS
from showcase.stories.blocks import SECTIONS
from showcase.stories.many.figures import Figure
from showcase.stories.many.flow import known_terms
from showcase.stories.many.models import CaseImport, CaseImportRow, CaseImportState
from showcase.stories.many.reading.lines import Fault
from showcase.stories.many.terms import Terms
from showcase.stories.many.understanding import understand
from showcase.stories.many.wording import LABELS, fault_text
from showcase.vocabulary.tagging.stored import TAGGED
from showcase.vocabulary.tagging.terms import Tag


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure: the words of the source, and what was read of them; empty where nothing was."""

    words: str
    read: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case of the preview. `terms`: (vocabulary, terms found); `draft`: the address of its editor, once made."""

    pk: int
    place: str
    title: str
    summary: str
    enterprise: str
    match: str
    is_sure: bool
    is_open: bool
    terms: tuple[tuple[str, str], ...]
    sections: str
    sources: int
    figures: tuple[FigureLine, ...]
    problems: tuple[str, ...]
    options: tuple[Option, ...]
    chosen: str
    outcome: str
    draft: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: in words, and the draft that was made of it, if it is there."""

    words: str
    draft: str = ""


def rows_of(found: CaseImport, group: str) -> QuerySet[CaseImportRow]:
    """Return the rows of a group (a key of GROUPS; anything else means all)."""
    _label, condition = GROUPS.get(group, GROUPS["all"])
    return found.rows.filter(condition).select_related("draft", "case_import")


def case_lines(rows: Iterable[CaseImportRow]) -> tuple[CaseLine, ...]:
    """Return the lines of these rows; the same number of queries for however many."""
    rows = list(rows)
    units, terms = units_of(rows), known_terms()
    return tuple(_line(row, units, terms) for row in rows)


def _line(row: CaseImportRow, units: Mapping[int, Enterprise], terms: Terms) -> CaseLine:
    language = get_language() or ""
    understood = understand(row.case, terms, language)
    labels = dict(SECTIONS)
    outcome = outcome_of(row)
    return CaseLine(
        pk=row.pk,
        place=_("row %(number)s") % {"number": row.row},
        title=row.title,
        summary=understood.draft.summary,
        enterprise=" ".join(filter(None, (row.name, row.credit_code))),
        match=str(MATCH_LABELS[Match(row.match)]),
        is_sure=row.is_sure,
        is_open=row.decision == Decision.OPEN,
        terms=tuple(_named(vocabulary, tags, language) for vocabulary, tags in understood.terms.items() if tags),
        sections=", ".join(str(labels[name]) for name in understood.sections),
        sources=len(understood.draft.sources),
        figures=tuple(_figure(one, language) for one in understood.figures),
        problems=tuple(problems_of(row)),
        options=options_of(row, units, LABELS),
        chosen=chosen_words(row, units, LABELS),
        outcome=outcome.words,
        draft=outcome.draft,
    )


def _named(vocabulary: str, tags: Iterable[Tag], language: str) -> tuple[str, str]:
    words = "; ".join(f"{tag.code} {tag.label_in(language)}" for tag in tags)
    return str(TAGGED[vocabulary]._meta.verbose_name), words


def _figure(figure: Figure, language: str) -> FigureLine:
    effect = figure.effect
    if effect is None:
        return FigureLine(figure.words, "")
    value = format_quantity(effect.low, effect.high, effect.unit, figure.fields.get("per", "none"), language)
    label = str(effect.quantity.label) if effect.quantity else ""
    return FigureLine(figure.words, " · ".join(filter(None, (label, value, figure.fields.get("period", "")))))


def problems_of(row: CaseImportRow) -> Iterator[str]:
    """Yield the problems of a row in words."""
    return (fault_text(_fault(problem)) for problem in row.problems)


def file_problems(found: CaseImport) -> list[str]:
    """Return the problems that belong to no row, in words."""
    return [fault_text(_fault(fault)) for fault in found.faults]


def _fault(stored: Mapping[str, Any]) -> Fault:
    return Fault(**{**stored, "hints": tuple(stored["hints"])})


def outcome_of(row: CaseImportRow) -> Outcome:
    """Return what became of a row; fetch `draft` and `case_import` before, else each costs a query."""
    if row.case_import.state == CaseImportState.TAKEN_BACK:
        return Outcome(pgettext("state of an import", "taken back") if row.made_at else _("left out"))
    if row.draft_id:
        return Outcome(_("draft made"), reverse("wagtailadmin_pages:edit", args=[row.draft_id]))
    if row.made_at:
        return Outcome(_("draft made, and deleted since"))
    if row.decision != Decision.SKIP:
        return Outcome(_("not made yet") if row.decision != Decision.OPEN else _("not decided"))
    was_made = any(problem["code"] == "made_before" for problem in row.problems)
    return Outcome(_("left out: a draft was made before") if was_made else _("left out by decision"))


def decide_cases(found: CaseImport, posted: Mapping[str, str]) -> int:
    """Apply the posted decisions to the rows that were shown and have no draft; return how many rows changed."""
    changed = []
    for row in found.rows.filter(pk__in=posted_rows(posted), made_at=None):
        before = (row.decision, row.enterprise_id)
        decide(row, posted, Enterprise.objects.all())
        if before != (row.decision, row.enterprise_id):
            changed.append(row)
    CaseImportRow.objects.bulk_update(changed, ["decision", "enterprise"])
    return len(changed)


def decide_group(found: CaseImport, group: str, decision: str) -> int:
    """Apply one decision to all undecided rows of a group; return their number. `link` takes single candidates."""
    rows = found.rows.filter(made_at=None)
    return decide_rows_of(rows if decision == Decision.SKIP else rows.exclude(title=""), group, decision)
