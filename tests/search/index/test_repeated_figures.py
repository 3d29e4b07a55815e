"""A figure that a technology only repeats from a case counts once in sort and ranges: for the case."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from search.index.source import records
from search.models import Outbox
from showcase.models import CaseStudyPage, TechnologyPage
from tests.factories import make_case, make_effect, make_enterprise, make_technology
from tests.search.finding import titles

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def case(db: None) -> CaseStudyPage:
    return make_case("甲厂的案例", enterprises=[make_enterprise("示例绿染有限公司")], effects=[make_effect()])


@pytest.fixture
def technology(case: CaseStudyPage) -> TechnologyPage:
    return make_technology("余热技术", effects=[make_effect(of_what_zh="示例绿染：定形机余热")])


def test_the_case_alone_is_found_by_its_figure(case: CaseStudyPage, technology: TechnologyPage, client: Client) -> None:
    assert titles(client, energy="1000-5000") == ["甲厂的案例"]


def test_the_figure_stays_among_what_the_technology_is_found_by(
    technology: TechnologyPage,
) -> None:
    assert "示例绿染：定形机余热" in records([technology.story_id])[technology.story_id].names


def test_a_technology_is_found_by_a_figure_of_its_own(case: CaseStudyPage, client: Client) -> None:
    own = make_effect(of_what_zh="示例绿染：定形机余热", low=Decimal(1300), high=Decimal(1300))
    make_technology("余热技术", effects=[own])

    assert set(titles(client, energy="1000-5000")) == {"甲厂的案例", "余热技术"}


def test_the_figure_passes_to_the_technology_and_back_with_the_publication_of_the_case(
    case: CaseStudyPage, technology: TechnologyPage, client: Client
) -> None:
    case.unpublish()
    assert titles(client, energy="1000-5000") == ["余热技术"]

    case.save_revision().publish()
    assert titles(client, energy="1000-5000") == ["甲厂的案例"]


def test_the_figure_passes_to_the_technology_while_the_case_is_private(
    case: CaseStudyPage, technology: TechnologyPage, client: Client
) -> None:
    restriction = PageViewRestriction.objects.create(page=case, restriction_type=PageViewRestriction.LOGIN)
    assert titles(client, energy="1000-5000") == ["余热技术"]

    restriction.delete()
    assert titles(client, energy="1000-5000") == ["甲厂的案例"]


def test_the_figure_passes_to_the_technology_when_the_case_is_deleted(
    case: CaseStudyPage, technology: TechnologyPage, client: Client
) -> None:
    case.delete()

    assert titles(client, energy="1000-5000") == ["余热技术"]


def test_the_figure_follows_a_correction_of_the_case(
    case: CaseStudyPage, technology: TechnologyPage, client: Client
) -> None:
    case.effects.set([make_effect(low=Decimal(7000), high=Decimal(7000), printed="年节约标准煤7000吨")], clear=True)
    case.save_revision().publish()
    assert titles(client, energy="1000-5000") == ["余热技术"]

    case.effects.set([make_effect()], clear=True)
    case.save_revision().publish()
    assert titles(client, energy="1000-5000") == ["甲厂的案例"]


def test_a_change_of_the_enterprise_leaves_a_row_for_the_technology(
    case: CaseStudyPage, technology: TechnologyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.index.outbox.drain_briefly", lambda: None)

    case.enterprise_items.get().enterprise.save()

    assert technology.story_id in set(Outbox.objects.values_list("story_id", flat=True))


def test_a_case_whose_figure_nobody_repeats_leaves_no_further_row(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case(effects=[make_effect(low=Decimal(3), high=Decimal(3), printed="年节约标准煤3吨")])
    make_technology(effects=[make_effect(of_what_zh="示例绿染：定形机余热")])
    monkeypatch.setattr("search.index.outbox.drain_briefly", lambda: None)

    case.save()

    assert set(Outbox.objects.values_list("story_id", flat=True)) == {case.story_id}
