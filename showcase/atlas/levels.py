"""What plants of an industry publish per unit of product: the only benchmarks that the content holds."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language

from showcase.atlas.figure_story import FigureLine, figure_line
from showcase.choices import Evidence
from showcase.effects.choices import Direction, Quantity
from showcase.effects.models import Effect
from showcase.effects.rows import told_in
from showcase.stories.coded import CodedStory, of_kinds
from showcase.stories.models import StoryPage
from showcase.stories.queries import enterprise_lookup
from showcase.stories.reading import readings

SHOWN = 8
_QUANTITIES = (Quantity.ENERGY_INTENSITY, Quantity.WATER_INTENSITY)


def levels_of(stories: Sequence[CodedStory]) -> tuple[FigureLine, ...]:
    """Return the attained levels of energy and water per unit of product that these cases publish.

    Four queries at most, one where there is no such figure.
    """
    cases, language = [story.page_id for story in of_kinds(stories, "case")], get_language() or "zh-hans"
    rows = Effect.objects.filter(page__in=cases, quantity__in=_QUANTITIES, direction=Direction.LEVEL, aside=False)
    rows = rows.exclude(evidence=Evidence.DESIGN_OR_EXPECTED).order_by("quantity", "pk")
    effects = told_in(language, rows)[:SHOWN]
    if not effects:
        return ()
    sources = StoryPage.objects.filter(pk__in={effect.page_id for effect in effects}).defer("body")
    found = {one.source.pk: one for one in readings(sources.prefetch_related(enterprise_lookup()), language)}
    return tuple(figure_line(effect, found[effect.page_id]) for effect in effects)
