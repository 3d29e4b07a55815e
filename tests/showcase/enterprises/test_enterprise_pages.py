"""Enterprises: a permanent page with listings as events, and a list to search by name."""

import datetime as dt

import pytest
from django.test import Client

from showcase.merging.actions import merge_enterprises
from showcase.models import Enterprise
from showcase.pages.enterprise import enterprise_context
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_listings_are_a_timeline_of_events_and_only_what_is_in_force_is_on_the_list_now(client: Client):
    unit = make.make_enterprise()
    make.make_announcement(
        "市级名单", entries=[unit], level_code="municipal", effective_on=dt.date(2022, 12, 31), live=True
    )
    make.make_announcement("省级名单", entries=[unit], effective_on=dt.date(2023, 12, 31), live=True)
    removal = make.make_announcement(
        "市级调整",
        kind="adjustment",
        level_code="municipal",
        effective_on=dt.date(2024, 5, 1),
        effective_precision="day",
    )
    make.make_entry(removal, unit, action="remove")
    removal.save_revision().publish()

    context = client.get(f"/en/enterprises/{unit.number}/").context

    assert [(line.date, line.state, line.announcement_title) for line in context["listings"]] == [
        ("1 May 2024", "ended", "市级调整"),
        ("2023", "in_force", "省级名单"),
        ("2022", "recorded", "市级名单"),
    ]
    assert context["listings"][0].state_label == "removed: no reason stated"
    assert context["enterprise"].standing_label == (
        "On the list: Provincial green factory; "
        "removed from the list: Municipal green factory (1 May 2024, no reason stated)"
    )
    assert context["listings"][1].basis_label.startswith("press report · ")


def test_a_unit_that_was_only_proposed_is_on_no_list(client: Client):
    unit = make.make_enterprise()
    make.make_announcement(kind="proposal", entries=[unit], live=True)

    context = client.get(f"/en/enterprises/{unit.number}/").context

    assert context["enterprise"].standing_label == "Proposed, not yet listed: Provincial green factory (2024)"


def test_an_enterprise_without_events_is_not_in_our_records(client: Client):
    unit = make.make_enterprise()

    page = client.get(f"/en/enterprises/{unit.number}/").content.decode()

    assert "Not in our records" in page
    assert "does not mean that the enterprise is not listed" in page


def test_a_draft_enterprise_has_no_page_and_stands_in_no_list(client: Client):
    draft = make.make_enterprise("未公开企业", live=False)

    assert client.get(f"/enterprises/{draft.number}/").status_code == 404
    assert "未公开企业" not in client.get("/enterprises/").content.decode()
    assert "未公开企业" not in client.get("/enterprises/?q=未公开").content.decode().replace('value="未公开"', "")


def test_an_unknown_number_is_not_found(client: Client):
    assert client.get("/enterprises/999999/").status_code == 404
    assert client.get("/enterprises/99999999999999999999/").status_code == 404


def test_the_page_shows_former_names_public_stories_and_their_dated_figures(client: Client):
    unit = make.make_enterprise("示例纺织", "Example Textile", former_names=["示例老厂"])
    make.make_case("余热回收", enterprises=[unit], effects=[make.make_effect(period="2024"), make.make_effect()])
    make.make_case("草稿", enterprises=[unit], live=False)

    context = client.get(f"/enterprises/{unit.number}/").context

    assert "示例老厂" in [fact.value for fact in context["facts"]]
    assert [card.title for card in context["cards"]] == ["余热回收"]
    assert [(row.period, row.source_numbers) for row in context["figures"]] == [("2024年", ())]


def test_an_english_page_names_the_enterprise_in_english_and_then_in_chinese(client: Client):
    unit = make.make_enterprise("示例纺织", "Example Textile")

    card = client.get(f"/en/enterprises/{unit.number}/").context["enterprise"]

    assert (card.name, card.other_name, card.other_language) == ("Example Textile", "示例纺织", "zh-hans")


def test_an_english_page_marks_a_former_name_without_an_english_one_as_chinese(client: Client):
    unit = make.make_enterprise("示例纺织", "Example Textile", former_names=["示例老厂"])

    facts = client.get(f"/en/enterprises/{unit.number}/").context["facts"]

    assert [fact.language for fact in facts if fact.value == "示例老厂"] == ["zh-hans"]


@pytest.mark.parametrize("text", ["老厂", "EXAMPLE TEX", "示例纺"])
def test_enterprises_are_found_by_any_of_their_names(client: Client, text):
    make.make_enterprise("示例纺织", "Example Textile", former_names=["示例老厂", "更老厂"])
    make.make_enterprise("别家", "Another")

    context = client.get("/enterprises/", {"q": text}).context

    assert [card.name for card in context["cards"]] == ["示例纺织"]
    assert context["total"] == 1


def test_the_list_counts_public_stories(client: Client):
    unit = make.make_enterprise()
    make.make_case(enterprises=[unit])
    make.make_case(enterprises=[unit], live=False)

    (card,) = client.get("/enterprises/").context["cards"]

    assert card.story_count == 1


@pytest.mark.parametrize("query", ["q=%00", "q=" + "a" * 10_000, "q=%FF", "q=%", "q='%3B--"])
def test_odd_names_find_nothing_and_break_nothing(client: Client, query):
    assert client.get(f"/enterprises/?{query}").status_code == 200


def test_an_enterprise_that_was_never_saved_can_be_previewed():
    draft = Enterprise(name_zh="新企业", name_en="New Enterprise", region=make.region("350582"))

    card = enterprise_context(draft)["enterprise"]

    assert (card.name, card.url, card.number) == ("新企业", "", "")


def test_reasons_as_typed_and_printed_say_on_the_english_page_that_they_are_chinese():
    unit, other = make.make_enterprise("甲厂", "Jia"), make.make_enterprise("乙厂", "Yi")
    make.make_announcement(entries=[unit], live=True)
    adjustment = make.make_announcement(kind="adjustment")
    make.make_entry(adjustment, unit, action="remove", reason_printed="停产")
    adjustment.save_revision().publish()
    merge_enterprises(other, unit, "同一厂，名称写法不同")

    page = Client().get(f"/en/enterprises/{unit.number}/").content.decode()

    assert 'removed: <span lang="zh-hans">停产</span>' in page
    assert '): <span lang="zh-hans">同一厂，名称写法不同</span>' in page


def test_enterprises_are_listed_from_a_to_z_in_pinyin_and_by_their_english_names(client: Client) -> None:
    for zh, en in (("厦门示例厂", "Alpha"), ("安溪示例厂", "Gamma"), ("鑫示例厂", "Beta")):
        make.make_enterprise(zh, en)

    def listed(address: str) -> list[str]:
        return [card.name for card in client.get(address).context["cards"]]

    assert listed("/enterprises/") == ["安溪示例厂", "厦门示例厂", "鑫示例厂"]
    assert listed("/en/enterprises/") == ["Alpha", "Beta", "Gamma"]
