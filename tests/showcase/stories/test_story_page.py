"""The page of a story: facts from the Chinese source, words from the page, nothing that is not public."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils.translation import override

from showcase.models import RelatedStory
from showcase.pages.story import story_context
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_english_page_shows_the_facts_of_the_chinese_one():
    case = make.make_case("余热回收", processes=["P012"], product="棉布", plant_source=1)
    english = make.make_translation(case, product="Cotton cloth")

    with override("en"):
        context = story_context(english)

    assert [row.value for row in context["effects"]] == ["1,200"]
    assert [(fact.label, fact.value, fact.source_numbers) for fact in context["facts"]] == [
        ("Product", "Cotton cloth", (1,))
    ]
    assert [chip.label for chip in context["processes"]] == ["Stenter"]
    assert [(source.number, source.publisher) for source in context["sources"]] == [(1, "Example News")]


def test_conflicting_figures_stand_aside_and_never_in_the_main_table(client: Client):
    effects = [make.make_effect(), make.make_effect(low=Decimal(900), high=Decimal(900), period="2022", aside=True)]
    case = make.make_case(effects=effects)

    context = client.get(case.get_url()).context

    assert [row.value for row in context["effects"]] == ["1,200"]
    assert [(row.value, row.period) for row in context["aside_effects"]] == [("900", "2022年")]


def test_the_box_of_an_enterprise_says_its_standing_and_what_is_in_force():
    enterprise = make.make_enterprise("示例纺织", "Example Textile")
    make.make_announcement("示例名单", entries=[enterprise], live=True)
    case = make.make_case(enterprises=[enterprise], standing="listed", standing_note="见报道", standing_source=1)

    (box,) = story_context(case)["enterprises"]

    assert (box.card.name, box.card.other_name) == ("示例纺织", "Example Textile")
    assert box.standing_note == "见报道〔1〕"
    assert [line.state for line in box.listings] == ["in_force"]


def test_an_unpublished_enterprise_is_nowhere_on_the_page(client: Client):
    draft = make.make_enterprise("未公开企业", "Not Yet Public", live=False)
    case = make.make_case(enterprises=[draft])

    page = client.get(case.get_url()).content.decode()

    assert "未公开企业" not in page
    assert "Not Yet Public" not in page


def test_related_stories_are_public_ones_with_the_reason():
    same = make.make_technology("同一技术", industries=["C26"])
    draft = make.make_technology("草稿", live=False)
    case = make.make_case(related=[draft, same])

    related = story_context(case)["related"]

    assert [card.title for card in related] == ["同一技术"]
    with override("en"):
        assert [card.reason for card in story_context(case)["related"]] == ["same technique, other industry"]


def test_the_page_leads_to_similar_stories_by_its_permanent_id():
    case = make.make_case()

    assert story_context(case)["similar_url"] == f"/search/?like={case.translation_key}"


def test_sections_of_the_body_are_listed():
    body = [("section", "background"), make.paragraph("背景", 1), ("section", "missing"), make.paragraph("未说明")]
    case = make.make_case(body=body)

    with override("en"):
        assert [(a.id, a.label) for a in story_context(case)["anchors"]] == [
            ("background", "Background and problem"),
            ("missing", "Not stated in the sources"),
        ]


def test_a_preview_shows_the_facts_of_the_draft():
    case = make.make_case()
    case.effects = [make.make_effect(low=Decimal(77), high=Decimal(77))]
    case.related_items = [RelatedStory(target=make.make_technology("同一技术"))]
    case.save_revision()
    draft = case.get_latest_revision_as_object()

    context = story_context(draft)

    assert [row.value for row in context["effects"]] == ["77"]
    assert [card.title for card in context["related"]] == ["同一技术"]


def test_a_section_page_lists_its_kind_newest_first_with_its_groups(client: Client):
    make.make_case("先发布")
    make.make_case("后发布", industries=["C26"])
    make.make_technology("技术")

    context = client.get("/cases/").context

    assert [card.title for card in context["cards"]] == ["后发布", "先发布"]
    assert [(chip.code, chip.count, chip.url) for chip in context["industries"]] == [
        ("G03", 1, "/search/?kind=case&industry=G03"),
        ("G08", 1, "/search/?kind=case&industry=G08"),
    ]


@pytest.mark.parametrize(("page", "status"), [("-1", 400), ("x", 400), ("1e9", 400), ("0", 400), ("9", 404), ("", 200)])
def test_a_page_number_that_cannot_be_is_answered_and_never_an_error(client: Client, page, status):
    assert client.get("/cases/", {"page": page}).status_code == status


def test_a_period_that_no_source_states_is_said_once_below_the_figures(client: Client):
    case = make.make_case(effects=[make.make_effect(), make.make_effect(quantity="water_saved", unit="m3")])

    shown = client.get(case.get_url()).content.decode()

    assert shown.count("no-period") == 1
