"""What the pages of stories and enterprises show of replications: view-models, and the functions that fill them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.charts.marks import Drawing
from portal.charts.ranges import range_strip
from showcase.cards import Chip
from showcase.choices import Evidence
from showcase.effects.choices import Per, Quantity
from showcase.effects.display import format_quantity
from showcase.effects.rows import COMPARED_IN, four_digits
from showcase.enterprises.models import Enterprise
from showcase.panels import EffectRow
from showcase.replications.figures import Common
from showcase.replications.models import Replication, ReplicationFigure
from showcase.replications.reasons import DEFINITIONS, Outcome
from showcase.replications.uses import count_led
from showcase.stories.models import StoryPage
from showcase.stories.queries import StoryQuerySet
from showcase.stories.reading import readings
from showcase.vocabulary.chips import industry_chip

FEWEST = 3
"""Figures from which on a spread is drawn; fewer are a list."""

_COMPARED_IN = {**COMPARED_IN, "kWh/a": ("kWh", Per.YEAR)}


@dataclass(frozen=True, slots=True)
class ShownReason:
    """A reason with its definition."""

    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class ShownReplication:
    """One report. `plant`: empty for a plant that is not named; `url`: of its page in the register, empty for none.

    `text` and `changed` are empty where they are Chinese and the page is not (`is_only_chinese`). `effects`: its
    figures as rows of the effect table.
    """

    key: int
    plant: str
    url: str
    year: str
    industries: tuple[Chip, ...]
    text: str
    changed: str
    is_only_chinese: bool
    effects: tuple[EffectRow, ...]
    reasons: tuple[ShownReason, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The spread of the figures of one quantity; `said`: the same in words."""

    label: str
    said: str
    drawing: Drawing
    is_example: bool


@dataclass(frozen=True, slots=True)
class Uses:
    """What other plants report of a story; successes and what was not adopted are never mixed."""

    replicated: tuple[ShownReplication, ...] = ()
    strips: tuple[Strip, ...] = ()
    not_adopted: tuple[ShownReplication, ...] = ()

    @property
    def count(self) -> int:
        """How many plants did it too, invented ones left out."""
        return sum(not one.is_example for one in self.replicated)


def uses_of(source: StoryPage) -> Uses:
    """Return what other plants report of a story; at most three queries, one where nobody does."""
    rows = list(source.replications.standing().with_details()) if source.pk else []
    adopted = [row for row in rows if row.outcome == Outcome.ADOPTED]
    others = [row for row in rows if row.outcome == Outcome.NOT_ADOPTED]
    return Uses(tuple(map(shown, adopted)), _strips(adopted), tuple(map(shown, others)))


def shown(row: Replication) -> ShownReplication:
    """Return a report in the reader's language."""
    english = get_language() == "en"
    head = _public_head(row.enterprise)
    # A plant whose record is not public is named no longer.
    hidden = row.enterprise is not None and head is None
    return ShownReplication(
        key=row.pk,
        plant="" if hidden else head.label if head else (row.plant_en if english else row.plant_zh),
        url=head.get_absolute_url() if head else "",
        year=str(row.year or ""),
        industries=(industry_chip(row.industry),) if row.industry else (),
        text=row.text_en if english else row.text_zh,
        changed=row.changed_en if english else row.changed_zh,
        is_only_chinese=english and bool((row.text_zh and not row.text_en) or (row.changed_zh and not row.changed_en)),
        effects=tuple(_figure_row(figure) for figure in row.figures.all()),
        reasons=tuple(ShownReason(str(one.label), str(DEFINITIONS[one])) for one in row.reasons_given),
        is_example=row.is_example,
    )


def _public_head(enterprise: Enterprise | None) -> Enterprise | None:
    """Return the public record that stands for an enterprise; None where there is none."""
    head = enterprise.head if enterprise else None
    if head is None or not head.live or (head.expire_at is not None and head.expire_at <= timezone.now()):
        return None
    return head


def _figure_row(figure: ReplicationFigure) -> EffectRow:
    english = get_language() == "en"
    shared = figure.common
    return EffectRow(
        key=f"r{figure.pk}",
        label=figure.get_quantity_display(),
        value=figure.reported.in_words(get_language() or "zh-hans"),
        unit="",
        evidence=Evidence(figure.evidence),
        evidence_label=figure.get_evidence_display(),
        scope_label="",
        period="",
        source_numbers=(),
        # What was typed may be Chinese, and is shown in Chinese alone.
        printed="" if english else figure.printed,
        printed_language="zh-hans",
        converted=_converted(figure, shared) if shared else "",
    )


def _converted(figure: ReplicationFigure, shared: Common) -> str:
    unit, _per = _COMPARED_IN[shared.unit]
    if unit in (figure.unit, "CNY", "a", "kWh"):
        return ""
    return _("about %(figure)s") % {"figure": _in_words(shared.low, shared.high, shared.unit)}


def _in_words(low: float, high: float, unit: str) -> str:
    symbol, per = _COMPARED_IN[unit]
    first, last = (Decimal(four_digits(number)) for number in (low, high))
    return format_quantity(first, last, symbol, per, get_language() or "zh-hans")


def _strips(rows: Iterable[Replication]) -> tuple[Strip, ...]:
    """Return a strip for each quantity with three comparable figures or more; invented ones apart from real ones."""
    groups: dict[tuple[str, str, bool], list[Common]] = defaultdict(list)
    for row in rows:
        kept: dict[tuple[str, str, bool], Common] = {}
        for figure in row.figures.all():
            if (shared := figure.common) is not None and figure.evidence != Evidence.DESIGN_OR_EXPECTED:
                # A plant counts once in a spread, whatever it reports of one quantity.
                kept.setdefault((figure.quantity, shared.unit, row.is_example), shared)
        for key, one in kept.items():
            groups[key].append(one)
    return tuple(_strip(*key, figures) for key, figures in groups.items() if len(figures) >= FEWEST)


def _strip(quantity: str, unit: str, is_example: bool, figures: list[Common]) -> Strip:
    label = str(Quantity(quantity).label)
    smallest, largest = min(one.low for one in figures), max(one.high for one in figures)
    said = _("%(label)s: %(n)s plants, from %(smallest)s to %(largest)s") % {
        "label": label,
        "n": len(figures),
        "smallest": _in_words(smallest, smallest, unit),
        "largest": _in_words(largest, largest, unit),
    }
    drawing = range_strip([(one.low, one.high) for one in figures], _in_words(largest, largest, unit))
    return Strip(label, said, drawing, is_example)


@dataclass(frozen=True, slots=True)
class Followed:
    """A story that the enterprise did too. `language`: of the title, empty = the page's own."""

    title: str
    url: str
    language: str
    year: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class Replicating:
    """`led`: how often other plants did what the enterprise showed first 示范带动; `followed`: what it did itself."""

    led: int = 0
    followed: tuple[Followed, ...] = ()


def replicating(enterprise: Enterprise, stories: StoryQuerySet) -> Replicating:
    """Return it for an enterprise and its public stories; four queries at most."""
    if not enterprise.pk:
        return Replicating()
    keys = enterprise.record_keys
    led = count_led(list(stories.values_list("pk", flat=True)), keys)
    return Replicating(led, _followed(keys))


def _followed(keys: list[int]) -> tuple[Followed, ...]:
    rows = list(Replication.objects.published().filter(enterprise__in=keys, outcome=Outcome.ADOPTED))
    if not rows:
        return ()
    language = get_language() or "zh-hans"
    sources = StoryPage.objects.filter(pk__in=[row.story_id for row in rows])
    found = {reading.source.pk: reading for reading in readings(sources, language)}
    return tuple(
        Followed(
            title=found[row.story_id].text.title,
            url=f"{found[row.story_id].text.get_url() or ''}#report-{row.pk}",
            language=found[row.story_id].language if found[row.story_id].is_fallback else "",
            year=str(row.year or ""),
            is_example=row.is_example,
        )
        for row in rows
    )
