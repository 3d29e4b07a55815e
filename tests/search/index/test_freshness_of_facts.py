"""A changed effect, listing, enterprise or term is seen in the search at once."""

from decimal import Decimal

import pytest
from django.test import Client

from search.index import outbox_keys
from search.index.source import records
from search.models import Outbox
from showcase.models import StoryListing
from tests.factories import (
    industry,
    level,
    make_case,
    make_effect,
    make_enterprise,
    paragraph,
    programme,
    technique,
)
from tests.search.finding import found, titles

pytestmark = pytest.mark.usefixtures("index")


def test_a_changed_effect_moves_the_case_in_the_ranges(client: Client) -> None:
    case = make_case("染整节能")
    case.effects.set([make_effect(low=Decimal(7000), high=Decimal(7000), printed="年节约标准煤7000吨")], clear=True)
    case.save_revision().publish()

    assert titles(client, energy="1000-5000") == []
    assert titles(client, energy="5000-") == ["染整节能"]


def test_a_changed_listing_moves_the_case_in_the_counts(client: Client) -> None:
    case = make_case("染整节能", listings=[("green-factory", "provincial")])
    case.cited_listings.set([StoryListing(programme=programme("green-factory"), level=level("national"))], clear=True)
    case.save_revision().publish()

    assert {value["code"]: value["count"] for value in found(client)["facets"]["level"]} == {"national": 1}


def test_a_saved_enterprise_leaves_a_row_for_each_of_its_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    enterprise = make_enterprise("示例甲印染有限公司")
    stories = {make_case(enterprises=[enterprise]).story_id for _ in range(2)}
    make_case()
    monkeypatch.setattr("search.index.outbox.drain_briefly", lambda: None)

    enterprise.save()

    assert set(Outbox.objects.values_list("story_id", flat=True)) == {
        *stories,
        outbox_keys.enterprise(enterprise.number),
    }


def test_a_renamed_term_is_found_by_its_new_name(client: Client) -> None:
    make_case("染整节能", techniques=["T08.03"], body=[paragraph("见来源。", 1)], effects=[])
    term = technique("T08.03")
    term.zh, term.aliases_zh = "逆流漂洗回用", []
    term.save()

    assert titles(client, "逆流漂洗") == ["染整节能"]


def test_a_renamed_enterprise_is_found_by_both_names(client: Client) -> None:
    enterprise = make_enterprise("示例甲印染有限公司")
    make_case("染整节能", enterprises=[enterprise])
    enterprise.former_names.create(name_zh="示例甲印染有限公司")
    enterprise.name_zh = "示例乙新材料有限公司"
    enterprise.save()

    assert titles(client, "示例乙新材料") == ["染整节能"]
    assert titles(client, "示例甲印染") == ["染整节能"]


def test_a_draft_enterprise_is_in_no_record(client: Client) -> None:
    case = make_case("染整节能", enterprises=[make_enterprise("未公开有限公司", live=False)])

    assert found(client, "未公开有限公司")["total"] == 0
    assert "未公开有限公司" not in records([case.story_id])[case.story_id].names


def test_a_changed_industry_moves_the_case_in_the_counts(client: Client) -> None:
    case = make_case("染整节能", industries=["C1713"])
    case.industries.set([industry("C31")], clear=True)
    case.save_revision().publish()

    codes = {value["code"]: value["count"] for value in found(client)["facets"]["industry"]}
    assert codes == {"G01": 1, "C31": 1}
