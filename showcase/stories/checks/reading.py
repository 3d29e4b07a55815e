"""Reads a story page, saved or not, as the rules on figures want it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags

from showcase.choices import StoryKind
from showcase.effects.models import Effect
from showcase.effects.plausibility.figures import Figure, StoryFigures
from showcase.enterprises.merges import MergedEnterprise
from showcase.vocabulary.models import Region, Technique

_SAID_ELSEWHERE = ("caveat", "standing_note", "product", "yearly_output", "operating_hours", "energy_price")


def story_figures(page: Any) -> StoryFigures:
    """Return the figures of the source page `page` with what stands around them.

    The number of queries depends neither on the number of figures nor on that of terms and enterprises.
    """
    techniques = [item.tag_id for item in page.technique_items.all()]
    regions = [item.region_id for item in page.region_items.all()]
    return StoryFigures(
        figures=tuple(figure_of(effect) for effect in page.effects.all()),
        today=timezone.localdate(),
        techniques=frozenset(Technique.objects.filter(pk__in=techniques).values_list("code", flat=True)),
        regions=frozenset(Region.objects.filter(pk__in=regions).values_list("code", flat=True)),
        title=page.title,
        summary=page.summary,
        body="\n".join(body_texts(page)),
        known_words=tuple(text for name in _SAID_ELSEWHERE if (text := getattr(page, name, ""))),
        older=tuple(figure_of(effect) for effect in _older(page)),
        is_case=page.kind == StoryKind.CASE,
    )


def figure_of(effect: Effect) -> Figure:
    """Return an effect without its model."""
    return Figure(
        key=str(effect.uid),
        quantity=effect.quantity,
        low=effect.low,
        high=effect.high,
        unit=effect.unit,
        per=effect.per,
        direction=effect.direction,
        scope=effect.scope,
        evidence=effect.evidence,
        period=effect.period,
        before=effect.before,
        after=effect.after,
        basis=effect.basis,
        of_what=effect.of_what_zh,
        printed=effect.printed,
        aside=effect.aside,
    )


def body_texts(page: Any) -> Iterator[str]:
    """Yield the plain texts of the body, whatever its blocks are."""
    for text in page.body.stream_block.get_searchable_content(page.body):
        yield strip_tags(str(text))


def _older(page: Any) -> Iterable[Effect]:
    """Return the effects of other live stories of the same enterprises; none without an enterprise."""
    keys = {item.enterprise_id for item in page.enterprise_items.all()}
    if not keys:
        return ()
    joined = Q(enterprise__in=keys) | Q(into__in=keys) | Q(into__merged_here__enterprise__in=keys)
    for pair in MergedEnterprise.objects.filter(joined).values_list("enterprise_id", "into_id"):
        keys.update(pair)
    same = Effect.objects.filter(page__live=True, page__enterprise_items__enterprise_id__in=keys)
    return same.exclude(page_id=page.pk).order_by("page_id", "sort_order").distinct()
