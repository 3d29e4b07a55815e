"""The published answer states its values itself; they are those of the enumerations behind it."""

from collections.abc import Collection
from typing import Any, get_args, get_type_hints

import pytest
from django.conf import settings

from search.core.query import SORTS
from search.core.results import Tier
from search.finders.models import FinderOrder
from search.outputs.answer import AmountAnswer, EffectAnswer, HitAnswer, SearchAnswer
from showcase.choices import Evidence, Standing, StoryKind
from showcase.effects.units import ComparableUnit


@pytest.mark.parametrize(
    ("answer", "field", "values"),
    [
        (HitAnswer, "kind", StoryKind.values),
        (HitAnswer, "standing", Standing.values),
        (HitAnswer, "locale", [code for code, _name in settings.LANGUAGES]),
        (EffectAnswer, "evidence", Evidence.values),
        (AmountAnswer, "unit", get_args(ComparableUnit)),
        (SearchAnswer, "tier", [tier.value for tier in Tier]),
        (SearchAnswer, "sort", SORTS),
    ],
)
def test_a_field_of_the_answer_allows_what_the_enumeration_holds(
    answer: type[Any], field: str, values: Collection[str]
) -> None:
    assert get_args(get_type_hints(answer)[field]) == tuple(values)


def test_a_finder_offers_the_orders_of_the_search() -> None:
    assert FinderOrder.values == list(SORTS)
