"""Whose figures the cards of technologies and practices show."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from showcase.cards import StoryCard
from showcase.models import StoryPage
from showcase.stories.card_builder import story_cards
from tests.factories import make_case, make_effect, make_enterprise, make_technology

pytestmark = pytest.mark.django_db


def card_of(page: StoryPage) -> StoryCard:
    with override("zh-hans"):
        return story_cards(StoryPage.objects.filter(pk=page.pk))[0]


def test_a_figure_of_a_technology_names_its_plant_and_leads_to_the_case() -> None:
    plant = make_enterprise(name_zh="示例绿染有限公司")
    case = make_case(enterprises=[plant], effects=[make_effect()])
    technology = make_technology(effects=[make_effect(of_what_zh="示例绿染：定形机余热")])

    figure = card_of(technology).effects[0]

    assert (figure.subject, figure.url) == ("示例绿染", case.get_url())


def test_a_figure_leads_nowhere_while_its_case_is_private() -> None:
    plant = make_enterprise(name_zh="示例绿染有限公司")
    make_case(enterprises=[plant], effects=[make_effect()], live=False)
    technology = make_technology(effects=[make_effect(of_what_zh="示例绿染：定形机余热")])

    figure = card_of(technology).effects[0]

    assert (figure.subject, figure.url) == ("示例绿染", "")


def test_figures_of_two_plants_are_no_pair() -> None:
    technology = make_technology(
        effects=[make_effect(of_what_zh="示例甲厂：余热"), make_effect(of_what_zh="示例乙厂：余热", low=7, high=7)]
    )

    assert [figure.subject for figure in card_of(technology).effects] == ["示例甲厂"]


def test_an_investment_is_never_the_key_figure_of_a_card() -> None:
    spent = make_effect(quantity="investment", unit="CNY", per="none", direction="invested")
    case = make_case(effects=[spent, make_effect()])
    only_spent = make_case(effects=[make_effect(quantity="investment", unit="CNY", per="none", direction="invested")])

    figure = card_of(case).key_figure

    assert figure is not None
    assert figure.unit == "吨标准煤/年"
    assert card_of(only_spent).key_figure is None
