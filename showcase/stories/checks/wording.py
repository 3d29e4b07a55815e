"""Findings in words: what is wrong, with the numbers compared, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.templatetags.portal_tags import shown_date
from showcase.effects.plausibility.bounds import bounds
from showcase.effects.plausibility.figures import Finding
from showcase.effects.units import known_units
from showcase.stories.tagging.answers import NOTES
from showcase.vocabulary.tagging.pairs import Relation
from showcase.vocabulary.tagging.stored import known

# Rule → sentence. %(figure)s, %(other)s, %(third)s: the figures of the finding; the rest: its values.
MESSAGES: Mapping[str, Any] = {
    "unit_does_not_fit": gettext_lazy("%(figure)s: this quantity is not measured in %(unit)s. Choose another one."),
    "negative": gettext_lazy("%(figure)s: the number is negative. Give the amount, and choose the direction."),
    "over_a_hundred": gettext_lazy("%(figure)s: %(percent)s %% of something cannot be saved or reused."),
    "hours_of_a_year": gettext_lazy("%(figure)s: %(hours)s hours a year; a year has at most %(most)s."),
    "too_large": gettext_lazy("%(figure)s: %(value)s %(unit)s is more than is plausible for one story (%(most)s)."),
    "future": gettext_lazy("%(figure)s: the period %(period)s is in the future."),
    "before_after_swapped": gettext_lazy(
        "%(figure)s: before %(before)s, after %(after)s contradicts the direction. Swap them, or change the direction."
    ),
    "before_after_differs": gettext_lazy(
        "%(figure)s: before %(before)s and after %(after)s do not give the number %(value)s."
    ),
    "payback_differs": gettext_lazy(
        "%(figure)s: the payback is %(payback)s years, but %(investment)s ÷ %(saving)s CNY a year gives %(computed)s "
        "years (%(other)s; %(third)s)."
    ),
    "price_implausible": gettext_lazy("%(figure)s and %(other)s: that is %(ratio)s %(unit)s, which is no price."),
    "never_pays_back": gettext_lazy(
        "%(figure)s: the saving (%(other)s) is worth at most CNY %(worth)s a year, so the investment would take "
        "%(years)s years to pay back."
    ),
    "coal_and_electricity": gettext_lazy(
        "%(figure)s and %(other)s: that is %(ratio)s kgce per kWh. The usual factors are 0.1229 (physical) and about "
        "0.3 (primary energy)."
    ),
    "basis_missing": gettext_lazy(
        "%(figure)s: %(ratio)s kgce per kWh fits one of the two ways to count electricity as coal. Choose it in “coal "
        "equivalent”."
    ),
    "carbon_and_coal": gettext_lazy(
        "%(figure)s and %(other)s: that is %(ratio)s t of CO₂ per tce, which no fuel gives."
    ),
    "carbon_and_electricity": gettext_lazy(
        "%(figure)s and %(other)s: that is %(ratio)s kg of CO₂ per kWh, more than the grid emits."
    ),
    "steam_and_coal": gettext_lazy(
        "%(figure)s and %(other)s: that is %(ratio)s tce per tonne of steam, which cannot be."
    ),
    "full_load_hours": gettext_lazy(
        "%(figure)s: %(kwh)s kWh from %(kw)s kW are %(hours)s full-load hours; %(most)s are possible."
    ),
    "heated_area": gettext_lazy(
        "%(figure)s: at %(watts)s W per m² this area needs %(megawatts)s MW of heat, more than one plant gives."
    ),
    "dye_bath": gettext_lazy(
        "%(figure)s and %(other)s: %(steam)s t of steam warm %(water)s t of water by %(kelvin)s °C only, but dye "
        "baths are hot."
    ),
    "furnace_use": gettext_lazy(
        "%(figure)s and %(other)s: %(saved)s tce at %(percent)s %% mean %(use)s kgce for each of %(boxes)s weight "
        "cases; %(most)s is the mean of the industry."
    ),
    "indirect_pollutants": gettext_lazy(
        "%(figure)s: solar power avoids these pollutants at a power station, if at all, not at the plant."
    ),
    "same_twice": gettext_lazy("%(figure)s and %(other)s: the same figure twice. Delete one of the rows."),
    "contradicting": gettext_lazy(
        "%(figure)s and %(other)s: two numbers for the same thing. Move one to the table of other dates and scopes."
    ),
    "older_differs": gettext_lazy(
        "%(figure)s: another story of this enterprise says “%(printed)s” of the same thing (%(period)s)."
    ),
    "printed_differs": gettext_lazy(
        "%(figure)s: the number is %(number)s %(unit)s, which is not what the printed words say."
    ),
    "expected_as_attained": gettext_lazy(
        "%(figure)s: the printed words say that this is expected, so it is not measured or verified."
    ),
    "empty_section": gettext_lazy("The section “%(section)s” has nothing below it. Fill it, or delete its heading."),
    "no_alternative_text": gettext_lazy(
        "The picture “%(picture)s” has no alternative text in Chinese. Give it one under “Images”."
    ),
    "claim_without_source": gettext_lazy(
        "“%(claim)s” stands in a passage without a source. Cite who says so, or leave it out."
    ),
    "personal_data": gettext_lazy("Personal data in the text: %(found)s. Leave it out."),
    "enterprise_is_draft": gettext_lazy(
        "The enterprise “%(enterprise)s” is a draft: readers do not find it. Publish it together with the story."
    ),
    "lost_links": gettext_lazy("%(number)s of the links in the text lead to pages that do not exist."),
    "hidden_link": gettext_lazy(
        "The link “%(words)s” leads to a page that readers cannot see. Publish that page, or take the link out."
    ),
    "source_address_not_found": gettext_lazy(
        "The address %(address)s of source %(source)s has answered %(status)s (page not found) since %(day)s. Correct "
        "it, or leave it out."
    ),
    "source_address_no_answer": gettext_lazy(
        "The address %(address)s of source %(source)s has not answered properly since %(day)s. Correct it, or "
        "leave it out."
    ),
    "source_address_refused": gettext_lazy(
        "The address %(address)s of source %(source)s leads into a private network or to an unusual port, where "
        "readers cannot follow. Correct it, or leave it out."
    ),
    "text_address_not_found": gettext_lazy(
        "The address %(address)s, which the text links to, has answered %(status)s (page not found) since %(day)s. "
        "Correct the link, or take it out."
    ),
    "text_address_no_answer": gettext_lazy(
        "The address %(address)s, which the text links to, has not answered properly since %(day)s. Correct "
        "the link, or take it out."
    ),
    "text_address_refused": gettext_lazy(
        "The address %(address)s, which the text links to, leads into a private network or to an unusual port, where "
        "readers cannot follow. Correct the link, or take it out."
    ),
    "no_english": gettext_lazy("There is no English page yet."),
    "broader_term": NOTES[Relation.BROADER],
    "same_word": NOTES[Relation.SAME_WORD],
    "similar_terms": NOTES[Relation.ALIKE],
    "not_in_any_row": gettext_lazy("The text has figures that no row of “Effects” has: %(numbers)s."),
}


_OF_TERMS = frozenset({"broader_term", "same_word", "similar_terms"})


def sentence(finding: Finding, labels: Mapping[str, str]) -> str:
    """Return a finding in the editor's language; `labels`: key of a figure → its name and printed words.

    It also names sources: `source 7`, by their key, → the number that is shown.
    """
    named = [_("“%(figure)s”") % {"figure": labels.get(key, key)} for key in finding.keys]
    figures = dict(zip(("figure", "other", "third"), named, strict=False))
    told = {name: _shown(name, value, labels) for name, value in finding.values}
    if finding.rule in _OF_TERMS:
        told |= {name: _term(told[name]) for name in ("first", "second")}
    return str(MESSAGES[finding.rule]) % {**told, **figures}


def _shown(name: str, value: str, labels: Mapping[str, str]) -> str:
    """Return a value of a finding as its sentence says it."""
    if name == "unit":
        return _unit(value)
    if name == "day":
        return shown_date(value)
    return labels.get(f"source {value}", value) if name == "source" else value


def _term(key: str) -> str:
    """Return code and name of a term; its key where it is there no more."""
    tag = known().tags.by_key.get(key)
    return f"{tag.code} {tag.label_in(get_language() or '')}" if tag else key


def _unit(symbol: str) -> str:
    """Return the words for a unit; money and unknown ones as they are."""
    known = known_units().get(symbol)
    return (known.name(get_language() or "zh-hans") if known else "") or symbol


def source(finding: Finding) -> str:
    """Return what the finding's bound rests on, in the editor's language; empty for plain arithmetic."""
    if not finding.bound:
        return ""
    return _("Compared with: %(source)s") % {"source": bounds()[finding.bound].source(get_language() or "zh-hans")}
